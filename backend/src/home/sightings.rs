use std::collections::BTreeSet;

use domain::{CommunicationId, EstablishmentId, PersonId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use crate::{Backend, Result, entities::sighting};

/// Records that a home page showed these announcements to a person; only the first time counts.
pub async fn note_sightings(
    backend: &Backend,
    person: PersonId,
    shown: &[(CommunicationId, EstablishmentId)],
) -> Result<()> {
    // Most visits show nothing new: this query avoids waiting for SQLite's only writer.
    let known: BTreeSet<(CommunicationId, EstablishmentId)> = sighting::Entity::find()
        .filter(
            sighting::Column::CommunicationId.is_in(shown.iter().map(|(communication, _)| *communication)),
        )
        .filter(sighting::Column::PersonId.eq(person))
        .all(&backend.db)
        .await?
        .into_iter()
        .map(|row| (row.communication_id, row.establishment_id))
        .collect();
    let new: Vec<_> = shown.iter().filter(|pair| !known.contains(pair)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let now = backend.clock.now();
    let rows = new.into_iter().map(|(communication, establishment)| sighting::ActiveModel {
        communication_id: Set(*communication),
        establishment_id: Set(*establishment),
        person_id: Set(person),
        seen_at: Set(now),
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
