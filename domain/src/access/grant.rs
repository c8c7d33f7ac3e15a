use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Population, Role};
use crate::{
    AuthorityId, EstablishmentId, PersonId,
    fields::{FieldErrors, FieldProblem},
    targets::TargetInput,
};

/// The scope of a role, and of the rights that somebody administers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    Establishment(EstablishmentId),
    Authority(AuthorityId),
}

impl fmt::Display for Scope {
    /// The name in forms and addresses: `etablissement-1`, `collectivite-1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Establishment(id) => write!(f, "etablissement-{id}"),
            Self::Authority(id) => write!(f, "collectivite-{id}"),
        }
    }
}

impl FromStr for Scope {
    type Err = FieldProblem;

    fn from_str(text: &str) -> Result<Self, FieldProblem> {
        let id = |text: &str| text.parse::<i64>().map_err(|_| FieldProblem::UnknownChoice);
        match (text.strip_prefix("etablissement-"), text.strip_prefix("collectivite-")) {
            (Some(school), _) => Ok(Self::Establishment(EstablishmentId(id(school)?))),
            (_, Some(authority)) => Ok(Self::Authority(AuthorityId(id(authority)?))),
            _ => Err(FieldProblem::UnknownChoice),
        }
    }
}

values::text_column!(Scope);

values::coded! {
    /// étendue: the extent of a role given to a population of an authority.
    Extent {
        /// Each person only in the schools where the person belongs to the population.
        OwnSchools => "own_schools",
        /// The whole scope.
        Whole => "whole",
    }
}

/// One line of *Ajouter des accès* as typed in the form, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GrantInput {
    pub role: String,
    /// Set for *Accès utilisateur*; then `population` is ignored.
    pub person: Option<PersonId>,
    pub population: TargetInput,
    /// Code of an [`Extent`]; used only for a population of an authority.
    pub extent: String,
}

/// The person or population that gets a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grantee {
    Person(PersonId),
    Population(Population),
}

/// A role for a person or population; the caller knows the scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGrant {
    pub role: Role,
    pub grantee: Grantee,
    pub extent: Extent,
}

impl GrantInput {
    /// # Errors
    /// The refused controls: `role`, `cible`, `cible-1-profils` …, `etendue`.
    pub fn parse(&self, scope: Scope) -> Result<NewGrant, FieldErrors> {
        let mut errors = FieldErrors::default();
        let role = match self.role.as_str() {
            "" => Err(FieldProblem::Required),
            code => Role::from_code(code).ok_or(FieldProblem::UnknownChoice),
        };
        let role = errors.keep("role", role);
        let grantee = match self.person {
            Some(person) => Some(Grantee::Person(person)),
            None => Population::parse(&self.population, &mut errors).map(Grantee::Population),
        };
        let extent = errors.keep("etendue", self.parse_extent(scope));
        match (role, grantee, extent) {
            (Some(role), Some(grantee), Some(extent)) => Ok(NewGrant { role, grantee, extent }),
            _ => Err(errors),
        }
    }

    /// Only a population of an authority has the choice, and it has no default.
    fn parse_extent(&self, scope: Scope) -> Result<Extent, FieldProblem> {
        let asked = matches!(scope, Scope::Authority(_)) && self.person.is_none();
        match (asked, self.extent.as_str()) {
            (true, "") => Err(FieldProblem::Required),
            (true, code) => Extent::from_code(code).ok_or(FieldProblem::UnknownChoice),
            (false, "" | "whole") => Ok(Extent::Whole),
            (false, _) => Err(FieldProblem::UnknownChoice),
        }
    }
}

/// *Valider*: all changes of one administrator on one scope, saved together or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccessChange {
    /// A [`Scope`] as text.
    pub scope: String,
    /// The version of the list that the administrator saw.
    pub version: i64,
    pub added: Vec<GrantInput>,
    /// Identities of grants.
    pub removed: Vec<i64>,
}

/// The most lines in one change: more than anybody adds at once.
pub const MAX_CHANGES: usize = 200;
