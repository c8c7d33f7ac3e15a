//! Who comes, goes, moves and changes names: the first ones by name, for the person who reads the
//! report.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::directory::Profile;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    super::{
        read::{CohortKey, Wanted},
        report::{Moved, Movements, Renamed, Standing},
    },
    PairDiff, PeopleDiff,
    losses::{StoredCohorts, texts},
    namesakes::{Name, Shared},
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
    let come: Vec<u32> = people.returned.iter().chain(&people.new).take(NAMED).copied().collect();
    let come_as = standings(stored, wanted, memberships, &come);
    let nowhere = nowhere(people, memberships);
    let nowhere_total = nowhere.len() as u64;
    let nowhere: Vec<u32> = nowhere.into_iter().take(NAMED).collect();
    let go = leaving(db, &people.removed).await?;
    let of_file = come.iter().chain(&nowhere).chain(people.renamed_from.iter().map(|(position, _)| position));
    let of_file = of_file.chain(moved.iter().map(|moved| &moved.position));
    let named = of_file.map(|position| {
        let row = wanted.people.row(*position);
        [row.last_name, row.first_name]
    });
    let named: Vec<Name<'_>> =
        named.chain(go.iter().map(|row| [row.last_name.as_str(), row.first_name.as_str()])).collect();
    let shared = Shared::find(db, &wanted.people, people, &named).await?;
    let named = |position: u32| shared.tell_row(wanted.people.row(position));
    let renamed = people.renamed_from.iter();
    let renamed = renamed.map(|(position, from)| Renamed { from: from.clone(), to: named(*position) });
    let renamed = renamed.collect();
    let moved = moved
        .into_iter()
        .map(|Move { position, from, to }| Moved { name: named(position), from, to })
        .collect();
    let go = go.iter().map(|row| shared.tell([&row.last_name, &row.first_name], &row.external_id)).collect();
    Ok(Movements {
        come: come.into_iter().map(named).collect(),
        come_total: people.counts.added,
        come_as,
        nowhere: nowhere.into_iter().map(named).collect(),
        nowhere_total,
        go,
        go_total: people.counts.removed,
        renamed,
        renamed_total: people.renamed,
        moved,
        moved_total,
        ..Movements::default()
    })
}

async fn leaving(db: &impl ConnectionTrait, removed: &[i64]) -> Result<Vec<person::Model>> {
    let first: Vec<i64> = removed.iter().take(NAMED).copied().collect();
    if first.is_empty() {
        return Ok(Vec::new());
    }
    let rows = person::Entity::find()
        .filter(person::Column::Id.is_in(first))
        .order_by_asc(person::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

/// Where somebody was and will be, as positions.
#[derive(Default)]
struct Path {
    from: Vec<i64>,
    to: Vec<u32>,
}

/// Somebody who moves, by their position in the file.
struct Move {
    position: u32,
    from: Vec<String>,
    to: Vec<String>,
}

/// People who stay and stand elsewhere in their schools, or in others. Parents follow their children
/// and are left out.
fn moved(
    stored: &StoredCohorts,
    wanted: &Wanted,
    people: &PeopleDiff,
    memberships: &PairDiff,
) -> (Vec<Move>, u64) {
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
        Some(Move { position, from, to: path.to.iter().filter_map(will).collect() })
    });
    (moved.collect(), total)
}

/// What each of those who come becomes.
fn standings(
    stored: &StoredCohorts,
    wanted: &Wanted,
    memberships: &PairDiff,
    come: &[u32],
) -> Vec<Vec<Standing>> {
    let mut found: HashMap<u32, Vec<Standing>> = come.iter().map(|person| (*person, Vec::new())).collect();
    for (person, cohort) in &memberships.missing {
        if let Some(standings) = found.get_mut(person)
            && let Some(key) = wanted.cohorts.keys.get(*cohort as usize)
        {
            let names = key.names().map(|name| wanted.cohorts.text(name));
            let place = place(&stored.name(key.school), names);
            standings.push(Standing { profile: key.profile, place });
        }
    }
    come.iter().map(|person| found.remove(person).unwrap_or_default()).collect()
}

/// Who comes and gets no membership: mostly a parent whose children are not named.
fn nowhere(people: &PeopleDiff, memberships: &PairDiff) -> Vec<u32> {
    let mut is_placed = vec![false; people.ids.len()];
    for (person, _) in &memberships.missing {
        if let Some(is_placed) = is_placed.get_mut(*person as usize) {
            *is_placed = true;
        }
    }
    let come = people.returned.iter().chain(&people.new).copied();
    come.filter(|person| is_placed.get(*person as usize) == Some(&false)).collect()
}

/// `Lycée Curie, 2de, 2de 3`
fn place(school: &str, names: [&str; 6]) -> String {
    let names = names.into_iter().filter(|name| !name.is_empty());
    std::iter::once(school).chain(names).collect::<Vec<_>>().join(", ")
}
