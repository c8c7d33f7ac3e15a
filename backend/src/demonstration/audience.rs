use domain::{CommunicationId, MessageId, PersonId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{stage::Stage, story::Part};
use crate::{
    Result,
    communications::{Shown, note_sightings, store_sightings},
    entities::{delivery, message, person},
    home::announcements_for,
    messages,
};

/// Whether a person belongs to a part of this many percent: always the same people.
const fn belongs(person: PersonId, percent: u64) -> bool {
    (person.0.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) % 100 < percent
}

/// The message of a communication, if its channel has one.
pub(super) async fn message_of(stage: &Stage<'_>, id: CommunicationId) -> Result<Option<MessageId>> {
    let found = message::Entity::find().filter(message::Column::CommunicationId.eq(id));
    Ok(found.one(&stage.backend.db).await?.map(|message| message.id))
}

/// Some readers see an announcement on their home page, or open a message.
pub(super) async fn look(stage: &Stage<'_>, id: CommunicationId, part: &Part) -> Result<()> {
    let Some(message) = message_of(stage, id).await? else { return see(stage, id, part).await };
    for reader in readers(stage, message, part).await? {
        messages::open(stage.backend, &stage.caller(reader).await?, message).await?;
    }
    Ok(())
}

pub(super) async fn acknowledge(stage: &Stage<'_>, id: CommunicationId, part: &Part) -> Result<()> {
    let Some(message) = message_of(stage, id).await? else { return Ok(()) };
    for reader in readers(stage, message, part).await? {
        messages::acknowledge(stage.backend, &stage.caller(reader).await?, message).await?;
    }
    Ok(())
}

async fn readers(stage: &Stage<'_>, message: MessageId, part: &Part) -> Result<Vec<PersonId>> {
    let delivered: Vec<PersonId> = delivery::Entity::find()
        .select_only()
        .column(delivery::Column::PersonId)
        .filter(delivery::Column::MessageId.eq(message))
        .into_tuple()
        .all(&stage.backend.db)
        .await?;
    chosen(stage, delivered, part)
}

fn chosen(stage: &Stage<'_>, mut people: Vec<PersonId>, part: &Part) -> Result<Vec<PersonId>> {
    let (also, not) = (stage.named(&part.also)?, stage.named(&part.not)?);
    people
        .retain(|person| !not.contains(person) && (also.contains(person) || belongs(*person, part.percent)));
    Ok(people)
}

async fn see(stage: &Stage<'_>, id: CommunicationId, part: &Part) -> Result<()> {
    let everybody: Vec<PersonId> = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .into_tuple()
        .all(&stage.backend.db)
        .await?;
    for reader in chosen(stage, everybody, part)? {
        let page = announcements_for(stage.backend, reader).await?;
        let shown: Vec<Shown> =
            page.came_by.iter().copied().filter(|shown| shown.communication == id).collect();
        note_sightings(stage.backend, reader, &shown);
    }
    store_sightings(stage.backend).await
}
