//! Who shares a name with somebody else, before or after an import: a report that names them shows their
//! identifier, too.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::search::search_names;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{
    super::read::{People, PersonRow},
    NAMES, PeopleDiff, RETURNS,
};
use crate::{
    Result,
    entities::{person, person_row},
};

/// People of the names of a report who are read: of more namesakes, some may be shown without identifier.
const READ: u64 = 5_000;

/// Last name and first name.
pub(super) type Name<'p> = [&'p str; 2];

/// The names that several people bear, in the form in which they are searched.
#[derive(Debug, Default)]
pub(super) struct Shared(BTreeSet<String>);

impl Shared {
    /// Among `named`, who stand in the report.
    pub(super) async fn find(
        db: &impl ConnectionTrait,
        people: &People,
        diff: &PeopleDiff,
        named: &[Name<'_>],
    ) -> Result<Self> {
        if named.is_empty() {
            return Ok(Self::default());
        }
        let keys: BTreeSet<String> = named.iter().map(key).collect();
        let filed = person_row::Entity::find()
            .select_only()
            .column(person_row::Column::Id)
            .filter(person_row::Column::SearchLast.is_in(keys.iter().map(String::as_str)))
            .into_query();
        let there: Vec<(String, String)> = person::Entity::find()
            .select_only()
            .columns([person::Column::SearchLast, person::Column::ExternalId])
            .filter(person::Column::Id.in_subquery(filed))
            .filter(person::Column::RemovedAt.is_null())
            .limit(READ)
            .into_tuple()
            .all(db)
            .await?;
        let mut bearers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (name, identifier) in there {
            bearers.entry(name).or_default().insert(identifier);
        }
        // There may be a million who come, so they are compared as they are written.
        let named: HashSet<Name<'_>> = named.iter().copied().collect();
        let changed = diff.changed.iter().filter(|changed| changed.what & (NAMES | RETURNS) != 0);
        for position in diff.new.iter().copied().chain(changed.map(|changed| changed.position)) {
            let row = people.row(position);
            let name = [row.last_name, row.first_name];
            if named.contains(&name) {
                bearers.entry(key(&name)).or_default().insert(row.external_id.to_owned());
            }
        }
        bearers.retain(|_, identifiers| identifiers.len() > 1);
        Ok(Self(bearers.into_keys().collect()))
    }

    /// `Camille Roy`, or `Camille Roy (e12)`.
    pub(super) fn tell(&self, [last, first]: Name<'_>, identifier: &str) -> String {
        if self.0.contains(&key(&[last, first])) {
            format!("{first} {last} ({identifier})")
        } else {
            format!("{first} {last}")
        }
    }

    pub(super) fn tell_row(&self, row: PersonRow<'_>) -> String {
        self.tell([row.last_name, row.first_name], row.external_id)
    }
}

fn key([last, first]: &Name<'_>) -> String {
    let [key, _] = search_names(last, first);
    key
}
