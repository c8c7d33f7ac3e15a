//! The caller, the roles they hold, and on which schools; and how roles are given.

mod administered;
mod announcing;
mod beyond;
mod caller;
mod correcting;
mod expand;
mod find_people;
pub mod grant;
mod holders;
mod inbox;
mod kept_readers;
mod labels;
mod left_to;
mod once;
mod page;
mod perimeters;
mod places;
mod populations;
mod reach;
pub mod requests;
mod role_holders;
mod save;
mod school_choices;
mod seer;
mod selected;
mod senders;
mod sendings;
mod sources;
mod spaces;
mod standing;
mod stored;
mod survey;
mod touched;

pub(crate) use beyond::reaches_beyond;
pub use caller::{Caller, Place};
pub use find_people::find_people;
pub(crate) use find_people::{people_named, people_of_schools};
pub use holders::holders;
pub(crate) use inbox::{arrived, kept};
pub(crate) use kept_readers::KeptReaders;
pub(crate) use labels::{
    introduced, labels, name_apart, name_to_families, responsible, responsible_to, signature, signature_to,
};
pub(crate) use left_to::{Left, author, left_to, severity_of};
pub use once::CallerOnce;
pub use page::page;
pub use perimeters::perimeters;
pub(crate) use perimeters::{refusal, school};
pub(crate) use populations::{PopulationGrant, population_grants};
pub use reach::Reach;
pub(crate) use role_holders::{administering, administering_portal, holders_on_all, holders_on_any};
pub use save::save;
pub use school_choices::{send_copies, show_names};
pub use seer::Seer;
pub(crate) use senders::{given_cohorts, sender_sql};
pub(crate) use sendings::sendings;
pub use spaces::{Named, Space, Who, readable_spaces, readable_spaces_of, space};
pub(crate) use spaces::{
    authorities_read, readable_spaces_among, space_for_work, spaces_by_names, spaces_for, spaces_of_school,
};
pub use standing::OwnSchool;
pub use survey::survey_population;
