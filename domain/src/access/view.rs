//! The rights as pages show them.

use serde::{Deserialize, Serialize};

pub use super::label::{Belonging, PersonLabel};
use super::{Extent, Population, RequestState, Role, Scope};
use crate::{
    RequestId,
    directory::Profile,
    severity::Severity,
    targets::{Concern, TargetOptions},
    time::Stamp,
};

/// A school or an authority whose rights the caller administers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeChoice {
    pub scope: Scope,
    pub name: String,
    /// `Metz (0570051W)`; empty for an authority.
    pub place: String,
    /// How many schools it has; 1 for a school.
    pub schools: u64,
}

/// *Administration › Services › Communication ciblée* for one scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessPage {
    /// Authorities first, then schools, by name.
    pub scopes: Vec<ScopeChoice>,
    pub scope: ScopeChoice,
    /// Goes up with every saved change of this scope.
    pub version: i64,
    pub grants: Vec<GrantRow>,
    /// Requests that wait for an answer, the oldest first; on an authority those on its schools.
    pub requests: Vec<OpenRequest>,
    /// There are more of them.
    #[serde(default)]
    pub requests_cut: bool,
    /// Whether senders of the portal must have a second factor; shown only to its administrator.
    pub second_factor_demanded: Option<bool>,
    /// Whether the school shows the names behind the figures of its messages; `None` for an authority.
    #[serde(default)]
    pub names_shown: Option<bool>,
    /// Whether the school sends copies by e-mail to those who chose nothing; `None` for an authority.
    #[serde(default)]
    pub copies_by_default: Option<bool>,
}

/// Somebody asks for a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRequest {
    pub id: RequestId,
    pub person: PersonLabel,
    pub role: Role,
    /// The highest severity that is asked for, for a role that has severities.
    pub severity: Option<Severity>,
    /// The school, and its name.
    pub scope: Scope,
    pub school: String,
    pub reason: String,
    pub asked: Stamp,
}

/// *Demander un droit*
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestPage {
    /// The roles that can be asked for.
    pub roles: Vec<Role>,
    /// The schools in which the caller works; without one they cannot ask.
    pub schools: Vec<ScopeChoice>,
    /// The caller's latest requests, the latest first.
    pub own: Vec<OwnRequest>,
}

/// A request of the reader's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRequest {
    pub id: RequestId,
    pub role: Role,
    pub severity: Option<Severity>,
    pub school: String,
    pub reason: String,
    pub asked: Stamp,
    pub state: RequestState,
    pub decided: Option<Stamp>,
    /// Who decided; empty while nobody has.
    pub by: String,
    /// What the person who declined wrote.
    pub answer: String,
}

/// A line of the *Récapitulatif des droits d'accès*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantRow {
    /// `None` if the line cannot be removed here: a head of school has the role by function, and a
    /// school inherits the grants of its authority.
    pub id: Option<i64>,
    pub role: Role,
    pub grantee: GranteeView,
    pub extent: Extent,
    /// The highest severity, for a role that has severities.
    pub severity: Option<Severity>,
    /// The authority that the line comes from, on the page of a school.
    pub inherited_from: Option<String>,
    /// How many people have the role through this line.
    pub people: u64,
    /// What a population has lost: its last holder, or names that select them.
    pub concerns: Vec<Concern>,
    pub given: Option<Given>,
}

/// When, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub at: Stamp,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GranteeView {
    /// Everybody with the function of head of school.
    Head,
    Person(PersonLabel),
    Population(Population),
}

/// A population being chosen: the available values, and how many people it reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PopulationSurvey {
    pub options: TargetOptions,
    /// 0 while no criterion is chosen.
    pub people: u64,
    /// Profiles with at least one person.
    pub per_profile: Vec<(Profile, u64)>,
    pub schools: u64,
}

/// The filter of holders, unparsed from the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HoldersFilter {
    /// A [`Scope`] as text.
    pub scope: String,
    /// Code of a role; empty for all.
    pub role: String,
    pub search: String,
    /// From 1.
    pub page: u32,
}

/// Who holds a role on a scope, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldersPage {
    pub rows: Vec<HolderRow>,
    pub total: u64,
    pub page: u32,
    pub pages: u32,
}

/// Rows of one page of holders.
pub const HOLDERS_PER_PAGE: u32 = 25;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderRow {
    pub person: PersonLabel,
    /// Each role with every reason for it.
    pub held: Vec<(Role, Vec<Held>)>,
}

/// A reason for a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub reason: Reason,
    /// The highest severity that it gives, where the role has severities.
    pub severity: Option<Severity>,
}

/// Why somebody holds a role on a scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Head of the school by function.
    Head,
    /// Administers the whole portal.
    PortalAdministrator,
    /// Through a grant to this person, on the scope with this name.
    Personal { scope: String },
    /// Through a grant to a population of which the person is a member, on the scope with this
    /// name.
    Population { population: Population, scope: String, extent: Extent },
}
