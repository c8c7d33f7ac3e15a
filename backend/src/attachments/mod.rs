//! Files that go with a message.

mod adopt;
mod copy;
mod listed;

pub(crate) use adopt::adopt;
pub(crate) use copy::copy;
pub(crate) use listed::{of_form, of_message};
