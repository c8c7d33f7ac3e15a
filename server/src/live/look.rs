use std::collections::BTreeSet;

use backend::revision::{Scope, Topic};
use bytes::Bytes;
use domain::time::Millis;

/// What there is to show now.
pub(super) struct Look {
    pub version: String,
    /// When something next begins or ends by itself.
    pub until: Millis,
    /// What the page has to hear of.
    pub concerns: BTreeSet<(Topic, Scope)>,
    /// The event, if it carries what is new; otherwise it names the version, and the page asks.
    pub event: Option<Bytes>,
}
