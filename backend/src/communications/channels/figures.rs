use std::{collections::BTreeMap, sync::Arc};

use domain::{EstablishmentId, communications::view::SiteColumns};
use serde::Serialize;

/// The progress of a communication in its schools, as far as its channel knows it.
pub struct SchoolFigures {
    pub columns: SiteColumns,
    /// Whether it is shown for a period; otherwise permanently.
    pub has_period: bool,
    /// What readers of each school did; `None` where sightings on home pages are counted instead.
    pub states: Option<Arc<States>>,
}

/// What readers did with a communication; the author's own copies are not counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct States {
    /// In all schools together; each person counts once.
    pub total: State,
    /// A person of two schools counts in both.
    pub of_school: BTreeMap<EstablishmentId, State>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct State {
    pub opened: u64,
    /// Acknowledged it, or a guardian of the same family did so for them.
    pub acknowledged: u64,
}
