//! What the program tells people by itself: the last line of the table of rights.

pub(crate) mod texts;
