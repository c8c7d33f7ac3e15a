use std::{collections::BTreeSet, sync::Arc};

use domain::{
    EstablishmentId, PersonId,
    access::{Extent, Grantee, Population, Role, Scope, view::Reason},
    communications::Severity,
};
use sea_orm::{Condition, ConnectionTrait};

use super::{
    administered::ScopeSchools,
    stored::{self, StoredGrant},
};
use crate::Result;

/// A reason why people hold a role on a scope, and these people.
pub(super) struct Source {
    pub role: Role,
    pub reason: Reason,
    /// The highest severity that it gives, where the role has severities.
    pub severity: Option<Severity>,
    pub people: People,
}

/// The people of a source. There may be a thousand sources: nothing is selected for each of them.
pub(super) enum People {
    One(PersonId),
    Members(Population, Arc<BTreeSet<EstablishmentId>>),
    PortalAdministrators,
}

/// Everything that gives a role on a scope: its grants, for a school also those of its authority,
/// heads of school by their function, and portal administrators.
pub(super) async fn sources(
    db: &impl ConnectionTrait,
    scope: Scope,
    of: &ScopeSchools,
) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    let own = Arc::new(of.schools.clone());
    for role in Role::HEAD_OF_ESTABLISHMENT {
        let heads = People::Members(Population::heads(), Arc::clone(&own));
        sources.push(Source { role, reason: Reason::Head, severity: None, people: heads });
        let people = People::PortalAdministrators;
        sources.push(Source { role, reason: Reason::PortalAdministrator, severity: None, people });
    }
    let grants = grants_on(db, scope, of).await?;
    let whole = Arc::new(authority_schools(db, scope, of, &grants).await?);
    for grant in grants {
        sources.push(source(grant, of, [&own, &whole]));
    }
    Ok(sources)
}

/// The people whom these grants of a scope concern.
pub(super) async fn sources_by(
    db: &impl ConnectionTrait,
    scope: Scope,
    of: &ScopeSchools,
    grants: Vec<StoredGrant>,
) -> Result<Vec<Source>> {
    let own = Arc::new(of.schools.clone());
    let whole = Arc::new(authority_schools(db, scope, of, &grants).await?);
    Ok(grants.into_iter().map(|grant| source(grant, of, [&own, &whole])).collect())
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

/// Every school of the authority that the scope is, or belongs to; none for a school if none of these
/// grants is to a population of the whole authority: then nothing of the school depends on the others.
pub(super) async fn authority_schools(
    db: &impl ConnectionTrait,
    scope: Scope,
    of: &ScopeSchools,
    grants: &[StoredGrant],
) -> Result<BTreeSet<EstablishmentId>> {
    let is_to_whole = |grant: &StoredGrant| {
        matches!(grant.grantee, Grantee::Population(_)) && is_whole(grant.scope, grant.extent)
    };
    match scope {
        Scope::Authority(_) => Ok(of.schools.clone()),
        Scope::Establishment(_) if !grants.iter().any(is_to_whole) => Ok(BTreeSet::new()),
        Scope::Establishment(_) => {
            Ok(super::administered::schools_of(db, Scope::Authority(of.authority)).await?.schools)
        }
    }
}

fn source(
    grant: StoredGrant,
    of: &ScopeSchools,
    [own, whole]: [&Arc<BTreeSet<EstablishmentId>>; 2],
) -> Source {
    let name = match grant.scope {
        Scope::Establishment(_) => of.name.clone(),
        Scope::Authority(_) => of.authority_name.clone(),
    };
    let (people, reason) = match grant.grantee {
        Grantee::Person(id) => (People::One(id), Reason::Personal { scope: name }),
        Grantee::Population(population) => {
            let schools = if is_whole(grant.scope, grant.extent) { whole } else { own };
            let people = People::Members(population.clone(), Arc::clone(schools));
            (people, Reason::Population { population, scope: name, extent: grant.extent })
        }
    };
    Source { role: grant.role, reason, severity: grant.severity, people }
}

/// Given over the whole authority, a grant covers each school, for holders from any of its schools.
fn is_whole(scope: Scope, extent: Extent) -> bool {
    matches!((scope, extent), (Scope::Authority(_), Extent::Whole))
}

/// The schools whose members hold a role on this scope by a population's grant.
pub(super) fn population_schools<'a>(
    grant: &StoredGrant,
    of: &'a ScopeSchools,
    whole: &'a BTreeSet<EstablishmentId>,
) -> &'a BTreeSet<EstablishmentId> {
    if is_whole(grant.scope, grant.extent) { whole } else { &of.schools }
}
