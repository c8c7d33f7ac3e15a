use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Population, Role};
use crate::{
    AuthorityId, EstablishmentId, PersonId,
    fields::{FieldErrors, FieldProblem},
    severity::Severity,
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
    /// Code of a [`Severity`], the highest one; used only for a role that has severities.
    pub severity: String,
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
    /// The highest severity; set exactly for a role that has severities.
    pub severity: Option<Severity>,
}

/// What *Ajouter des accès* proposes as the highest severity.
pub const PROPOSED_SEVERITY: Severity = Severity::Warning;

impl NewGrant {
    /// Whether both give the same role to the same people in the same places, whatever the severity:
    /// such a grant is stored once.
    pub fn is_same_line(&self, other: &Self) -> bool {
        self.role == other.role && self.extent == other.extent && self.grantee == other.grantee
    }
}

/// *Jusqu'à*: another highest severity for a grant that exists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeverityChange {
    /// Identity of the grant.
    pub grant: i64,
    /// Code of a [`Severity`].
    pub severity: String,
}

impl GrantInput {
    /// # Errors
    /// The refused controls: `role`, `cible`, `cible-1-profils` …, `etendue`, `jusqua`.
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
        let severity = errors.keep("jusqua", self.parse_severity(role));
        match (role, grantee, extent, severity) {
            (Some(role), Some(grantee), Some(extent), Some(severity)) => {
                Ok(NewGrant { role, grantee, extent, severity })
            }
            _ => Err(errors),
        }
    }

    /// Nothing typed is never "all of them": a role that has severities needs one.
    fn parse_severity(&self, role: Option<Role>) -> Result<Option<Severity>, FieldProblem> {
        match (role.is_some_and(Role::has_severity), self.severity.as_str()) {
            (false, _) => Ok(None),
            (true, "") => Err(FieldProblem::Required),
            (true, code) => Severity::from_code(code).map(Some).ok_or(FieldProblem::UnknownChoice),
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
    /// At most one for each grant, and none for a removed one.
    pub changed: Vec<SeverityChange>,
}

/// The most lines in one change: more than anybody adds at once.
pub const MAX_CHANGES: usize = 200;
