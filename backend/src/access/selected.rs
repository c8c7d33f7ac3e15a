//! The people of many sources, selected with a few statements.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{CohortId, EstablishmentId, PersonId, access::Population, directory::Cohort};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::sources::{People, Source};
use crate::{
    Result,
    database::statement,
    entities::cohort::{self, COLUMNS},
    ground::sql::numbers,
};

/// People who are looked up with one statement.
const AT_ONCE: usize = 500;

/// SQL condition on a `person p` who is in the directory: one of the sources is theirs. It has no
/// parameters, so that it does not matter how many sources there are.
pub(super) async fn holds_any(db: &impl ConnectionTrait, sources: &[Source]) -> Result<String> {
    let mut people = BTreeSet::new();
    let mut ways = Vec::new();
    let mut populations: Vec<(&Population, &Arc<BTreeSet<EstablishmentId>>)> = Vec::new();
    let mut administrators = false;
    for source in sources {
        match &source.people {
            People::One(id) => {
                people.insert(*id);
            }
            People::Members(population, schools) => {
                let same = |(known, among): &(&Population, &Arc<_>)| {
                    *known == population && Arc::ptr_eq(among, schools)
                };
                if !populations.iter().any(same) {
                    populations.push((population, schools));
                }
            }
            People::PortalAdministrators => administrators = true,
        }
    }
    if !people.is_empty() {
        let ids = numbers(people.iter().map(|id| id.0));
        ways.push(format!("SELECT q.id FROM person_row q WHERE q.id IN ({ids})"));
    }
    let cohorts = cohorts(db, &populations).await?;
    if !cohorts.is_empty() {
        let ids = numbers(cohorts.iter().map(|id| id.0));
        ways.push(format!("SELECT m.person_id FROM membership m WHERE m.cohort_id IN ({ids})"));
    }
    if administrators {
        ways.push("SELECT a.person_id FROM account a WHERE a.portal_administrator".to_owned());
    }
    if ways.is_empty() {
        return Ok("1 = 0".to_owned());
    }
    // One list of all: with an `OR` of several, an engine compares everybody in the directory with them.
    Ok(format!("p.removed_at IS NULL AND p.id IN ({})", ways.join(" UNION ")))
}

/// The cohorts of these populations. A population is compared with each cohort of its schools here,
/// as at each request of a member.
async fn cohorts(
    db: &impl ConnectionTrait,
    populations: &[(&Population, &Arc<BTreeSet<EstablishmentId>>)],
) -> Result<BTreeSet<CohortId>> {
    let schools: BTreeSet<EstablishmentId> =
        populations.iter().flat_map(|(_, schools)| schools.iter().copied()).collect();
    if schools.is_empty() {
        return Ok(BTreeSet::new());
    }
    let ids = numbers(schools.iter().map(|id| id.0));
    let sql = format!("SELECT {COLUMNS} FROM cohort c WHERE c.establishment_id IN ({ids})");
    let rows = cohort::Model::find_by_statement(statement(db, &sql, [])).all(db).await?;
    let mut found = BTreeSet::new();
    for row in rows {
        let id = row.id;
        let cohort = Cohort::from(row);
        if populations.iter().any(|(population, schools)| is_member(population, schools, &cohort)) {
            found.insert(id);
        }
    }
    Ok(found)
}

fn is_member(population: &Population, schools: &BTreeSet<EstablishmentId>, cohort: &Cohort) -> bool {
    schools.contains(&cohort.establishment) && population.matches(cohort)
}

/// For each of these people, the positions of the sources that are theirs.
pub(super) async fn sources_of(
    db: &impl ConnectionTrait,
    people: &[PersonId],
    sources: &[Source],
) -> Result<BTreeMap<PersonId, Vec<usize>>> {
    let mut found = BTreeMap::new();
    for some in people.chunks(AT_ONCE) {
        let standing = cohorts_of(db, some).await?;
        let administrators = administrators(db, some).await?;
        for person in some {
            let cohorts = standing.get(person).map(Vec::as_slice).unwrap_or_default();
            let theirs = sources.iter().enumerate().filter(|(_, source)| match &source.people {
                People::One(id) => id == person,
                People::Members(population, schools) => {
                    cohorts.iter().any(|cohort| is_member(population, schools, cohort))
                }
                People::PortalAdministrators => administrators.contains(person),
            });
            found.insert(*person, theirs.map(|(position, _)| position).collect());
        }
    }
    Ok(found)
}

#[derive(FromQueryResult)]
struct MemberRow {
    person_id: PersonId,
    #[sea_orm(nested)]
    cohort: cohort::Model,
}

async fn cohorts_of(
    db: &impl ConnectionTrait,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Vec<Cohort>>> {
    let ids = numbers(people.iter().map(|id| id.0));
    let sql = format!(
        "SELECT m.person_id, {COLUMNS} FROM membership m JOIN cohort c ON c.id = m.cohort_id \
         WHERE m.person_id IN ({ids})"
    );
    let mut cohorts: BTreeMap<PersonId, Vec<Cohort>> = BTreeMap::new();
    for row in MemberRow::find_by_statement(statement(db, &sql, [])).all(db).await? {
        cohorts.entry(row.person_id).or_default().push(row.cohort.into());
    }
    Ok(cohorts)
}

async fn administrators(db: &impl ConnectionTrait, people: &[PersonId]) -> Result<BTreeSet<PersonId>> {
    let ids = numbers(people.iter().map(|id| id.0));
    let sql =
        format!("SELECT a.person_id FROM account a WHERE a.portal_administrator AND a.person_id IN ({ids})");
    let rows = db.query_all_raw(statement(db, &sql, [])).await?;
    rows.iter().map(|row| Ok(row.try_get("", "person_id")?)).collect()
}
