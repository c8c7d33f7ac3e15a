//! Deletes what was hidden: the rows of its readers in batches, then the rest at once.

use domain::{CommunicationId, MessageId, retention::Kept};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{due, tally};
use crate::{Backend, Result, files, ground::sql::sql, transaction};

/// Rows deleted by one statement: few, so that no writer waits for it.
const BATCH: u32 = 1_000;
const HIDDEN_MESSAGES: &str =
    "SELECT id FROM message WHERE purged_at IS NOT NULL AND communication_id IS NULL ORDER BY id LIMIT 100";
const HIDDEN_COMMUNICATIONS: &str =
    "SELECT id FROM communication WHERE purged_at IS NOT NULL ORDER BY id LIMIT 100";

/// A row before those that it refers to. An answer may have been written in the last moment.
const MESSAGE: [&str; 4] = [
    "UPDATE message SET reply_to = NULL WHERE reply_to = :id",
    "DELETE FROM exchange WHERE message_id = :id",
    "DELETE FROM message_body WHERE message_id = :id",
    "DELETE FROM message WHERE id = :id",
];
const COMMUNICATION: [&str; 10] = [
    "UPDATE message SET about_id = NULL WHERE about_id = :id",
    "DELETE FROM exchange WHERE communication_id = :id",
    "DELETE FROM concern WHERE communication_id = :id",
    "DELETE FROM target WHERE communication_id = :id",
    "DELETE FROM publication WHERE communication_id = :id",
    "DELETE FROM version WHERE subject_kind IN ('announcement', 'news', 'message') AND subject_id = :id",
    "DELETE FROM announcement WHERE communication_id = :id",
    "DELETE FROM news WHERE communication_id = :id",
    "DELETE FROM second_version WHERE communication_id = :id",
    "DELETE FROM communication WHERE id = :id",
];

/// Deletes everything that is hidden, also what an ended process left.
pub(super) async fn finish(backend: &Backend) -> Result<()> {
    loop {
        let some = due::ids(&backend.db, HIDDEN_COMMUNICATIONS).await?;
        if some.is_empty() {
            break;
        }
        for id in some {
            communication(backend, id).await?;
        }
    }
    loop {
        let some = due::ids(&backend.db, HIDDEN_MESSAGES).await?;
        if some.is_empty() {
            return Ok(());
        }
        for id in some {
            readers(backend, id).await?;
            transaction!(&backend.db, |tx| {
                message(tx, id).await?;
                tally::add(tx, Kept::Messages, 1).await
            })?;
            backend.failpoint.between("purge").await;
        }
    }
}

async fn communication(backend: &Backend, id: i64) -> Result<()> {
    let its_message = format!("SELECT id FROM message WHERE communication_id = {id}");
    let messages = due::ids(&backend.db, &its_message).await?;
    for message in &messages {
        readers(backend, *message).await?;
    }
    for table in ["sighting", "received_seen", "folded", "alert_letter"] {
        drain(backend, table, "communication_id", id).await?;
    }
    let kind = if messages.is_empty() { Kept::Shown } else { Kept::Messages };
    transaction!(&backend.db, |tx| {
        for id in &messages {
            message(tx, *id).await?;
        }
        files::release_picture(tx, CommunicationId(id).into()).await?;
        files::release_all(tx, CommunicationId(id)).await?;
        for statement in COMMUNICATION {
            tx.execute_raw(sql!(tx, statement, id)).await?;
        }
        tally::add(tx, kind, 1).await
    })?;
    backend.failpoint.between("purge").await;
    Ok(())
}

/// The copies of a message.
async fn readers(backend: &Backend, message: i64) -> Result<()> {
    for table in ["delivery_child", "delivery_also", "delivery"] {
        drain(backend, table, "message_id", message).await?;
    }
    Ok(())
}

async fn message(tx: &DatabaseTransaction, id: i64) -> Result<()> {
    files::release_all(tx, MessageId(id)).await?;
    for statement in MESSAGE {
        tx.execute_raw(sql!(tx, statement, id)).await?;
    }
    Ok(())
}

/// Deletes the rows of all readers, some at a time.
async fn drain(backend: &Backend, table: &str, column: &str, id: i64) -> Result<()> {
    let text = format!(
        "DELETE FROM {table} WHERE {column} = :id AND person_id IN (SELECT r.person_id FROM {table} r \
         WHERE r.{column} = :id ORDER BY r.person_id LIMIT {BATCH})"
    );
    loop {
        let gone = transaction!(&backend.db, |tx| {
            Ok(tx.execute_raw(sql!(tx, text.as_str(), id)).await?.rows_affected())
        })?;
        if gone == 0 {
            return Ok(());
        }
        backend.failpoint.between("purge").await;
    }
}
