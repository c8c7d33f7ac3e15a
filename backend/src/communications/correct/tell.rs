use domain::{
    CommunicationId, PersonId,
    communications::{self, OtherTitle},
    messages::{MessageKind, Notice},
    time::Millis,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};
use words::Language;

use crate::{
    Backend, Result,
    communications::{row::CommunicationRow, store_sightings},
    delivery::{self, Content, Letter},
    ground::sql::{Sql, sql},
};

#[derive(FromQueryResult)]
struct People {
    people: i64,
}

/// How many people saw a communication so far, with any of its texts.
pub(super) async fn people_who_saw(backend: &Backend, id: CommunicationId) -> Result<u64> {
    if let Err(reason) = store_sightings(backend).await {
        tracing::warn!(%reason, "sightings could not be stored; they wait");
    }
    let text = "SELECT COUNT(DISTINCT person_id) AS people FROM sighting WHERE communication_id = :id";
    let row = People::find_by_statement(sql!(&backend.db, text, id)).one(&backend.db).await?;
    Ok(row.and_then(|row| u64::try_from(row.people).ok()).unwrap_or_default())
}

/// How many of them would be told if `by` corrected it now.
pub(super) async fn people_to_tell(
    db: &impl ConnectionTrait,
    id: CommunicationId,
    by: PersonId,
) -> Result<u64> {
    let sightings = delivery::sightings_sql(db, id, by).await?;
    let sql = Sql::new("SELECT COUNT(DISTINCT s.person_id) AS people").nest(sightings);
    let row = People::find_by_statement(sql.on(db)).one(db).await?;
    Ok(row.and_then(|row| u64::try_from(row.people).ok()).unwrap_or_default())
}

/// Enqueues a letter to those who had seen the text before the correction `number`. The engine
/// finds them when it delivers, once for each correction.
pub(super) async fn tell_readers(
    tx: &DatabaseTransaction,
    row: &CommunicationRow,
    (number, content): (i32, &communications::Content),
    by: PersonId,
    now: Millis,
) -> Result<()> {
    let notice = Notice::TextCorrected {
        channel: row.channel,
        id: row.id,
        text: content.title().to_owned(),
        source: row.source_name.clone(),
        number,
        other: OtherTitle::of(content.language(), content.second()),
    };
    let letter = Letter {
        author: Some(by),
        sender_name: Language::default().words().notifications.sender.to_owned(),
        source_name: row.source_name.clone(),
        ..Letter::new(
            MessageKind::Correction,
            format!("corrected-{}-{number}", row.id),
            Content::Notice(notice),
            now,
        )
    };
    delivery::enqueue(tx, now, letter).await.map(|_| ())
}
