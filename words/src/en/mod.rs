//! English. Only what stands on other sites' pages has it so far.

mod widget;

pub(crate) use widget::WIDGET;
