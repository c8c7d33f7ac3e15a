use std::collections::BTreeSet;

use domain::{MessageId, PersonId, messages::Folder, time::Millis};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait};

use super::{Letter, enqueue::write};
use crate::{
    Result,
    database::rows_per_insert,
    entities::delivery,
    ground::sql::sql,
    mail,
    revision::{self, Scope},
};

/// Up to so many people are named one by one to those who follow their inboxes.
const NAMED_AT_MOST: usize = 100;

/// Writes a letter to a few people and puts it into their inboxes at once, in the caller's
/// transaction: a reply, or a notification. A person who is named twice gets it once. `None` when a
/// letter with the same `dedup` exists already; then nobody gets it again.
pub(crate) async fn post(
    db: &DatabaseTransaction,
    now: Millis,
    letter: Letter,
    people: &[PersonId],
) -> Result<Option<MessageId>> {
    let Some(id) = write(db, now, letter).await? else { return Ok(None) };
    hand_out(db, now, id, people).await?;
    mail::enqueue_batch(db, now, id, PersonId(0), PersonId(i64::MAX)).await?;
    let sql =
        "UPDATE message SET sent_at = :now, expected = 0, reached = :all, finished_at = :now WHERE id = :id";
    db.execute_raw(sql!(db, sql, now, all = i64::MAX, id)).await?;
    if people.len() <= NAMED_AT_MOST {
        revision::touch(db, revision::MESSAGES, people.iter().map(|person| Scope::Person(*person))).await?;
    } else {
        // A whole population: each process finds those of them who have a page open.
        let all = Scope::Inboxes { message: id, after: PersonId(0), up_to: PersonId(i64::MAX) };
        revision::touch(db, revision::MESSAGES, [all]).await?;
    }
    Ok(Some(id))
}

/// Writes one delivery for each of these people, through no school.
async fn hand_out(
    db: &DatabaseTransaction,
    now: Millis,
    message: MessageId,
    people: &[PersonId],
) -> Result<()> {
    let people: BTreeSet<PersonId> = people.iter().copied().collect();
    let rows: Vec<_> = people
        .into_iter()
        .map(|person| delivery::ActiveModel {
            message_id: Set(message),
            person_id: Set(person),
            establishment_id: Set(None),
            several: Set(false),
            sent_at: Set(now),
            folder: Set(Folder::Inbox),
            read_at: Set(None),
            acknowledged_at: Set(None),
            covered_at: Set(None),
            deleted_at: Set(None),
        })
        .collect();
    for some in rows.chunks(rows_per_insert(10)) {
        delivery::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}
