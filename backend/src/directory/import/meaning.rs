//! Which communications, roles and spaces an import would leave without their meaning: people whom they
//! name would be gone.

use std::collections::{BTreeSet, HashMap};

use domain::{
    CommunicationId, EstablishmentId,
    spaces::{SpaceKind, view::SpaceName},
    targets::{NameKind, ResolvedTarget, Target},
    time::Millis,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{
    Vanished,
    compare::LostName,
    report::{LosingCommunication, LosingGrant, LosingSpace, Meaningless},
};
use crate::{
    Result,
    access::{Space, Who, population_grants, spaces_by_names},
    audience::{targets_of, used_by},
    entities::{communication, publication},
    ground::{school_name::schools_called, sql::sql},
};

/// How many of each a report lists.
const LISTED: usize = 100;

/// The communications that are not over: messages that have not reached everybody, and all others whose
/// period has not ended everywhere.
const LIVE: &str = "SELECT communication.* FROM communication WHERE cancelled_at IS NULL AND (\
     EXISTS (SELECT 1 FROM message m WHERE m.communication_id = communication.id AND m.finished_at IS NULL \
     AND m.failed_at IS NULL) OR (NOT EXISTS (SELECT 1 FROM message m WHERE m.communication_id = communication.id) \
     AND EXISTS (SELECT 1 FROM publication p WHERE p.communication_id = communication.id AND p.ends_at > :now \
     AND p.failed_at IS NULL))) ORDER BY id";

pub(super) async fn find(db: &DatabaseTransaction, lost: &[LostName], now: Millis) -> Result<Meaningless> {
    let mut found = Meaningless::default();
    if lost.is_empty() {
        return Ok(found);
    }
    let lost: HashMap<(NameKind, &str), &LostName> =
        lost.iter().map(|one| ((one.of, one.name.as_str()), one)).collect();
    for grant in population_grants(db).await? {
        let criteria = grant.population.criteria();
        let in_scope = |school: EstablishmentId| grant.schools.contains(&school);
        let names = named(&lost, criteria, |name| {
            name.leaves(&criteria.profiles, in_scope) && !name.stays(&criteria.profiles, in_scope)
        });
        if names.is_empty() {
            continue;
        }
        found.grants_total += 1;
        if found.grants.len() < LISTED {
            let (role, scope, population) = (grant.role, grant.name.clone(), grant.population.clone());
            found.grants.push(LosingGrant { role, population, scope, names });
        }
    }
    communications(db, &lost, now, &mut found).await?;
    spaces(db, &lost, &mut found).await?;
    Ok(found)
}

/// Spaces whose readers, writers or moderators a school has chosen by such a name.
async fn spaces(
    db: &DatabaseTransaction,
    lost: &HashMap<(NameKind, &str), &LostName>,
    found: &mut Meaningless,
) -> Result<()> {
    for space in spaces_by_names(db).await? {
        let in_scope = |school: EstablishmentId| school == space.school;
        let mut names: BTreeSet<Vanished> = BTreeSet::new();
        for target in chosen(&space) {
            names.extend(named(lost, target, |name| name.leaves(&target.profiles, in_scope)));
        }
        if names.is_empty() {
            continue;
        }
        found.spaces_total += 1;
        if found.spaces.len() < LISTED {
            let called = schools_called(db, [space.school]).await?.remove(&space.school);
            let school = called.unwrap_or_default();
            let Space { id, kind, name, school: establishment, .. } = space;
            let space = SpaceName { id, kind, name, establishment, school };
            found.spaces.push(LosingSpace { space, names: names.into_iter().collect() });
        }
    }
    Ok(())
}

fn chosen(space: &Space) -> Vec<&Target> {
    // The readers of a standard space are whoever has its profile.
    let readers = if space.kind == SpaceKind::Other { space.readers.targets() } else { &[] };
    let named = space.named.iter().filter_map(|named| match &named.who {
        Who::Population(population) => Some(population.criteria()),
        Who::Person(_) => None,
    });
    readers.iter().map(ResolvedTarget::criteria).chain(named).collect()
}

async fn communications(
    db: &DatabaseTransaction,
    lost: &HashMap<(NameKind, &str), &LostName>,
    now: Millis,
    found: &mut Meaningless,
) -> Result<()> {
    let live = sql!(db, LIVE, now);
    let rows = communication::Entity::find().from_raw_sql(live).all(db).await?;
    let targets = targets_of(db, rows.iter().map(|row| row.id).collect()).await?;
    let mut schools = schools_of(db, &rows).await?;
    for row in rows {
        let (Some(targets), Some(schools)) = (targets.get(&row.id), schools.remove(&row.id)) else {
            continue;
        };
        let mut names: BTreeSet<Vanished> = BTreeSet::new();
        for target in targets.as_slice() {
            let in_scope = |school: EstablishmentId| {
                schools.contains(&school) && target.establishments.accepts(Some(&school))
            };
            names.extend(named(lost, target, |name| name.leaves(&target.profiles, in_scope)));
        }
        if names.is_empty() {
            continue;
        }
        found.communications_total += 1;
        if found.communications.len() < LISTED {
            let names = names.into_iter().collect();
            found.communications.push(LosingCommunication { id: row.id, title: row.title, names });
        }
    }
    Ok(())
}

/// The schools to which each communication goes.
async fn schools_of(
    db: &DatabaseTransaction,
    rows: &[communication::Model],
) -> Result<HashMap<CommunicationId, BTreeSet<EstablishmentId>>> {
    let mut schools: HashMap<CommunicationId, BTreeSet<EstablishmentId>> = HashMap::new();
    for some in rows.chunks(1_000) {
        let those = publication::Column::CommunicationId.is_in(some.iter().map(|row| row.id));
        for site in publication::Entity::find().filter(those).all(db).await? {
            schools.entry(site.communication_id).or_default().insert(site.establishment_id);
        }
    }
    Ok(schools)
}

/// The names of a target that are lost for it.
fn named(
    lost: &HashMap<(NameKind, &str), &LostName>,
    target: &Target,
    is_lost: impl Fn(&LostName) -> bool,
) -> Vec<Vanished> {
    used_by(target)
        .into_iter()
        .filter(|used| lost.get(used).is_some_and(|name| is_lost(name)))
        .map(|(of, name)| Vanished { of, name: name.to_owned() })
        .collect()
}
