use std::{collections::BTreeMap, sync::Arc};

use domain::{EstablishmentId, communications::view::SiteColumns};
use serde::Serialize;

/// How far a communication came in its schools, as far as its channel knows it.
pub struct SchoolFigures {
    pub columns: SiteColumns,
    /// Whether it is there for a period; else for good.
    pub has_period: bool,
    /// What readers of each school did; `None` where what home pages showed is counted.
    pub states: Option<Arc<States>>,
}

/// What readers did with a communication; copies of the author's are not counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct States {
    /// In all schools together, each person once.
    pub total: State,
    /// Somebody of two schools counts in both.
    pub of_school: BTreeMap<EstablishmentId, State>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct State {
    pub opened: u64,
    /// Took note, or a guardian of the same family did for them.
    pub acknowledged: u64,
}
