//! The caller, the roles they hold, and on which schools; and how roles are given.

mod administered;
mod caller;
mod find_people;
pub mod grant;
mod holders;
mod inbox;
mod may_still;
mod page;
mod perimeters;
mod places;
mod reach;
mod role_holders;
mod save;
mod sources;
mod standing;
mod stored;
mod survey;

pub use caller::{Caller, Place};
pub use find_people::find_people;
pub(crate) use find_people::people_named;
pub use holders::holders;
pub(crate) use inbox::{arrived, kept};
pub(crate) use may_still::may_still;
pub use page::page;
pub use perimeters::perimeters;
pub(crate) use perimeters::{refusal, school};
pub(crate) use places::places;
pub use reach::Reach;
pub(crate) use role_holders::{holders_on_all, holders_on_any};
pub use save::save;
pub use survey::survey_population;
