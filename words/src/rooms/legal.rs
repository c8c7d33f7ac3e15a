use domain::legal::{Conformity, LegalPage, LegalText};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// *Mentions légales* and *Accessibilité*, and the form that fills them.
    Legal {
        /// The links at the foot of every page.
        foot,
        published_with,
        change,
        form_title,
        form_about,
        choose,
        choose_page,
        choose_language,
        language_hint,
        audit,
        audit_about,
        rate,
        rate_hint,
        audited_on,
        keep,
        kept,
        see,
        commitment_title,
        scope_title,
        state_title,
        results_title,
        no_results,
        content_title,
        established_title,
        feedback_title,
        feedback,
        remedies_title,
        remedies,
        /// The ways to write, separated by `|`.
        remedies_ways,
        remedies_link,
        ;
        /// The title of the page.
        fn page(page: LegalPage) -> &'static str;
        /// The heading of a text, and the label of its field.
        fn label(text: LegalText) -> &'static str;
        /// What is said where nothing was written.
        fn missing(text: LegalText) -> &'static str;
        /// The mention that the law wants.
        fn conformity(conformity: Conformity) -> &'static str;
        /// Why it is so.
        fn because(conformity: Conformity) -> &'static str;
        /// The law, and who obeys it; empty when this is not known.
        fn commitment(body: &str) -> String;
        /// What the audit of this day found, in whole percent.
        fn found(day: &str, rate: u32) -> String;
    }
}
