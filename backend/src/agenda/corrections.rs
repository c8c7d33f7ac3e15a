//! What an event said before it was corrected, and who had read it then.

use domain::{
    EventId, PersonId,
    agenda::{Repetition, Said},
    time::{Millis, Stamp},
    versions::{Corrected, Versioned, VersionedKind, Wording},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};
use words::Language;

use super::occurrences::said_of;
use crate::{
    Backend, Result,
    access::{Caller, Space},
    audience::people_sql,
    database::statement,
    entities::event,
    versions,
};

const fn versioned(id: EventId) -> Versioned {
    Versioned { kind: VersionedKind::Event, id: id.0 }
}

/// What its readers read.
fn wording(said: &Said, repetition: Option<&Repetition>) -> Wording {
    let words = Language::default().words().agenda;
    let lines = [
        words.when(said.time),
        repetition.map(|repetition| words.repeats(repetition)).unwrap_or_default(),
        said.place.clone(),
        said.description.clone(),
    ];
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    Wording { title: said.title.clone(), text: lines.join("\n"), ..Wording::default() }
}

/// Keeps what the event said until now. `false` when nothing changes for its readers. Call it under the
/// lock of the event.
pub(super) async fn keep(
    tx: &DatabaseTransaction,
    before: &event::Model,
    (said, repetition): (&Said, Option<&Repetition>),
    (by, now): (PersonId, Millis),
) -> Result<bool> {
    let wordings = (&wording(&said_of(before), before.repetition.as_deref()), &wording(said, repetition));
    if wordings.0 == wordings.1 {
        return Ok(false);
    }
    let of = versioned(before.id);
    let corrections = versions::number_of(tx, of).await?;
    versions::correct(tx, of, corrections, wordings, by, now).await?;
    Ok(true)
}

/// *Corrigé le …* of an event of a space, with what changed since the caller read it first. Notes that
/// they read it now.
pub(super) async fn seen(
    backend: &Backend,
    caller: &Caller,
    event: &event::Model,
) -> Result<Option<Corrected>> {
    let (db, of) = (&backend.db, versioned(event.id));
    let Some(at) = event.corrected_at else {
        versions::note_seen(backend, caller, of, 0);
        return Ok(None);
    };
    let before = versions::first_seen(backend, of, caller.person).await?;
    versions::note_seen(backend, caller, of, versions::number_of(db, of).await?);
    let present = wording(&said_of(event), event.repetition.as_deref());
    let zone = event.zone.0;
    let corrected = versions::corrected(db, of, before, &present, zone).await?;
    // A change of one occurrence has no versions.
    Ok(corrected.or(Some(Corrected { at: Stamp::new(at, zone), changes: None })))
}

#[derive(FromQueryResult)]
struct ReaderRow {
    person_id: PersonId,
}

/// The readers of a space who have read the event, without the person who changed it.
pub(super) async fn readers(
    db: &impl ConnectionTrait,
    space: &Space,
    (id, by): (EventId, PersonId),
) -> Result<Vec<PersonId>> {
    let (people, mut values) = people_sql(&space.readers);
    let sql = format!(
        "SELECT r.person_id FROM ({people}) r JOIN seen s ON s.person_id = r.person_id \
         JOIN person p ON p.id = r.person_id \
         WHERE s.subject_kind = ? AND s.subject_id = {id} AND r.person_id <> {by} AND p.removed_at IS NULL"
    );
    values.push(VersionedKind::Event.into());
    let rows = ReaderRow::find_by_statement(statement(db, &sql, values)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.person_id).collect())
}
