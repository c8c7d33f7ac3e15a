use crate::vocabulary::vocabulary;

vocabulary! {
    /// Tables for a spreadsheet.
    Files {
        /// Heads of columns, parted by `|`; so are those below.
        journal,
        announcement_states,
        /// *Accusés* stays empty where no acknowledgement is asked for.
        message_states,
    }
}
