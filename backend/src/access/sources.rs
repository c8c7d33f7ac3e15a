use std::collections::BTreeSet;

use domain::{
    EstablishmentId,
    access::{Extent, Grantee, Population, Role, Scope, view::Reason},
    communications::Severity,
};
use sea_orm::{Condition, ConnectionTrait, Value};

use super::{
    administered::ScopeSchools,
    stored::{self, StoredGrant},
};
use crate::{Result, audience::people_sql};

/// A reason why people hold a role on a scope, and these people, as a `SELECT` with its parameters.
pub(super) struct Source {
    pub role: Role,
    pub reason: Reason,
    /// The highest severity that it gives, where the role has severities.
    pub severity: Option<Severity>,
    pub people: (String, Vec<Value>),
}

/// Everything that gives a role on a scope: its grants, for a school also those of its authority,
/// heads of school by their function, and portal administrators.
pub(super) async fn sources(
    db: &impl ConnectionTrait,
    scope: Scope,
    of: &ScopeSchools,
) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for role in Role::HEAD_OF_ESTABLISHMENT {
        let heads = people_sql(&Population::heads().in_schools(&of.schools));
        sources.push(Source { role, reason: Reason::Head, severity: None, people: heads });
        let sql = "SELECT a.person_id FROM account a WHERE a.portal_administrator = ?".to_owned();
        let people = (sql, vec![true.into()]);
        sources.push(Source { role, reason: Reason::PortalAdministrator, severity: None, people });
    }
    let whole = authority_schools(db, scope, of).await?;
    for grant in grants_on(db, scope, of).await? {
        sources.push(source(grant, of, &whole));
    }
    Ok(sources)
}

/// The grants of a scope; for a school, also those of its authority.
pub(super) async fn grants_on(
    db: &impl ConnectionTrait,
    scope: Scope,
    of: &ScopeSchools,
) -> Result<Vec<StoredGrant>> {
    let above = Scope::Authority(of.authority);
    stored::grants(db, Condition::any().add(stored::on(scope)).add(stored::on(above))).await
}

/// Every school of the authority that the scope is, or belongs to.
pub(super) async fn authority_schools(
    db: &impl ConnectionTrait,
    scope: Scope,
    of: &ScopeSchools,
) -> Result<BTreeSet<EstablishmentId>> {
    match scope {
        Scope::Authority(_) => Ok(of.schools.clone()),
        Scope::Establishment(_) => {
            Ok(super::administered::schools_of(db, Scope::Authority(of.authority)).await?.schools)
        }
    }
}

fn source(grant: StoredGrant, of: &ScopeSchools, whole: &BTreeSet<EstablishmentId>) -> Source {
    let name = match grant.scope {
        Scope::Establishment(_) => of.name.clone(),
        Scope::Authority(_) => of.authority_name.clone(),
    };
    let people = match &grant.grantee {
        Grantee::Person(id) => ("SELECT p.id FROM person p WHERE p.id = ?".to_owned(), vec![(*id).into()]),
        Grantee::Population(population) => {
            people_sql(&population.in_schools(population_schools(&grant, of, whole)))
        }
    };
    let reason = match grant.grantee {
        Grantee::Person(_) => Reason::Personal { scope: name },
        Grantee::Population(population) => {
            Reason::Population { population, scope: name, extent: grant.extent }
        }
    };
    Source { role: grant.role, reason, severity: grant.severity, people }
}

/// The schools whose members hold a role on this scope by a population's grant.
pub(super) fn population_schools<'a>(
    grant: &StoredGrant,
    of: &'a ScopeSchools,
    whole: &'a BTreeSet<EstablishmentId>,
) -> &'a BTreeSet<EstablishmentId> {
    match (grant.scope, grant.extent) {
        // Given over the whole authority, it covers each school, for holders from any of its
        // schools.
        (Scope::Authority(_), Extent::Whole) => whole,
        (Scope::Authority(_), Extent::OwnSchools) | (Scope::Establishment(_), _) => &of.schools,
    }
}
