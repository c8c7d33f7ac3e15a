use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{AuthorityId, EstablishmentId};

/// périmètre: the schools that a sender may address when speaking for a school, a campus or an authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Perimeter {
    /// The name in forms: `etablissement-1`, `cite-1` or `collectivite-1`.
    pub key: String,
    pub name: String,
    /// Set when the sender speaks for an authority.
    pub authority: Option<AuthorityId>,
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
}

impl Perimeter {
    pub fn establishments(&self) -> BTreeSet<EstablishmentId> {
        self.schools.iter().map(|school| school.id).collect()
    }

    pub fn school(&self, id: EstablishmentId) -> Option<&School> {
        self.schools.iter().find(|school| school.id == id)
    }
}
