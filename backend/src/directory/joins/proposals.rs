//! Records that may be one person: people of one folded name, with a second sign.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    PersonId,
    directory::{RecordFacts, Sign, signs},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

use super::facts::facts;
use crate::{
    Result,
    entities::{person, person_row},
    ground::sql::{numbers, sql},
};

/// From this many proposals on, the rest is on the next page.
const ENOUGH: usize = 20;
/// Proposals of one name at a time: the next ones come when these are decided.
const OF_A_NAME: usize = 40;
/// Names of one round, and rounds for one page: a page of a large portal may stop before it is full.
const NAMES: usize = 50;
const ROUNDS: usize = 20;
/// People of one name, and of one round, who are compared with each other.
const BEARERS: usize = 50;
const PEOPLE: u64 = 2_000;

/// Two records, the older one first, with their signs.
pub(super) type Found = ([PersonId; 2], Vec<Sign>);

#[derive(FromQueryResult)]
struct NameRow {
    name: String,
}

#[derive(FromQueryResult)]
struct PairRow {
    first_id: PersonId,
    second_id: PersonId,
}

/// The proposals of the names after `after`, and after which name the next page begins.
pub(super) async fn proposals(
    db: &impl ConnectionTrait,
    after: &str,
) -> Result<(Vec<Found>, Option<String>)> {
    let mut found = Vec::new();
    let mut after = after.to_owned();
    for _ in 0..ROUNDS {
        let names = shared_names(db, &after).await?;
        let Some(last) = names.last().cloned() else { return Ok((found, None)) };
        let is_end = names.len() < NAMES;
        for (name, pairs) in of_names(db, names).await? {
            found.extend(pairs);
            if found.len() >= ENOUGH {
                return Ok((found, Some(name)));
            }
        }
        if is_end {
            return Ok((found, None));
        }
        after = last;
    }
    Ok((found, Some(after)))
}

/// Names that more than one person bears.
async fn shared_names(db: &impl ConnectionTrait, after: &str) -> Result<Vec<String>> {
    let text = format!(
        "SELECT f.search_last AS name FROM person_row f JOIN person p ON p.id = f.id \
         WHERE f.search_last > :after AND p.removed_at IS NULL AND p.joined_to IS NULL \
         GROUP BY f.search_last HAVING COUNT(*) > 1 ORDER BY f.search_last LIMIT {NAMES}"
    );
    let rows = NameRow::find_by_statement(sql!(db, text, after)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// The pairs of each of these names, in the order of the names.
async fn of_names(db: &impl ConnectionTrait, names: Vec<String>) -> Result<Vec<(String, Vec<Found>)>> {
    let filed = person_row::Entity::find()
        .select_only()
        .column(person_row::Column::Id)
        .filter(person_row::Column::SearchLast.is_in(names.iter().map(String::as_str)))
        .into_query();
    let rows = person::Entity::find()
        .filter(person::Column::Id.in_subquery(filed))
        .filter(person::Column::SearchLast.is_in(names.iter().map(String::as_str)))
        .filter(person::Column::RemovedAt.is_null())
        .filter(person::Column::JoinedTo.is_null())
        .order_by_asc(person::Column::SearchLast)
        .order_by_asc(person::Column::Id)
        .limit(PEOPLE)
        .all(db)
        .await?;
    let mut bearers: BTreeMap<String, Vec<PersonId>> = BTreeMap::new();
    for row in rows {
        let people = bearers.entry(row.search_last).or_default();
        if people.len() < BEARERS {
            people.push(row.id);
        }
    }
    let people: Vec<PersonId> = bearers.values().flatten().copied().collect();
    let facts = facts(db, &people).await?;
    let decided = decided(db, &people).await?;
    let of_each = names.into_iter().map(|name| {
        let people = bearers.remove(&name).unwrap_or_default();
        let pairs = pairs(&people, &facts, &decided);
        (name, pairs)
    });
    Ok(of_each.collect())
}

fn pairs(
    people: &[PersonId],
    facts: &HashMap<PersonId, RecordFacts>,
    decided: &HashSet<[PersonId; 2]>,
) -> Vec<Found> {
    let mut found = Vec::new();
    for (place, one) in people.iter().enumerate() {
        for other in &people[place + 1..] {
            let (Some(known), Some(beside)) = (facts.get(one), facts.get(other)) else { continue };
            let signs = signs(known, beside);
            if !signs.is_empty() && !decided.contains(&[*one, *other]) {
                found.push(([*one, *other], signs));
                if found.len() >= OF_A_NAME {
                    return found;
                }
            }
        }
    }
    found
}

/// Pairs that are two people: somebody said so, or one is the other's child. The smaller number first.
async fn decided(db: &impl ConnectionTrait, people: &[PersonId]) -> Result<HashSet<[PersonId; 2]>> {
    let list = numbers(people.iter().map(|PersonId(id)| *id));
    let text = format!(
        "SELECT first_id, second_id FROM person_apart WHERE first_id IN ({list}) \
         UNION SELECT parent_id AS first_id, child_id AS second_id FROM family_link \
         WHERE parent_id IN ({list}) AND child_id IN ({list})"
    );
    let rows = PairRow::find_by_statement(sql!(db, text)).all(db).await?;
    let ordered = |row: PairRow| [row.first_id.min(row.second_id), row.first_id.max(row.second_id)];
    Ok(rows.into_iter().map(ordered).collect())
}
