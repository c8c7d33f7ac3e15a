//! The caller, the roles they hold, and on which schools; and how roles are given.

mod administered;
mod caller;
mod find_people;
pub mod grant;
mod holders;
mod inbox;
mod left_to;
mod page;
mod perimeters;
mod places;
mod populations;
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
pub(crate) use left_to::{Left, author, left_to};
pub use page::page;
pub use perimeters::perimeters;
pub(crate) use perimeters::{refusal, school};
pub(crate) use places::places;
pub(crate) use populations::{PopulationGrant, population_grants};
pub use reach::Reach;
pub(crate) use role_holders::{administering, administering_portal, holders_on_all, holders_on_any};
pub use save::save;
pub use survey::survey_population;
