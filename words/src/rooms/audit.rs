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
        /// What was done, or tried.
        fn action(action: Action) -> &'static str;
        fn outcome(outcome: Outcome) -> &'static str;
        /// Who did it. Nobody known is a visitor when there is an address, else the product itself.
        fn actor(row: &AuditRow) -> String;
        /// `role=sender_announcement; schools=3` → `Rôle : Émetteur – publication d’annonce`,
        /// `3 établissements`. What is not known stands as it is.
        fn detail(detail: &str) -> Vec<String>;
    }
}
