use domain::{MessageId, PersonId, time::Millis};
use sea_orm::ConnectionTrait;

use crate::{Result, database::statement};

/// The people who get a copy: those who want one and have an address.
const WANTED: &str = "JOIN mail_preference w ON w.person_id = p.id AND w.wanted = ? \
    WHERE p.email <> '' AND p.removed_at IS NULL";
const INSERT: &str = "INSERT INTO job (kind, key, subject_id, person_id, due_at, created_at)";
const ONCE: &str = "ON CONFLICT (kind, key) DO NOTHING";

/// Enqueues a copy of `message` for each reader who wants one and whose id is above `after` and at
/// most `up_to`. Call it in the transaction that puts the message into their inboxes. A second call
/// adds nothing. Returns how many copies were added.
pub async fn enqueue_batch(
    db: &impl ConnectionTrait,
    now: Millis,
    message: MessageId,
    after: PersonId,
    up_to: PersonId,
) -> Result<u64> {
    let sql = format!(
        "{INSERT} SELECT 'mail', 'm' || d.message_id || '-p' || d.person_id, d.message_id, d.person_id, ?, ? \
         FROM delivery d JOIN person p ON p.id = d.person_id {WANTED} \
         AND d.message_id = ? AND d.person_id > ? AND d.person_id <= ? {ONCE}"
    );
    let values = [now.into(), now.into(), true.into(), message.into(), after.into(), up_to.into()];
    Ok(db.execute_raw(statement(db, &sql, values)).await?.rows_affected())
}

/// The same for a letter to a few people, whether their deliveries are already written or not.
pub async fn enqueue_for(
    db: &impl ConnectionTrait,
    now: Millis,
    message: MessageId,
    people: &[PersonId],
) -> Result<u64> {
    let sql = format!("{INSERT} SELECT 'mail', ?, ?, p.id, ?, ? FROM person p {WANTED} AND p.id = ? {ONCE}");
    let mut due = 0;
    for person in people {
        let key = format!("m{message}-p{person}");
        let values = [key.into(), message.into(), now.into(), now.into(), true.into(), (*person).into()];
        due += db.execute_raw(statement(db, &sql, values)).await?.rows_affected();
    }
    Ok(due)
}
