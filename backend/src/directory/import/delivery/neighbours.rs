use std::collections::{BTreeMap, BTreeSet};

use domain::EstablishmentId;
use formats::{Place, Problem, Reason};
use sea_orm::ConnectionTrait;

use super::{
    super::{Delivery, RefusedRow, prefixes::begins, read::Wanted},
    notes::refused,
};
use crate::{
    Result,
    directory::joins::OWNED,
    ground::{school_name::many_schools_called, sql::Sql},
};

/// Schools that one statement looks at.
const AT_ONCE: usize = 300;

/// Compares a delivery with the people whom the portal has already. If those with its identifiers are
/// all in other schools, they came from somewhere else, and it is refused: it would remove them. One that
/// only speaks of its own schools removes none of them, and is asked about instead. Schools that have
/// people under other identifiers are named, because they may be the same people.
pub(in super::super) async fn neighbours(
    db: &impl ConnectionTrait,
    delivery: &Delivery,
    wanted: &mut Wanted,
) -> Result<Option<RefusedRow>> {
    let schools = schools_of(wanted);
    if wanted.prefixes.is_empty() || schools.is_empty() {
        return Ok(None);
    }
    let of_feed = &wanted.prefixes;
    let may_remove = wanted.scope.is_none();
    if may_remove && !are_people_in(db, of_feed, &schools).await? && are_people(db, of_feed).await? {
        let reason = Reason::OtherSchools { begins: of_feed.join(", ") };
        return Ok(Some(refused(&Problem::stops(Place::default(), reason), delivery)));
    }
    for (school, people) in others(db, &wanted.kin, &schools).await? {
        let reason = Reason::OtherIdentifiers { school, people };
        wanted.remarks.add(refused(&Problem::warns(Place::default(), reason), delivery));
    }
    Ok(None)
}

/// The schools in which the delivery puts somebody.
fn schools_of(wanted: &Wanted) -> Vec<String> {
    let schools: BTreeSet<u32> = wanted.cohorts.keys.iter().map(|key| key.school).collect();
    schools.into_iter().filter_map(|school| wanted.uais.get(school as usize).cloned()).collect()
}

async fn are_people(db: &impl ConnectionTrait, prefixes: &[String]) -> Result<bool> {
    for owned in OWNED {
        let sql = Sql::new(format!(
            "SELECT 1 AS there FROM person p JOIN {owned} ON m.person_id = p.id \
             WHERE p.removed_at IS NULL AND ("
        ));
        let sql = sql.nest(begins("p", prefixes)).then(") LIMIT 1");
        if db.query_one_raw(sql.on(db)).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn are_people_in(db: &impl ConnectionTrait, prefixes: &[String], schools: &[String]) -> Result<bool> {
    for some in schools.chunks(AT_ONCE) {
        for owned in OWNED {
            let sql = Sql::new(format!(
                "SELECT 1 AS there FROM establishment e JOIN cohort c ON c.establishment_id = e.id \
                 JOIN {owned} ON m.cohort_id = c.id JOIN person p ON p.id = m.person_id \
                 WHERE p.removed_at IS NULL AND ("
            ));
            let sql = sql.nest(begins("p", prefixes)).then(") AND e.uai IN (");
            let sql = sql.listed(some.iter().map(String::as_str)).then(") LIMIT 1");
            if db.query_one_raw(sql.on(db)).await?.is_some() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// How many people of each school have none of these identifiers; by name of the school.
async fn others(
    db: &impl ConnectionTrait,
    prefixes: &[String],
    schools: &[String],
) -> Result<Vec<(String, u64)>> {
    let mut found: BTreeMap<(String, i64), u64> = BTreeMap::new();
    for some in schools.chunks(AT_ONCE) {
        for owned in OWNED {
            let sql = Sql::new(format!(
                "SELECT e.id, e.name, COUNT(DISTINCT p.id) AS people FROM establishment e \
                 JOIN cohort c ON c.establishment_id = e.id JOIN {owned} ON m.cohort_id = c.id \
                 JOIN person p ON p.id = m.person_id WHERE p.removed_at IS NULL AND NOT ("
            ));
            let sql = sql.nest(begins("p", prefixes)).then(") AND e.uai IN (");
            let sql = sql.listed(some.iter().map(String::as_str)).then(") GROUP BY e.id, e.name");
            for row in db.query_all_raw(sql.on(db)).await? {
                let school: (String, i64) = (row.try_get("", "name")?, row.try_get("", "id")?);
                let people: i64 = row.try_get("", "people")?;
                *found.entry(school).or_default() += u64::try_from(people).unwrap_or_default();
            }
        }
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: BTreeSet<EstablishmentId> = found.keys().map(|(_, id)| EstablishmentId(*id)).collect();
    let called = many_schools_called(db, &ids).await?;
    let named = |((name, id), people): ((String, i64), u64)| {
        (called.get(&EstablishmentId(id)).cloned().unwrap_or(name), people)
    };
    Ok(found.into_iter().map(named).collect())
}
