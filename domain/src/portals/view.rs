//! What the pages of portals show.

use serde::{Deserialize, Serialize};

use super::{PortalInput, PortalState, Refused, SigningAlgorithm};
use crate::{PortalId, PortalKeyId, time::Stamp};

/// *Portails*
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalsPage {
    /// By name.
    pub rows: Vec<PortalRow>,
    /// What statements must have as `aud`.
    pub audience: String,
    /// Statements in the name of no registered portal.
    pub strangers: Vec<RefusalRow>,
    /// Whether a code is needed besides the caller's password.
    pub coded: bool,
    pub login: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalRow {
    pub id: PortalId,
    pub name: String,
    pub issuer: String,
    pub state: PortalState,
    /// Whether any key can be valid.
    pub has_key: bool,
    pub last_refusal: Option<Stamp>,
}

/// The page of one portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalDetail {
    pub id: PortalId,
    pub input: PortalInput,
    /// Of what is registered.
    pub version: String,
    pub state: PortalState,
    /// The newest first.
    pub keys: Vec<KeyRow>,
    /// The latest first.
    pub refusals: Vec<RefusalRow>,
    pub audience: String,
    /// Whether a code is needed besides the caller's password.
    pub coded: bool,
    pub login: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRow {
    pub id: PortalKeyId,
    /// What statements name as `kid`.
    pub name: String,
    pub algorithm: SigningAlgorithm,
    pub added: Stamp,
    /// Set for the older of two keys.
    pub until: Option<Stamp>,
}

/// Refusals for the same reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalRow {
    pub why: Refused,
    /// Of the last one.
    pub detail: String,
    pub times: u64,
    pub last: Stamp,
}

/// What a statement says, and whether it would be accepted now. Nothing is used up by that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// The reason with its detail; `None` when the statement would be accepted.
    pub refused: Option<(Refused, String)>,
    /// The name of the person whom it names, once that is sure.
    pub person: Option<String>,
}
