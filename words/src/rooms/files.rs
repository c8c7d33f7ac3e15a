use crate::vocabulary::vocabulary;

vocabulary! {
    /// Tables for a spreadsheet.
    Files {
        /// Column headings, separated by `|`, here and below.
        journal,
        /// The last line, where older entries are left out.
        journal_cut,
        announcement_states,
        /// One more column, where schools may put something offline.
        offline_reason,
        /// *Accusés* stays empty if no acknowledgement is required.
        message_states,
        /// The names behind the figures, and one more column where an acknowledgement is asked.
        names,
        confirmed,
    }
}
