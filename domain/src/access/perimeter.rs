use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{AuthorityId, EstablishmentId, severity::Severity};

/// périmètre: the schools that a sender may address when speaking for a school, a campus or an authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Perimeter {
    /// The name in forms: `etablissement-1`, `cite-1` or `collectivite-1`.
    pub key: String,
    pub name: String,
    /// Set when the sender speaks for an authority.
    pub authority: Option<AuthorityId>,
    /// The highest severity of an announcement in the authority's name; `None` without an authority,
    /// and on channels without severities.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// By name.
    pub schools: Vec<School>,
}

/// A school as a sender sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    pub id: EstablishmentId,
    pub uai: String,
    pub name: String,
    pub town: String,
    /// IANA name.
    pub time_zone: String,
    /// The highest severity of an announcement that the sender may create on this school; `None` on
    /// channels without severities.
    #[serde(default)]
    pub severity: Option<Severity>,
}

impl Perimeter {
    pub fn establishments(&self) -> BTreeSet<EstablishmentId> {
        self.schools.iter().map(|school| school.id).collect()
    }

    /// The highest severity of an announcement to these schools, as far as the rights allow on each
    /// of them, and on the authority in whose name it is sent.
    pub fn severity_limit<'a>(
        &self,
        schools: impl IntoIterator<Item = &'a EstablishmentId>,
    ) -> Option<Severity> {
        let of_schools = schools.into_iter().map(|id| self.school(*id).and_then(|school| school.severity));
        of_schools.chain(self.authority.map(|_| self.severity)).min().flatten()
    }

    pub fn school(&self, id: EstablishmentId) -> Option<&School> {
        self.schools.iter().find(|school| school.id == id)
    }
}
