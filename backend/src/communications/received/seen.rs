use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{CommunicationId, EstablishmentId, PersonId, communications::received::ReceivedDetail};
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use crate::{
    Backend, Result,
    access::{Caller, Seer},
    database::rows_per_insert,
    entities::received_seen,
    ground::references::{Reference, References, erased},
    transaction,
};

/// Somebody opened what a school received.
type Seen = (CommunicationId, EstablishmentId, PersonId);

/// How many may wait. If the database cannot be written for long, further ones are lost, and their
/// rows stay marked as unread.
const WAITING_AT_MOST: usize = 20_000;

/// What readers of dashboards have opened and this process has not stored yet. Showing a page never
/// waits for writing.
#[derive(Debug, Default)]
pub struct ReceivedSeen {
    waiting: Mutex<BTreeSet<Seen>>,
}

impl ReceivedSeen {
    fn waiting(&self) -> MutexGuard<'_, BTreeSet<Seen>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, seen: impl IntoIterator<Item = Seen>) {
        let mut waiting = self.waiting();
        let room = WAITING_AT_MOST.saturating_sub(waiting.len());
        waiting.extend(seen.into_iter().take(room));
    }

    /// Forgets what is not stored yet: another state of the database was restored.
    pub(crate) fn forget(&self) {
        self.waiting().clear();
    }
}

/// Notes that the caller opened what a school received, as it was loaded for them. It is stored within
/// a second.
pub fn note_received(backend: &Backend, caller: &Caller, opened: &ReceivedDetail) {
    let person = Seer::from(caller).person();
    backend.received.add(person.map(|person| (opened.id, opened.site.establishment, person)));
}

/// Stores what waits, before it is read; after an error it waits for the next time.
pub(super) async fn stored_seen(backend: &Backend) {
    if let Err(reason) = store_received(backend).await {
        tracing::warn!(%reason, "what was opened could not be stored; it waits");
    }
}

/// Stores what waits. Called twice a second, before it is read, and when the process stops. It waits until
/// it is stored, also when whoever stores it ends first. What refers to a communication or person that was
/// deleted meanwhile is forgotten.
pub async fn store_received(backend: &Backend) -> Result<()> {
    let mut taken = backend.received.waiting().clone();
    while !taken.is_empty() {
        let stored = store(backend, &taken).await;
        let Err(refusal) = stored else {
            backend.received.waiting().retain(|seen| !taken.contains(seen));
            return Ok(());
        };
        let references: References = taken.iter().map(reference).collect();
        let gone = references.gone(&backend.db, refusal).await?;
        taken.retain(|seen| !gone.touch(reference(seen)));
        backend.received.waiting().retain(|seen| !gone.touch(reference(seen)));
    }
    Ok(())
}

fn reference((communication, _, person): &Seen) -> Reference {
    (Some(*communication), *person)
}

/// Rows are written in their order, so that two processes never wait for each other.
async fn store(backend: &Backend, seen: &BTreeSet<Seen>) -> Result<()> {
    let now = backend.clock.now();
    let row = |(communication, establishment, person): &Seen| received_seen::ActiveModel {
        communication_id: Set(*communication),
        establishment_id: Set(*establishment),
        person_id: Set(*person),
        seen_at: Set(now),
    };
    let key = [
        received_seen::Column::CommunicationId,
        received_seen::Column::EstablishmentId,
        received_seen::Column::PersonId,
    ];
    transaction!(&backend.db, |tx| {
        let erased = erased(tx, seen.iter().map(|(.., person)| *person)).await?;
        let kept = seen.iter().filter(|(.., person)| !erased.contains(person));
        let rows: Vec<received_seen::ActiveModel> = kept.map(row).collect();
        for some in rows.chunks(rows_per_insert(4)) {
            received_seen::Entity::insert_many(some.to_vec())
                .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
                .exec_without_returning(tx)
                .await?;
        }
        Ok(())
    })
}
