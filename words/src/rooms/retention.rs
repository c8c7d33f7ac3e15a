use domain::retention::Kept;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// For how long data are kept.
    Retention {
        title,
        about,
        not_chosen,
        not_chosen_hint,
        periods,
        try_them,
        what_goes,
        column_kind,
        column_days,
        column_due,
        store,
        store_hint,
        stored,
        stored_hint,
        journal_fixed,
        /// Lists of the record are separated by `|`.
        record,
        record_about,
        record_unlimited,
        processing_title,
        processing,
        controller_title,
        controller,
        officer_title,
        officer,
        purposes_title,
        purposes,
        basis_title,
        basis,
        people_title,
        people,
        data_title,
        data,
        recipients_title,
        recipients,
        periods_title,
        security_title,
        security,
        rights_title,
        rights,
        processors_title,
        processors,
        impact_title,
        impact,
        ;
        /// What is kept.
        fn kept(kind: Kept) -> &'static str;
        /// From when the days count, and how many there may be.
        fn hint(kind: Kept) -> &'static str;
        /// How many the next purge deletes; beyond the most that are counted, that there are more.
        fn due(count: u64) -> String;
    }
}
