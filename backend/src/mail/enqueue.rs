use domain::{MessageId, PersonId, time::Millis};
use sea_orm::ConnectionTrait;

use super::wanted::{WANTED, WITH_ADDRESS};
use crate::{Result, ground::sql::sql};

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
    let text = format!(
        "{INSERT} SELECT 'mail', 'm' || d.message_id || '-p' || d.person_id, d.message_id, d.person_id, :now, :now \
         FROM delivery d JOIN person p ON p.id = d.person_id {WITH_ADDRESS} {WANTED} \
         AND d.message_id = :message AND d.person_id > :after AND d.person_id <= :up_to {ONCE}"
    );
    let insert = sql!(db, text, now, message, after, up_to);
    Ok(db.execute_raw(insert).await?.rows_affected())
}

/// The same for a letter to a few people, whether their deliveries are already written or not.
pub async fn enqueue_for(
    db: &impl ConnectionTrait,
    now: Millis,
    message: MessageId,
    people: &[PersonId],
) -> Result<u64> {
    let text = format!(
        "{INSERT} SELECT 'mail', :key, :message, p.id, :now, :now FROM person p {WITH_ADDRESS} {WANTED} AND p.id = :person {ONCE}"
    );
    let mut due = 0;
    for &person in people {
        let key = format!("m{message}-p{person}");
        let insert = sql!(db, text.as_str(), key, message, now, person);
        due += db.execute_raw(insert).await?.rows_affected();
    }
    Ok(due)
}
