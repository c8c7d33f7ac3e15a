use crate::vocabulary::vocabulary;

vocabulary! {
    /// Tables for a spreadsheet.
    Files {
        /// Column headings, separated by `|`, here and below.
        journal,
        announcement_states,
        /// *Accusés* stays empty if no acknowledgement is required.
        message_states,
    }
}
