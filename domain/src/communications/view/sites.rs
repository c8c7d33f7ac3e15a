//! *États de publication*.

use serde::{Deserialize, Serialize};

use super::super::DeliveryState;
use crate::{EstablishmentId, time::Stamp};

/// The filter and the page of *États de publication*, as typed. An invalid value filters nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct SitesFilter {
    /// In name, town and UAI.
    pub search: String,
    /// [`DeliveryState::code`]
    pub state: String,
    /// The page of what follows the school with this number in the list …
    pub after: String,
    /// … or stands before this one.
    pub before: String,
}

/// One page of *États de publication*, by name of the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitesPage {
    pub rows: Vec<SiteRow>,
    pub columns: SiteColumns,
    /// Whose clock the times are on, in the reader's words; `None` if every school has this one.
    #[serde(default)]
    pub zone: Option<String>,
    /// How many of the schools that are searched for are in each state; none without a school.
    pub states: Vec<(DeliveryState, u64)>,
    /// The state that the rows are filtered by.
    pub state: Option<DeliveryState>,
    /// How many schools match, on all pages.
    pub total: u64,
    /// The schools to continue from: the page before this one, and the page after it.
    pub earlier: Option<EstablishmentId>,
    pub later: Option<EstablishmentId>,
}

/// Columns of *États de publication* that only some communications have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteColumns {
    /// For a message: how many people have it and opened it; otherwise how many saw it.
    pub delivered: bool,
    /// How many took note.
    pub acknowledged: bool,
    /// Why it is not shown: schools may put it offline, or some could not get it.
    #[serde(default)]
    pub reason: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteRow {
    pub establishment: EstablishmentId,
    pub uai: String,
    pub name: String,
    pub town: String,
    pub state: DeliveryState,
    pub recipients: Option<u64>,
    /// For a message: people who have it in their inbox.
    pub delivered: Option<u64>,
    /// People who saw the announcement, or opened the message.
    pub seen: u64,
    /// Only for a message that asks for an acknowledgement.
    pub acknowledged: Option<u64>,
    pub changed: Stamp,
    /// `None` for changes by the server itself.
    pub changed_by: Option<String>,
    /// Why the school put it offline, while it is offline; or, for its senders, why it failed there.
    pub reason: Option<String>,
}
