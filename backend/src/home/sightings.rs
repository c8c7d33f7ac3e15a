use std::collections::BTreeSet;

use domain::{CommunicationId, EstablishmentId, PersonId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use crate::{Backend, Result, entities::sighting};

/// Notes that a home page showed these announcements to a person; the first time counts.
pub async fn note_sightings(
    backend: &Backend,
    person: PersonId,
    shown: &[(CommunicationId, EstablishmentId)],
) -> Result<()> {
    // Most visits show nothing new: a look spares SQLite's only writer.
    let known: BTreeSet<(i64, i64)> = sighting::Entity::find()
        .filter(
            sighting::Column::CommunicationId.is_in(shown.iter().map(|(communication, _)| communication.0)),
        )
        .filter(sighting::Column::PersonId.eq(person.0))
        .all(&backend.db)
        .await?
        .into_iter()
        .map(|row| (row.communication_id, row.establishment_id))
        .collect();
    let new: Vec<_> = shown.iter().filter(|(c, e)| !known.contains(&(c.0, e.0))).collect();
    if new.is_empty() {
        return Ok(());
    }
    let now = backend.clock.now();
    let rows = new.into_iter().map(|(communication, establishment)| sighting::ActiveModel {
        communication_id: Set(communication.0),
        establishment_id: Set(establishment.0),
        person_id: Set(person.0),
        seen_at: Set(now.0),
    });
    sighting::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::columns([
                sighting::Column::CommunicationId,
                sighting::Column::EstablishmentId,
                sighting::Column::PersonId,
            ])
            .do_nothing()
            .to_owned(),
        )
        .exec_without_returning(&backend.db)
        .await?;
    Ok(())
}
