use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{PersonId, time::Millis, versions::Versioned};
use moka::sync::Cache;
use sea_orm::{ActiveValue::Set, DatabaseConnection, EntityTrait, sea_query::OnConflict};

use crate::{
    Backend, Result,
    access::Seer,
    database::rows_per_insert,
    entities::seen,
    ground::references::{Reference, erased},
    ground::waiting::{Waiting, store_all},
    transaction,
};

/// A person saw a text.
type Sight = (Versioned, PersonId);

/// How many may wait. If the database cannot be written for long, further ones are lost; the pages
/// are shown all the same.
const WAITING_AT_MOST: usize = 200_000;
/// How many a process knows to be stored, so that later visits write nothing.
const KNOWN: u64 = 200_000;

/// Who saw which article or event, as far as this process has not stored it yet. Showing a page
/// never waits for writing.
#[derive(Debug)]
pub(crate) struct Seen {
    /// With the number of corrections that the text had, and the time.
    waiting: Mutex<BTreeMap<Sight, (i32, Millis)>>,
    known: Cache<Sight, ()>,
}

impl Default for Seen {
    fn default() -> Self {
        Self { waiting: Mutex::default(), known: Cache::new(KNOWN) }
    }
}

impl Seen {
    fn waiting(&self) -> MutexGuard<'_, BTreeMap<Sight, (i32, Millis)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, sights: impl IntoIterator<Item = (Sight, (i32, Millis))>) {
        let mut waiting = self.waiting();
        for (sight, what) in sights {
            if waiting.len() < WAITING_AT_MOST {
                waiting.entry(sight).or_insert(what);
            }
        }
    }

    /// Forgets everything, also what is not stored yet: another state of the database was restored.
    pub(crate) fn forget(&self) {
        self.waiting().clear();
        self.known.invalidate_all();
    }
}

/// Notes that a page showed this text to a person, when it had been corrected `version` times; only
/// the first time counts. It is stored within a second.
pub fn note_seen(backend: &Backend, seer: impl Into<Seer>, of: Versioned, version: i32) {
    let Some(person) = seer.into().person() else { return };
    if !backend.seen.known.contains_key(&(of, person)) {
        backend.seen.wait([((of, person), (version, backend.clock.now()))]);
    }
}

/// Stores what waits. Called several times a second, before it is counted, and when the process
/// stops.
pub async fn store_seen(backend: &Backend) -> Result<()> {
    store_all(&Rows(backend)).await
}

struct Rows<'a>(&'a Backend);

impl Waiting for Rows<'_> {
    type Key = Sight;
    type Value = (i32, Millis);

    fn db(&self) -> &DatabaseConnection {
        &self.0.db
    }

    fn rows(&self) -> MutexGuard<'_, BTreeMap<Sight, (i32, Millis)>> {
        self.0.seen.waiting()
    }

    /// The rows name a text only by its number, without a reference.
    fn reference((_, person): &Sight) -> Reference {
        (None, *person)
    }

    async fn store(&self, rows: &BTreeMap<Sight, (i32, Millis)>) -> Result<()> {
        store(self.0, rows).await
    }

    fn is_stored(&self, key: Sight) {
        self.0.seen.known.insert(key, ());
    }
}

/// Rows are written in their order, so that two processes never wait for each other.
async fn store(backend: &Backend, sights: &BTreeMap<Sight, (i32, Millis)>) -> Result<()> {
    let row = |((of, person), (version, at)): (&Sight, &(i32, Millis))| seen::ActiveModel {
        subject_kind: Set(of.kind),
        subject_id: Set(of.id),
        person_id: Set(*person),
        version: Set(*version),
        seen_at: Set(*at),
    };
    let key = [seen::Column::SubjectKind, seen::Column::SubjectId, seen::Column::PersonId];
    transaction!(&backend.db, |tx| {
        let erased = erased(tx, sights.keys().map(|(_, person)| *person)).await?;
        let kept = sights.iter().filter(|((_, person), _)| !erased.contains(person));
        let rows: Vec<seen::ActiveModel> = kept.map(row).collect();
        for some in rows.chunks(rows_per_insert(5)) {
            seen::Entity::insert_many(some.to_vec())
                .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
                .exec_without_returning(tx)
                .await?;
        }
        Ok(())
    })
}

/// How often an article or event had been corrected when this person saw it first; `None` for
/// somebody who has not seen it.
pub async fn first_seen(backend: &Backend, of: Versioned, person: PersonId) -> Result<Option<i32>> {
    if let Some((version, _)) = backend.seen.waiting().get(&(of, person)) {
        return Ok(Some(*version));
    }
    let row = seen::Entity::find_by_id((of.kind, of.id, person)).one(&backend.db).await?;
    Ok(row.map(|row| row.version))
}
