//! The rights as pages show them.

use serde::{Deserialize, Serialize};

use super::{Extent, Population, Role, Scope};
use crate::{
    PersonId,
    directory::Profile,
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
    /// Whether senders of the portal must have a second factor; shown only to its administrator.
    pub second_factor_demanded: Option<bool>,
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

/// A membership of a person in a school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub profile: Profile,
    /// Function, otherwise subject, otherwise level; may be empty.
    pub detail: String,
    pub school: String,
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
    /// Through a grant to this person, on the scope with this name.
    Personal { scope: String },
    /// Through a grant to a population of which the person is a member, on the scope with this
    /// name.
    Population { population: Population, scope: String, extent: Extent },
}
