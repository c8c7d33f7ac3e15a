//! The people whom targets reach: counted from an index in memory, selected by an SQL condition.
//! Both are tested against `domain::targets::Audience::reaches` on generated directories.

mod condition;
mod count;
mod grid;
mod index;
mod matcher;
mod named;
mod names;
mod once;
mod options;
mod people;
mod shown;
mod stored;

pub(crate) use condition::{children_sql, membership_condition};
pub use condition::{people_sql, person_count, recipients_sql};
pub use index::{AudienceIndex, Index};
pub(crate) use names::{Names, used_by};
pub(crate) use shown::{cohorts_of, shown_among, shown_in};
pub(crate) use stored::{audience_of, followed, main_records, targets_of};
