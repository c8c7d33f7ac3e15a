//! Letters about an alert: its text when it is published, and later, for those who got that letter, its
//! correction, cancellation or end.
//!
//! Each event is one job without a person, which is spread over the people; the keys of this job and of
//! the letters make sure that each letter is written once.

use domain::{CommunicationId, PersonId, messages::AlertNews, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, QuerySelect, Value, sea_query::LockType};

use crate::{
    Error, Result,
    entities::communication,
    ground::sql::sql,
    queue::{self, Kind, New},
};

/// Letters about an alert come before the copies that have been due for less than this.
pub(super) const AHEAD_MS: i64 = 60 * 60_000;

/// Enqueues the letters of an alert that was just published, and those that say that it is over. Some
/// schools may get it later, after an operator has fixed the cause of a failure: then this is called
/// again.
pub(crate) async fn enqueue_alert(
    db: &impl ConnectionTrait,
    now: Millis,
    id: CommunicationId,
    ends_at: Millis,
) -> Result<()> {
    let key = format!("{}-{id}-{}", AlertNews::Published.code(), now.0);
    note(db, now, (id, AlertNews::Published), &key, now.plus(-AHEAD_MS)).await?;
    let key = format!("{}-{id}", AlertNews::Over.code());
    note(db, now, (id, AlertNews::Over), &key, ends_at).await
}

/// Enqueues the letters that an alert was corrected, for the `number`th time; nothing if nobody had it
/// by e-mail yet.
pub(crate) async fn enqueue_corrected_alert(
    db: &impl ConnectionTrait,
    now: Millis,
    id: CommunicationId,
    number: i32,
) -> Result<()> {
    if !had_letters(db, id).await? {
        return Ok(());
    }
    let key = format!("{}-{id}-{number}", AlertNews::Corrected.code());
    note(db, now, (id, AlertNews::Corrected), &key, now.plus(-AHEAD_MS)).await
}

/// Enqueues the letters that an alert was cancelled, and none later that it is over; nothing if nobody
/// had it by e-mail yet.
pub(crate) async fn enqueue_cancelled_alert(
    db: &impl ConnectionTrait,
    now: Millis,
    id: CommunicationId,
) -> Result<()> {
    let over = [("over", Value::from(AlertNews::Over.code())), ("id", id.into())];
    let about = ("detail = :over AND subject_id = :id", over.as_slice());
    queue::settle_where(db, now, Kind::Mail, "cancelled", about).await?;
    if !had_letters(db, id).await? {
        return Ok(());
    }
    let key = format!("{}-{id}", AlertNews::Cancelled.code());
    note(db, now, (id, AlertNews::Cancelled), &key, now.plus(-AHEAD_MS)).await
}

async fn had_letters(db: &impl ConnectionTrait, id: CommunicationId) -> Result<bool> {
    let text = "SELECT 1 AS found FROM alert_letter WHERE communication_id = :id LIMIT 1";
    Ok(db.query_one_raw(sql!(db, text, id)).await?.is_some())
}

async fn note(
    db: &impl ConnectionTrait,
    now: Millis,
    (id, news): (CommunicationId, AlertNews),
    key: &str,
    due_at: Millis,
) -> Result<()> {
    let (subject, detail) = (Some(id.0), Some(news.code()));
    let new = New { kind: Kind::Mail, key, subject, person: None, detail, due_at };
    queue::enqueue(db, now, &new).await.map(|_| ())
}

/// Notes that somebody has the text of an alert by e-mail. If it was cancelled or corrected while the letter
/// was on its way, they are told so by a letter of their own. `corrections` is how many there were in the
/// text that went out.
pub(super) async fn note_letter(
    tx: &DatabaseTransaction,
    now: Millis,
    (id, person): (CommunicationId, PersonId),
    corrections: i64,
) -> Result<()> {
    // A cancellation or correction that begins now waits, and then finds this letter; one that came
    // first is seen here.
    let row = communication::Entity::find_by_id(id).lock(LockType::Share).one(tx).await?;
    let row = row.ok_or(Error::NotFound)?;
    let text = "INSERT INTO alert_letter (communication_id, person_id, corrections) \
                VALUES (:id, :person, :corrections) ON CONFLICT DO NOTHING";
    tx.execute_raw(sql!(tx, text, id, person, corrections)).await?;
    let news = if row.cancelled_at.is_some() {
        AlertNews::Cancelled
    } else if corrections_of(tx, id).await? > corrections {
        AlertNews::Corrected
    } else {
        return Ok(());
    };
    let key = format!("{}{person}", late_key(news, id));
    let new = New {
        kind: Kind::Mail,
        key: &key,
        subject: Some(id.0),
        person: Some(person),
        detail: Some(news.code()),
        due_at: now.plus(-AHEAD_MS),
    };
    queue::enqueue(tx, now, &new).await.map(|_| ())
}

/// Notes that somebody has heard of the corrections up to this one.
pub(super) async fn note_correction(
    tx: &DatabaseTransaction,
    (id, person): (CommunicationId, PersonId),
    corrections: i64,
) -> Result<()> {
    let text = "UPDATE alert_letter SET corrections = :corrections \
                WHERE communication_id = :id AND person_id = :person AND corrections < :corrections";
    tx.execute_raw(sql!(tx, text, id, person, corrections)).await?;
    Ok(())
}

/// The key of such a letter, without the number of its person. Each person gets the text once, so there is
/// at most one.
pub(super) fn late_key(news: AlertNews, id: CommunicationId) -> String {
    format!("{}-{id}-late-p", news.code())
}

async fn corrections_of(db: &impl ConnectionTrait, id: CommunicationId) -> Result<i64> {
    let text = "SELECT COUNT(*) AS corrections FROM version v \
                WHERE v.subject_kind = 'announcement' AND v.subject_id = :id";
    let row = db.query_one_raw(sql!(db, text, id)).await?;
    Ok(row.map(|row| row.try_get("", "corrections")).transpose()?.unwrap_or_default())
}
