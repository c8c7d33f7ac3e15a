use domain::audit::{Action, AuditRow, Outcome};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// The journal.
    Audit {
        all_actions,
        all_outcomes,
        title,
        search_hint,
        action_label,
        outcome_label,
        from,
        to,
        about,
        nothing_older,
        see_latest,
        begins_here,
        empty,
        empty_hint,
        latest,
        older,
        caption,
        date_and_time,
        who,
        subject,
        detail_label,
        address,
        at,
        states_by_school,
        ;
        /// An action, done or tried.
        fn action(action: Action) -> &'static str;
        fn outcome(outcome: Outcome) -> &'static str;
        /// The actor. Without a name it is a visitor if there is a network address, otherwise the
        /// product itself.
        fn actor(row: &AuditRow) -> String;
        /// The subject. What the product names by itself is in the reader's words.
        fn subject_of(row: &AuditRow) -> String;
        /// `role=sender_announcement; schools=3` → `Rôle : Émetteur – publication d’annonce`, `3
        /// établissements`. Unknown parts are shown unchanged.
        fn detail(detail: &str) -> Vec<String>;
    }
}
