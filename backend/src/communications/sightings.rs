use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{CommunicationId, EstablishmentId, PersonId};
use moka::sync::Cache;
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use crate::{Backend, Result, database::rows_per_insert, entities::sighting, transaction};

/// A person saw a communication through a school.
type Sighting = (CommunicationId, EstablishmentId, PersonId);

/// How many sightings may wait. If the database cannot be written for long, further ones are lost;
/// the pages are shown all the same.
const WAITING_AT_MOST: usize = 200_000;
/// How many sightings a process knows to be stored, so that later visits write nothing.
const KNOWN: u64 = 200_000;

/// The sightings that this process has not stored yet. Showing a page never waits for writing.
#[derive(Debug)]
pub struct Sightings {
    waiting: Mutex<BTreeSet<Sighting>>,
    known: Cache<Sighting, ()>,
}

impl Default for Sightings {
    fn default() -> Self {
        Self { waiting: Mutex::default(), known: Cache::new(KNOWN) }
    }
}

impl Sightings {
    fn waiting(&self) -> MutexGuard<'_, BTreeSet<Sighting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes that a home page showed these communications to a person; only the first time counts. It
/// is stored within a second.
pub fn note_sightings(backend: &Backend, person: PersonId, shown: &[(CommunicationId, EstablishmentId)]) {
    let sightings = &backend.sightings;
    let all = shown.iter().map(|(communication, school)| (*communication, *school, person));
    let new: Vec<Sighting> = all.filter(|sighting| !sightings.known.contains_key(sighting)).collect();
    if new.is_empty() {
        return;
    }
    let mut waiting = sightings.waiting();
    let room = WAITING_AT_MOST.saturating_sub(waiting.len());
    waiting.extend(new.into_iter().take(room));
}

/// Stores the sightings that wait. Called several times a second, before they are counted, and when
/// the process stops. After an error they wait for the next time.
pub async fn store_sightings(backend: &Backend) -> Result<()> {
    let taken = std::mem::take(&mut *backend.sightings.waiting());
    if taken.is_empty() {
        return Ok(());
    }
    let stored = store(backend, &taken).await;
    if stored.is_ok() {
        for sighting in taken {
            backend.sightings.known.insert(sighting, ());
        }
    } else {
        let mut waiting = backend.sightings.waiting();
        let room = WAITING_AT_MOST.saturating_sub(waiting.len());
        waiting.extend(taken.into_iter().take(room));
    }
    stored
}

/// Rows are written in their order, so that two processes never wait for each other.
async fn store(backend: &Backend, sightings: &BTreeSet<Sighting>) -> Result<()> {
    let now = backend.clock.now();
    let rows: Vec<sighting::ActiveModel> = sightings
        .iter()
        .map(|(communication, establishment, person)| sighting::ActiveModel {
            communication_id: Set(*communication),
            establishment_id: Set(*establishment),
            person_id: Set(*person),
            seen_at: Set(now),
        })
        .collect();
    let key =
        [sighting::Column::CommunicationId, sighting::Column::EstablishmentId, sighting::Column::PersonId];
    transaction!(&backend.db, |tx| {
        for some in rows.chunks(rows_per_insert(4)) {
            sighting::Entity::insert_many(some.to_vec())
                .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
                .exec_without_returning(tx)
                .await?;
        }
        Ok(())
    })
}
