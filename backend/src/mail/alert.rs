//! Letters about an alert: its text when it is published, and what became of it to those who had it.
//!
//! Each event is one job without a person, which is spread over the people; its key and theirs see
//! to it that each letter is written once.

use domain::{CommunicationId, PersonId, messages::AlertNews, time::Millis};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Value,
    sea_query::LockType,
};

use super::wanted::{WANTED, WITH_ADDRESS};
use crate::{
    Backend, Error, Result,
    audience::{audience_of, recipients_sql, targets_of},
    database::statement,
    entities::{communication, publication},
    ground::sql::sql,
    queue::{self, Ended, Kind, Lease, New},
    transaction,
};

/// Letters about an alert come before the copies that have been due for less than this.
const AHEAD_MS: i64 = 60 * 60_000;

/// Enqueues the letters of an alert that was just published, and those that say that it is over. Some schools
/// may get it later, after an operator has fixed what kept them from it: then this is called again.
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

/// Writes a letter for each person: of the audience where the alert is published, for its text; of those
/// who had it, for what became of it.
pub(super) async fn spread(backend: &Backend, lease: &Lease, news: AlertNews) -> Result<Ended> {
    let (id, now) = (CommunicationId(lease.subject()?), backend.clock.now());
    let (code, job) = (news.code(), lease.id);
    let due_at = now.plus(-AHEAD_MS).0;
    // Everybody gets the text once, however often it is spread.
    let key =
        if news == AlertNews::Published { format!("{code}-{id}") } else { format!("{code}-{id}-j{job}") };
    let head = format!(
        "INSERT INTO job (kind, key, subject_id, person_id, detail, due_at, created_at) \
         SELECT 'mail', '{key}-p' || p.id, {id}, p.id, '{code}', {due_at}, {}",
        now.0
    );
    transaction!(&backend.db, |tx| {
        if !queue::keep(tx, lease, now).await? {
            return Ok(Ended::Noted);
        }
        if news == AlertNews::Published {
            to_audience(tx, id, &head).await?;
        } else {
            to_those_who_had_it(tx, id, news, &head).await?;
        }
        Ok(Ended::Done)
    })
}

const ONCE: &str = "ON CONFLICT (kind, key) DO NOTHING";

async fn to_audience(tx: &DatabaseTransaction, id: CommunicationId, head: &str) -> Result<()> {
    let its_own = publication::Column::CommunicationId.eq(id);
    let sites = publication::Entity::find().filter(its_own).all(tx).await?;
    let there = sites.iter().filter(|site| site.published_at.is_some() && site.failed_at.is_none());
    let schools = there.map(|site| site.establishment_id).collect();
    let targets = targets_of(tx, vec![id]).await?.remove(&id).ok_or(Error::NotFound)?;
    let (recipients, values) = recipients_sql(&audience_of(&targets, &schools));
    let text = format!(
        "{head} FROM ({recipients}) r JOIN person p ON p.id = r.person_id {WITH_ADDRESS} {WANTED} {ONCE}"
    );
    tx.execute_raw(statement(tx, &text, values)).await?;
    Ok(())
}

/// Who had seen the text before a correction reads of it among their messages, and in the copy of that.
async fn to_those_who_had_it(
    tx: &DatabaseTransaction,
    id: CommunicationId,
    news: AlertNews,
    head: &str,
) -> Result<()> {
    let told =
        "AND NOT EXISTS (SELECT 1 FROM sighting s WHERE s.communication_id = :id AND s.person_id = p.id)";
    let told = if news == AlertNews::Corrected { told } else { "" };
    // They hear of it by a letter of their own ([`note_letter`]).
    let late = format!(
        "AND NOT EXISTS (SELECT 1 FROM job t WHERE t.kind = 'mail' AND t.key = '{}' || p.id \
         AND t.done_at IS NULL AND t.failed_at IS NULL)",
        late_key(news, id)
    );
    let text = format!(
        "{head} FROM alert_letter l JOIN person p ON p.id = l.person_id {WITH_ADDRESS} {WANTED} \
         AND l.communication_id = :id {told} {late} {ONCE}"
    );
    tx.execute_raw(sql!(tx, text, id)).await?;
    Ok(())
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
    // Who cancels or corrects it now waits and then finds the letter; who was first is seen here.
    let row = communication::Entity::find_by_id(id).lock(LockType::Share).one(tx).await?;
    let row = row.ok_or(Error::NotFound)?;
    let text = "INSERT INTO alert_letter (communication_id, person_id) VALUES (:id, :person) \
                ON CONFLICT DO NOTHING";
    tx.execute_raw(sql!(tx, text, id, person)).await?;
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
        person: Some(person.0),
        detail: Some(news.code()),
        due_at: now.plus(-AHEAD_MS),
    };
    queue::enqueue(tx, now, &new).await.map(|_| ())
}

/// The key of such a letter, without the number of its person. Each person gets the text once, so there is
/// at most one.
fn late_key(news: AlertNews, id: CommunicationId) -> String {
    format!("{}-{id}-late-p", news.code())
}

async fn corrections_of(db: &impl ConnectionTrait, id: CommunicationId) -> Result<i64> {
    let text = "SELECT COUNT(*) AS corrections FROM version v \
                WHERE v.subject_kind = 'announcement' AND v.subject_id = :id";
    let row = db.query_one_raw(sql!(db, text, id)).await?;
    Ok(row.map(|row| row.try_get("", "corrections")).transpose()?.unwrap_or_default())
}
