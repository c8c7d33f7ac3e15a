//! Correcting a text that was deployed. Targets, period and severity stay as they were confirmed: a
//! correction goes to the same audience.

mod apply;
mod follower;
mod form;
mod load;
mod tell;

pub use apply::correct;
pub use form::correction_form;
pub(super) use load::may_correct;
