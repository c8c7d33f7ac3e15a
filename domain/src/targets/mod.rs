//! Who a communication is for: up to ten targets joined by OR, criteria inside one by AND.

mod audience;
mod chosen;
mod concern;
mod controls;
mod criterion;
mod input;
mod options;
mod shortcut;
mod target;

pub use audience::{Audience, AudienceCount, EstablishmentCount, ResolvedTarget};
pub use chosen::Chosen;
pub use concern::{Concern, NameKind, Outcome};
pub use controls::{ESTABLISHMENTS, ESTABLISHMENTS_CHOICE, PEOPLE, PEOPLE_CHOICE, PEOPLE_SEARCH, PROFILES};
pub use criterion::Criterion;
pub use input::{TargetInput, narrowed, target_field};
pub use options::TargetOptions;
pub use shortcut::{ALL_PARENTS, ALL_STAFF, add_shortcut, staff_apart};
pub use target::{CriterionKind, MAX_PEOPLE, MAX_TARGETS, Target, Targets};
