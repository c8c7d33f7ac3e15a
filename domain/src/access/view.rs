//! What the pages show of rights.

use serde::{Deserialize, Serialize};

use super::{Extent, Population, Role, Scope};
use crate::{PersonId, directory::Profile, targets::TargetOptions, time::Stamp};

/// A school or an authority of which the caller administers the rights.
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
    /// Whether senders of the portal must have a second factor; told to its administrator only.
    pub second_factor_demanded: Option<bool>,
}

/// A line of the *Récapitulatif des droits d'accès*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantRow {
    /// `None` where nothing can be removed here: a head of school holds by function, and a school
    /// has what its authority was given.
    pub id: Option<i64>,
    pub role: Role,
    pub grantee: GranteeView,
    pub extent: Extent,
    /// The authority that it comes from, when this is a school's page.
    pub inherited_from: Option<String>,
    /// How many people hold the role by it.
    pub people: u64,
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
    /// Whoever has the function of head of school.
    Head,
    Person(PersonChoice),
    Population(Population),
}

/// Somebody found by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonChoice {
    pub id: PersonId,
    pub name: String,
    /// `(profile, function or subject, school)` of a first membership inside the scope.
    pub place: Option<Place>,
}

/// What somebody is in a school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub profile: Profile,
    /// Function, else subject, else level; may be empty.
    pub detail: String,
    pub school: String,
}

/// A population in the making: what can be chosen, and how many people it reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PopulationSurvey {
    pub options: TargetOptions,
    /// 0 while no criterion is chosen.
    pub people: u64,
    /// Profiles with at least one person.
    pub per_profile: Vec<(Profile, u64)>,
    pub schools: u64,
}

/// Which holders are asked for; everything as it stands in the address.
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
    pub person: PersonChoice,
    /// Each role with every reason for it.
    pub held: Vec<(Role, Vec<Reason>)>,
}

/// Why somebody holds a role on a scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Head of the school by function.
    Head,
    /// Administers the whole portal.
    PortalAdministrator,
    /// By a grant to this very person; the name of the scope it was given on.
    Personal { scope: String },
    /// By belonging to a population; the name of the scope it was given on.
    Population { population: Population, scope: String, extent: Extent },
}
