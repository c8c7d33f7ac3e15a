use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AuthorityId, EstablishmentId, PersonId,
    access::{Extent, Grantee, Population, Role, Scope},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    caller::Place,
    stored::{self, StoredGrant},
};
use crate::{
    Result,
    audience::people_sql,
    entities::{access_grant, establishment, person},
    ground::sql::Sql,
};

/// Grants to populations that are looked up with one statement.
const GRANTS_AT_ONCE: usize = 50;
/// How many people are checked with one statement for whether they have left.
const PEOPLE_AT_ONCE: usize = 500;

/// Everybody who holds the role on at least one of these schools: by a personal grant or a
/// population's grant, on the school or its authority, by their function, or as portal
/// administrator.
pub(crate) async fn holders_on_any(
    db: &impl ConnectionTrait,
    role: Role,
    schools: &BTreeSet<EstablishmentId>,
) -> Result<BTreeSet<PersonId>> {
    let mut people = present(db, in_schools(db, role, schools).await?).await?;
    if Role::HEAD_OF_ESTABLISHMENT.contains(&role) {
        people.extend(administering_portal(db).await?);
    }
    Ok(people)
}

/// Those who administer the rights of at least one of these schools, or of the authority, because
/// somebody gave them the role or because they are heads of school. The portal's administrators
/// only if there is nobody else.
pub(crate) async fn administering(
    db: &impl ConnectionTrait,
    schools: &BTreeSet<EstablishmentId>,
    authority: Option<AuthorityId>,
) -> Result<BTreeSet<PersonId>> {
    let mut people = in_schools(db, Role::SenderAdministrator, schools).await?;
    if let Some(authority) = authority {
        people.extend(over_authority(db, Role::SenderAdministrator, authority).await?);
    }
    let people = present(db, people).await?;
    if people.is_empty() { administering_portal(db).await } else { Ok(people) }
}

/// The portal's administrators.
pub(crate) async fn administering_portal(db: &impl ConnectionTrait) -> Result<BTreeSet<PersonId>> {
    present(db, administrators(db).await?.into_iter().collect()).await
}

/// As [`holders_on_any`], without the portal's administrators, and with people who have left.
async fn in_schools(
    db: &impl ConnectionTrait,
    role: Role,
    schools: &BTreeSet<EstablishmentId>,
) -> Result<BTreeSet<PersonId>> {
    if schools.is_empty() {
        return Ok(BTreeSet::new());
    }
    let concerned = by_authority(db, schools).await?;
    let given_on = Condition::any()
        .add(access_grant::Column::EstablishmentId.is_in(schools.iter().copied()))
        .add(access_grant::Column::AuthorityId.is_in(concerned.keys().copied()));
    let mut people = BTreeSet::new();
    let mut populations = Vec::new();
    for grant in grants_of(db, role, given_on).await? {
        let population = match grant.grantee {
            Grantee::Person(id) => {
                people.insert(id);
                continue;
            }
            Grantee::Population(population) => population,
        };
        let among = match (grant.scope, grant.extent) {
            (Scope::Establishment(id), _) => BTreeSet::from([id]),
            (Scope::Authority(id), Extent::Whole) => schools_of(db, id).await?,
            (Scope::Authority(id), _) => concerned.get(&id).cloned().unwrap_or_default(),
        };
        populations.push((population, among));
    }
    if Role::HEAD_OF_ESTABLISHMENT.contains(&role) {
        populations.push((Population::heads(), schools.clone()));
    }
    people.extend(members(db, &populations).await?);
    Ok(people)
}

/// Everybody who holds the role on all of a place.
pub(crate) async fn holders_on_all(
    db: &impl ConnectionTrait,
    role: Role,
    place: Place<'_>,
) -> Result<BTreeSet<PersonId>> {
    let Some(authority) = place.authority else {
        // Either a single school, or the schools of one site.
        let mut people: Option<BTreeSet<PersonId>> = None;
        for school in place.establishments {
            let some = holders_on_any(db, role, &BTreeSet::from([*school])).await?;
            people = Some(people.map_or_else(|| some.clone(), |people| &people & &some));
        }
        return Ok(people.unwrap_or_default());
    };
    let mut people = over_authority(db, role, authority).await?;
    if Role::HEAD_OF_ESTABLISHMENT.contains(&role) {
        people.extend(administrators(db).await?);
    }
    present(db, people).await
}

/// Everybody to whom the role was given on a whole authority, with people who have left.
async fn over_authority(
    db: &impl ConnectionTrait,
    role: Role,
    authority: AuthorityId,
) -> Result<BTreeSet<PersonId>> {
    let mut people = BTreeSet::new();
    let mut populations = Vec::new();
    for grant in grants_of(db, role, stored::on(Scope::Authority(authority))).await? {
        match (grant.grantee, grant.extent) {
            (Grantee::Person(id), _) => {
                people.insert(id);
            }
            (Grantee::Population(population), Extent::Whole) => {
                populations.push((population, schools_of(db, authority).await?));
            }
            (Grantee::Population(_), _) => {}
        }
    }
    people.extend(members(db, &populations).await?);
    Ok(people)
}

/// What gives the role on these scopes. A region has thousands of other grants.
async fn grants_of(db: &impl ConnectionTrait, role: Role, given_on: Condition) -> Result<Vec<StoredGrant>> {
    stored::grants(db, Condition::all().add(access_grant::Column::Role.eq(role)).add(given_on)).await
}

/// These schools, by their authority.
pub(super) async fn by_authority(
    db: &impl ConnectionTrait,
    schools: &BTreeSet<EstablishmentId>,
) -> Result<BTreeMap<AuthorityId, BTreeSet<EstablishmentId>>> {
    let rows = establishment::Entity::find()
        .filter(establishment::Column::Id.is_in(schools.iter().copied()))
        .select_only()
        .columns([establishment::Column::AuthorityId, establishment::Column::Id])
        .into_tuple::<(AuthorityId, EstablishmentId)>()
        .all(db)
        .await?;
    let mut by_authority: BTreeMap<AuthorityId, BTreeSet<EstablishmentId>> = BTreeMap::new();
    for (authority, school) in rows {
        by_authority.entry(authority).or_default().insert(school);
    }
    Ok(by_authority)
}

/// Every school of an authority.
async fn schools_of(db: &impl ConnectionTrait, authority: AuthorityId) -> Result<BTreeSet<EstablishmentId>> {
    let schools = establishment::Entity::find()
        .filter(establishment::Column::AuthorityId.eq(authority))
        .select_only()
        .column(establishment::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(schools.into_iter().collect())
}

/// The portal's administrators, with people who have left.
async fn administrators(db: &impl ConnectionTrait) -> Result<Vec<PersonId>> {
    people(db, Sql::new("SELECT a.person_id FROM account a WHERE a.portal_administrator")).await
}

/// The people of these populations in these schools, with people who have left.
async fn members(
    db: &impl ConnectionTrait,
    populations: &[(Population, BTreeSet<EstablishmentId>)],
) -> Result<BTreeSet<PersonId>> {
    let mut found = BTreeSet::new();
    for some in populations.chunks(GRANTS_AT_ONCE) {
        let all = some.iter().fold(Sql::default(), |all, (population, schools)| {
            let all = if all.is_empty() { all } else { all.then(" UNION ALL ") };
            all.nest(people_sql(&population.in_schools(schools)))
        });
        found.extend(people(db, all).await?);
    }
    Ok(found)
}

async fn people(db: &impl ConnectionTrait, sql: Sql) -> Result<Vec<PersonId>> {
    let rows = db.query_all_raw(sql.on(db)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "person_id")?)).collect()
}

/// Leaves out those who have left the directory.
async fn present(db: &impl ConnectionTrait, people: BTreeSet<PersonId>) -> Result<BTreeSet<PersonId>> {
    let ids: Vec<PersonId> = people.into_iter().collect();
    let mut present = BTreeSet::new();
    for some in ids.chunks(PEOPLE_AT_ONCE) {
        let here = person::Entity::find()
            .filter(person::Column::Id.is_in(some.iter().copied()))
            .filter(person::Column::RemovedAt.is_null());
        present.extend(here.all(db).await?.into_iter().map(|row| row.id));
    }
    Ok(present)
}
