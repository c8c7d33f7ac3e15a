use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{CommunicationId, EstablishmentId, PersonId, time::Millis};
use moka::sync::Cache;
use sea_orm::{ConnectionTrait, DatabaseConnection, FromQueryResult};

use crate::{
    Backend, Result,
    access::Seer,
    ground::references::{Reference, erased},
    ground::sql::sql,
    ground::waiting::{Waiting, store_all},
    transaction,
};

/// A person saw a communication through a school.
type Sighting = (CommunicationId, EstablishmentId, PersonId);

/// How many sightings may wait. If the database cannot be written for long, further ones are lost;
/// the pages are shown all the same.
const WAITING_AT_MOST: usize = 200_000;
/// How many sightings a process knows to be stored, so that later visits write nothing.
const KNOWN: u64 = 200_000;
/// How many rows a statement writes: some 200 kB of text.
const ROWS_AT_ONCE: usize = 4_000;
/// For how many people a process knows what they were shown last.
const PEOPLE: u64 = 50_000;

/// A communication that a page shows, through a school, and how often its text had been corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown {
    pub communication: CommunicationId,
    pub establishment: EstablishmentId,
    pub version: i32,
}

/// The sightings that this process has not stored yet. Showing a page never waits for writing.
#[derive(Debug)]
pub struct Sightings {
    /// With the number of corrections that the text had.
    waiting: Mutex<BTreeMap<Sighting, i32>>,
    known: Cache<Sighting, ()>,
    /// What was noted last for a person, as one number: the same page again has nothing new, however
    /// much it shows.
    noted: Cache<PersonId, u64>,
}

impl Default for Sightings {
    fn default() -> Self {
        Self { waiting: Mutex::default(), known: Cache::new(KNOWN), noted: Cache::new(PEOPLE) }
    }
}

impl Sightings {
    fn waiting(&self) -> MutexGuard<'_, BTreeMap<Sighting, i32>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there was room for all of them.
    fn wait(&self, seen: impl IntoIterator<Item = (Sighting, i32)>) -> bool {
        let mut seen = seen.into_iter().peekable();
        if seen.peek().is_none() {
            return true;
        }
        let mut waiting = self.waiting();
        for (sighting, version) in seen {
            if waiting.len() >= WAITING_AT_MOST {
                return false;
            }
            waiting.entry(sighting).or_insert(version);
        }
        true
    }

    /// Forgets everything, also what is not stored yet: another state of the database was restored,
    /// which may not have what was seen.
    pub(crate) fn forget(&self) {
        self.waiting().clear();
        self.known.invalidate_all();
        self.noted.invalidate_all();
    }
}

/// Notes that a home page showed these communications to a person; only the first time counts. It
/// is stored within a second.
pub fn note_sightings(backend: &Backend, seer: impl Into<Seer>, shown: &[Shown]) {
    let Some(person) = seer.into().person() else { return };
    let sightings = &backend.sightings;
    let page = number_of(shown);
    if shown.is_empty() || sightings.noted.get(&person) == Some(page) {
        return;
    }
    // Before they wait: what is forgotten meanwhile is noted again.
    sightings.noted.insert(person, page);
    let of = |shown: &Shown| (shown.communication, shown.establishment, person);
    let new = shown.iter().filter(|shown| !sightings.known.contains_key(&of(shown)));
    if !sightings.wait(new.map(|shown| (of(shown), shown.version))) {
        sightings.noted.invalidate(&person);
    }
}

fn number_of(shown: &[Shown]) -> u64 {
    let mut hasher = DefaultHasher::new();
    shown.hash(&mut hasher);
    hasher.finish()
}

/// Stores the sightings that wait. Called several times a second, before they are counted, and when
/// the process stops.
pub async fn store_sightings(backend: &Backend) -> Result<()> {
    store_all(&Rows(backend)).await
}

struct Rows<'a>(&'a Backend);

impl Waiting for Rows<'_> {
    type Key = Sighting;
    type Value = i32;

    fn db(&self) -> &DatabaseConnection {
        &self.0.db
    }

    fn rows(&self) -> MutexGuard<'_, BTreeMap<Sighting, i32>> {
        self.0.sightings.waiting()
    }

    fn reference((communication, _, person): &Sighting) -> Reference {
        (Some(*communication), *person)
    }

    async fn store(&self, rows: &BTreeMap<Sighting, i32>) -> Result<()> {
        store(self.0, rows).await
    }

    fn is_stored(&self, key: Sighting) {
        self.0.sightings.known.insert(key, ());
    }
}

/// Rows are written in their order, so that two processes never wait for each other. The numbers stand in
/// the text: thousands of bound values cost an engine several times as much.
async fn store(backend: &Backend, sightings: &BTreeMap<Sighting, i32>) -> Result<()> {
    let Millis(now) = backend.clock.now();
    let row = |((communication, establishment, person), version): (&Sighting, &i32)| {
        format!("({},{},{},{now},{version})", communication.0, establishment.0, person.0)
    };
    transaction!(&backend.db, |tx| {
        let erased = erased(tx, sightings.keys().map(|(.., person)| *person)).await?;
        let kept = sightings.iter().filter(|((.., person), _)| !erased.contains(person));
        let rows: Vec<String> = kept.map(row).collect();
        for some in rows.chunks(ROWS_AT_ONCE) {
            let rows = some.join(",");
            tx.execute_unprepared(&format!(
                "INSERT INTO sighting (communication_id, establishment_id, person_id, seen_at, version) \
                 VALUES {rows} ON CONFLICT (communication_id, establishment_id, person_id) DO NOTHING"
            ))
            .await?;
        }
        Ok(())
    })
}

#[derive(FromQueryResult)]
struct First {
    communication_id: CommunicationId,
    version: i32,
}

/// How often these communications had been corrected when a person saw them first. What they have
/// not seen is left out.
pub async fn first_seen(
    backend: &Backend,
    person: PersonId,
    of: &[CommunicationId],
) -> Result<BTreeMap<CommunicationId, i32>> {
    let mut first: BTreeMap<CommunicationId, i32> = BTreeMap::new();
    let mut note = |id: CommunicationId, version: i32| {
        let earliest = first.entry(id).or_insert(version);
        *earliest = version.min(*earliest);
    };
    for id in of {
        let text = "SELECT communication_id, version FROM sighting WHERE communication_id = :id AND person_id = :person";
        for row in
            First::find_by_statement(sql!(&backend.db, text, id = *id, person)).all(&backend.db).await?
        {
            note(row.communication_id, row.version);
        }
    }
    let waiting = backend.sightings.waiting();
    for id in of {
        let all = (*id, EstablishmentId(i64::MIN), PersonId(i64::MIN))
            ..=(*id, EstablishmentId(i64::MAX), PersonId(i64::MAX));
        for (_, version) in waiting.range(all).filter(|((_, _, seer), _)| *seer == person) {
            note(*id, *version);
        }
    }
    Ok(first)
}
