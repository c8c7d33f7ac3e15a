use std::collections::BTreeSet;

use domain::{EstablishmentId, PersonId, access::view::PersonLabel, search::name_key};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    Caller,
    administered::{authorized, schools_of},
    labels::labels,
};
use crate::{
    Backend, Result,
    entities::person::FILED,
    ground::sql::{Sql, numbers, sql},
    search::{as_written, in_name, name_words},
};

/// As many as a list under a field can show.
const MAX_RESULTS: usize = 20;
/// A single letter would find half of a school.
const MIN_CHARACTERS: usize = 2;
/// Shorter parts are in too many names to read all of them for.
const MIN_ANYWHERE: usize = 3;
/// Up to this many schools their members are searched directly; above it, the index of names is
/// used.
const FEW_SCHOOLS: usize = 8;

#[derive(FromQueryResult)]
struct PersonRow {
    id: PersonId,
}

/// *Accès utilisateur*: people of the caller's whole perimeter whose name contains each word of
/// `search`; first those whose name begins with it, in either order. Finds nothing for a search shorter
/// than two characters. Where somebody belongs to several schools, one of `scope` is shown.
///
/// # Errors
/// As [`Caller::authorize_rights`] on `scope`.
pub async fn find_people(
    backend: &Backend,
    caller: &Caller,
    scope: &str,
    search: &str,
) -> Result<Vec<PersonLabel>> {
    let scope = authorized(caller, scope)?;
    let db = &backend.db;
    let rows = matching(db, perimeter(caller), search).await?;
    let ids: Vec<PersonId> = rows.iter().map(|row| row.id).collect();
    let schools = schools_of(db, scope).await?.schools;
    let mut labels = labels(db, &ids, &schools).await?;
    Ok(ids.iter().filter_map(|id| labels.remove(id)).collect())
}

/// The people in the caller's perimeter whom a search finds, by name.
pub(crate) async fn people_named(
    db: &impl ConnectionTrait,
    caller: &Caller,
    search: &str,
) -> Result<Vec<PersonId>> {
    Ok(matching(db, perimeter(caller), search).await?.into_iter().map(|row| row.id).collect())
}

/// The people of these schools whom a search finds, by name.
pub(crate) async fn people_of_schools(
    db: &impl ConnectionTrait,
    schools: &BTreeSet<EstablishmentId>,
    search: &str,
) -> Result<Vec<PersonId>> {
    let rows = matching(db, of_schools(schools.clone()), search).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Whether a person is in the caller's perimeter, so that they can be given a role.
pub(super) async fn is_reachable(
    db: &impl ConnectionTrait,
    caller: &Caller,
    person: PersonId,
) -> Result<bool> {
    let (inside, _) = perimeter(caller);
    let sql = format!(
        "SELECT p.id FROM person p WHERE p.id = :person AND p.removed_at IS NULL AND p.joined_to IS NULL AND {inside}"
    );
    Ok(db.query_one_raw(sql!(db, sql.as_str(), person)).await?.is_some())
}

/// The condition that a person `p` is in the caller's perimeter, and the schools of that perimeter.
/// A portal administrator's perimeter includes everybody.
fn perimeter(caller: &Caller) -> (String, BTreeSet<EstablishmentId>) {
    if caller.administrator {
        return ("(1 = 1)".to_owned(), BTreeSet::new());
    }
    of_schools(caller.administered().establishments)
}

/// The same for these schools.
fn of_schools(schools: BTreeSet<EstablishmentId>) -> (String, BTreeSet<EstablishmentId>) {
    let ids = numbers(schools.iter().map(|id| id.0));
    let condition = format!(
        "EXISTS (SELECT 1 FROM membership m JOIN cohort c ON c.id = m.cohort_id \
         WHERE m.person_id = p.id AND c.establishment_id IN ({ids}))"
    );
    (condition, schools)
}

/// First those whose name begins so, in either order of first and last name, then those that contain
/// each word anywhere: "la fontaine" finds de La Fontaine, and "legoff" Le Goff.
async fn matching(
    db: &impl ConnectionTrait,
    (inside, schools): (String, BTreeSet<EstablishmentId>),
    search: &str,
) -> Result<Vec<PersonRow>> {
    let (key, words) = (name_key(search), name_words(search));
    if key.chars().count() < MIN_CHARACTERS || words.is_empty() {
        return Ok(Vec::new());
    }
    let mut after = key.clone();
    after.push(char::MAX);
    let range = |column: &str| format!("p.{column} >= :key AND p.{column} < :after");
    let anywhere = each(&words, |_, bound| as_written(bound));
    let joined = each(&words, in_name);
    // Each statement takes of these what it names.
    let bound = |text: String| {
        let sql = Sql::new(text).bind("key", key.as_str()).bind("after", after.as_str());
        let words = words.iter().enumerate();
        words
            .fold(sql, |sql, (position, word)| sql.bind(&format!("word_{position}"), format!("%{word}%")))
            .on(db)
    };
    if !schools.is_empty() && schools.len() <= FEW_SCHOOLS {
        let sql = format!(
            "SELECT DISTINCT p.id, p.search_last, CASE WHEN ({}) OR ({}) THEN 0 ELSE 1 END AS place \
             FROM cohort c JOIN membership m ON m.cohort_id = c.id JOIN person p ON p.id = m.person_id \
             WHERE c.establishment_id IN ({}) AND p.removed_at IS NULL AND p.joined_to IS NULL AND {joined} \
             ORDER BY place, p.search_last, p.id LIMIT {MAX_RESULTS}",
            range("search_last"),
            range("search_first"),
            numbers(schools.iter().map(|id| id.0)),
        );
        return Ok(PersonRow::find_by_statement(bound(sql)).all(db).await?);
    }
    // Range scans on indexes of their own; one OR of all would scan everybody.
    let mut rows: Vec<PersonRow> = Vec::new();
    for column in ["search_last", "search_first"] {
        for filed in FILED {
            let sql = format!(
                "SELECT p.id FROM {filed} f JOIN person p ON p.id = f.id \
                 WHERE f.{column} >= :key AND f.{column} < :after AND {} \
                 AND p.removed_at IS NULL AND p.joined_to IS NULL AND {inside} ORDER BY f.{column}, f.id LIMIT {MAX_RESULTS}",
                range(column),
            );
            add(&mut rows, PersonRow::find_by_statement(bound(sql)).all(db).await?);
        }
    }
    // These read every name of the portal, so only when they are needed.
    if key.chars().count() >= MIN_ANYWHERE {
        let wider = (joined != anywhere).then_some((&joined, 1));
        for (condition, most) in [(&anywhere, MAX_RESULTS)].into_iter().chain(wider) {
            if rows.len() < most {
                let sql = format!(
                    "SELECT p.id FROM person_row f JOIN person p ON p.id = f.id \
                     WHERE {condition} AND p.removed_at IS NULL AND p.joined_to IS NULL AND {inside} ORDER BY f.search_last, f.id LIMIT {MAX_RESULTS}",
                );
                add(&mut rows, PersonRow::find_by_statement(bound(sql)).all(db).await?);
            }
        }
    }
    rows.truncate(MAX_RESULTS);
    Ok(rows)
}

/// The condition that a name meets for each word.
fn each(words: &[String], condition: fn(&str, &str) -> String) -> String {
    let words = words.iter().enumerate();
    let all: Vec<String> = words.map(|(at, word)| condition(word, &format!("word_{at}"))).collect();
    all.join(" AND ")
}

fn add(rows: &mut Vec<PersonRow>, more: Vec<PersonRow>) {
    for row in more {
        if rows.iter().all(|known| known.id != row.id) {
            rows.push(row);
        }
    }
}
