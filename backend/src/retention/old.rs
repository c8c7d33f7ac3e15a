//! Old rows that stand alone: attachments, drafts, and what is known of sent e-mails. The files of a draft
//! wait in no form any more then, and are swept like those that were never sent.

use domain::{FileId, retention::Kept, time::Millis};
use sea_orm::ConnectionTrait;

use super::{due, tally};
use crate::{
    Backend, Result, files,
    ground::sql::{numbers, sql},
    transaction,
};

/// Rows deleted by one statement: few, so that no writer waits for it.
const BATCH: u64 = 500;

pub(super) async fn drafts(backend: &Backend, before: Millis) -> Result<()> {
    delete(backend, Kept::Drafts, (due::DRAFTS, "draft"), before).await
}

pub(super) async fn mail(backend: &Backend, before: Millis) -> Result<()> {
    delete(backend, Kept::Mail, (due::MAIL, "job"), before).await
}

/// The messages that stay say so.
pub(super) async fn attachments(backend: &Backend, before: Millis) -> Result<()> {
    let mut last = 0;
    loop {
        let some = due::next(&backend.db, due::ATTACHMENTS, (before, last, BATCH)).await?;
        let Some(newest) = some.last() else { return Ok(()) };
        last = *newest;
        let these: Vec<FileId> = some.into_iter().map(FileId).collect();
        transaction!(&backend.db, |tx| {
            let gone = files::release_these(tx, &these).await?;
            tally::add(tx, Kept::Attachments, gone).await
        })?;
        backend.failpoint.between("purge").await;
    }
}

async fn delete(backend: &Backend, kind: Kept, (select, table): (&str, &str), before: Millis) -> Result<()> {
    let mut last = 0;
    loop {
        let some = due::next(&backend.db, select, (before, last, BATCH)).await?;
        let Some(newest) = some.last() else { return Ok(()) };
        last = *newest;
        transaction!(&backend.db, |tx| {
            // Somebody may have gone on with a draft meanwhile.
            let among = numbers(some.iter().copied());
            let these = due::still(tx, select, before, &among).await?;
            let text = format!("DELETE FROM {table} WHERE id IN ({})", numbers(these));
            let gone = tx.execute_raw(sql!(tx, text)).await?.rows_affected();
            if gone == 0 { Ok(()) } else { tally::add(tx, kind, gone).await }
        })?;
        backend.failpoint.between("purge").await;
    }
}
