use domain::{
    GrantId, PersonId,
    access::{Extent, Grantee, NewGrant, Role, Scope},
    communications::Severity,
    time::Millis,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{Error, Result, entities::access_grant};

/// A grant with its stored values parsed.
#[derive(Clone, Debug)]
pub(super) struct StoredGrant {
    pub id: GrantId,
    pub role: Role,
    pub grantee: Grantee,
    pub scope: Scope,
    pub extent: Extent,
    /// The highest severity; set for a role that has severities.
    pub severity: Option<Severity>,
    /// `None` for grants that came with the first import.
    pub given: Option<(Millis, PersonId)>,
}

impl StoredGrant {
    /// The line as it was given.
    pub fn line(&self) -> NewGrant {
        let Self { role, grantee, extent, severity, .. } = self;
        NewGrant { role: *role, grantee: grantee.clone(), extent: *extent, severity: *severity }
    }
}

impl TryFrom<access_grant::Model> for StoredGrant {
    type Error = Error;

    fn try_from(row: access_grant::Model) -> Result<Self> {
        let wrong = |what: &str| Error::Inconsistent(format!("{what} of grant {}", row.id));
        let grantee = match (row.person_id, row.population) {
            (Some(person), None) => Grantee::Person(person),
            (None, Some(population)) => Grantee::Population(population.into_inner()),
            _ => return Err(wrong("grantee")),
        };
        let scope = match (row.establishment_id, row.authority_id) {
            (Some(id), None) => Scope::Establishment(id),
            (None, Some(id)) => Scope::Authority(id),
            _ => return Err(wrong("scope")),
        };
        Ok(Self {
            id: row.id,
            role: row.role,
            grantee,
            scope,
            extent: row.extent,
            severity: row.severity.filter(|_| row.role.has_severity()),
            given: row.given_at.zip(row.given_by),
        })
    }
}

/// The condition that a grant was given on this scope.
pub(super) fn on(scope: Scope) -> Condition {
    Condition::all().add(match scope {
        Scope::Establishment(id) => access_grant::Column::EstablishmentId.eq(id),
        Scope::Authority(id) => access_grant::Column::AuthorityId.eq(id),
    })
}

/// The grants that match a condition, oldest first.
pub(super) async fn grants(db: &impl ConnectionTrait, condition: Condition) -> Result<Vec<StoredGrant>> {
    let rows =
        access_grant::Entity::find().filter(condition).order_by_asc(access_grant::Column::Id).all(db).await?;
    rows.into_iter().map(StoredGrant::try_from).collect()
}
