//! Who comes, goes, moves and changes names: the first ones by name, for the person who reads the
//! report.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::directory::Profile;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    super::{
        read::{CohortKey, PersonRow, Wanted},
        report::{Moved, Movements, Renamed},
    },
    PairDiff, PeopleDiff,
    losses::{StoredCohorts, texts},
    people::NAMED,
};
use crate::{Result, entities::person};

/// Finds them; those who go are read from the database.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    stored: &StoredCohorts,
    wanted: &Wanted,
    people: &PeopleDiff,
    memberships: &PairDiff,
) -> Result<Movements> {
    let (moved, moved_total) = moved(stored, wanted, people, memberships);
    let named = |position: &u32| name(wanted.people.row(*position));
    let come = people.returned.iter().chain(&people.new).take(NAMED).map(named).collect();
    let renamed = people.renamed_from.iter();
    let renamed = renamed.map(|(position, from)| Renamed { from: from.clone(), to: named(position) });
    let renamed = renamed.collect();
    Ok(Movements {
        come,
        come_total: people.counts.added,
        go: leaving(db, &people.removed).await?,
        go_total: people.counts.removed,
        renamed,
        renamed_total: people.renamed,
        moved,
        moved_total,
        ..Movements::default()
    })
}

fn name(row: PersonRow<'_>) -> String {
    format!("{} {}", row.first_name, row.last_name)
}

async fn leaving(db: &impl ConnectionTrait, removed: &[i64]) -> Result<Vec<String>> {
    let first: Vec<i64> = removed.iter().take(NAMED).copied().collect();
    if first.is_empty() {
        return Ok(Vec::new());
    }
    let rows = person::Entity::find()
        .filter(person::Column::Id.is_in(first))
        .order_by_asc(person::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| format!("{} {}", row.first_name, row.last_name)).collect())
}

/// Where somebody was and will be, as positions.
#[derive(Default)]
struct Path {
    from: Vec<i64>,
    to: Vec<u32>,
}

/// People who stay and stand elsewhere in their schools, or in others. Parents follow their children
/// and are left out.
fn moved(
    stored: &StoredCohorts,
    wanted: &Wanted,
    people: &PeopleDiff,
    memberships: &PairDiff,
) -> (Vec<Moved>, u64) {
    let removed: HashSet<i64> = people.removed.iter().copied().collect();
    let of_parents = stored.rows.iter().filter(|row| row.profile == Profile::Parent);
    let of_parents: HashSet<i64> = of_parents.map(|row| row.id.0).collect();
    let mut paths: BTreeMap<i64, Path> = BTreeMap::new();
    let (mut total, mut last) = (0, None);
    // In the order of people, so that a new school year needs no memory for each of them.
    for (person, cohort) in &memberships.gone {
        if removed.contains(person) || of_parents.contains(cohort) {
            continue;
        }
        if last.replace(*person) != Some(*person) {
            total += 1;
            if paths.len() < NAMED {
                paths.insert(*person, Path::default());
            }
        }
        if let Some(path) = paths.get_mut(person) {
            path.from.push(*cohort);
        }
    }
    if paths.is_empty() {
        return (Vec::new(), total);
    }
    for (person, cohort) in &memberships.missing {
        let key = wanted.cohorts.keys.get(*cohort as usize);
        if key.is_some_and(|key| key.profile != Profile::Parent)
            && let Some(path) = people.ids.get(*person as usize).and_then(|id| paths.get_mut(id))
        {
            path.to.push(*cohort);
        }
    }
    let needed: HashSet<i64> = paths.values().flat_map(|path| &path.from).copied().collect();
    let was = stored.rows.iter().filter(|row| needed.contains(&row.id.0)).filter_map(|row| {
        let school = stored.name(*stored.schools.get(&row.establishment_id)?);
        Some((row.id.0, place(&school, texts(row))))
    });
    let was: HashMap<i64, String> = was.collect();
    let will = |cohort: &u32| {
        let key: &CohortKey = wanted.cohorts.keys.get(*cohort as usize)?;
        Some(place(&stored.name(key.school), key.names().map(|name| wanted.cohorts.text(name))))
    };
    let moved = people.ids.iter().zip(0..).filter_map(|(id, position)| {
        let path = paths.get(id)?;
        let from = path.from.iter().filter_map(|cohort| was.get(cohort).cloned()).collect();
        let name = name(wanted.people.row(position));
        Some(Moved { name, from, to: path.to.iter().filter_map(will).collect() })
    });
    (moved.collect(), total)
}

/// `Lycée Curie, 2de, 2de 3`
fn place(school: &str, names: [&str; 6]) -> String {
    let names = names.into_iter().filter(|name| !name.is_empty());
    std::iter::once(school).chain(names).collect::<Vec<_>>().join(", ")
}
