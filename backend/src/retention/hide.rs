//! The first step of deleting what was sent: from now on nobody sees it.

use domain::time::Millis;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::due;
use crate::{
    Backend, Result,
    ground::sql::{numbers, sql},
    transaction,
};

/// How many are hidden by one transaction. A communication may have two thousand schools.
const LETTERS_AT_ONCE: u64 = 50;
const COMMUNICATIONS_AT_ONCE: u64 = 3;

/// No delivery has a number as low, so the message is in no inbox.
const LETTERS: [&str; 1] =
    ["UPDATE message SET reached = -1, purged_at = :now, fence = fence + 1 WHERE id IN (THESE)"];

/// Lists and pages begin with the schools of a communication.
const COMMUNICATIONS: [&str; 3] = [
    "UPDATE message SET reached = -1, purged_at = :now, fence = fence + 1 WHERE communication_id IN (THESE)",
    "UPDATE communication SET purged_at = :now WHERE id IN (THESE)",
    "DELETE FROM publication WHERE communication_id IN (THESE)",
];

pub(super) async fn letters(backend: &Backend, before: Millis) -> Result<()> {
    hide(backend, due::LETTERS, before, (&LETTERS[..], LETTERS_AT_ONCE)).await
}

pub(super) async fn communications(backend: &Backend, which: &str, before: Millis) -> Result<()> {
    let statements = (&COMMUNICATIONS[..], COMMUNICATIONS_AT_ONCE);
    hide(backend, &due::communications(which), before, statements).await
}

/// In the order of their numbers: what is freed by a deletion waits for the next purge, which the page
/// has announced.
async fn hide(
    backend: &Backend,
    select: &str,
    before: Millis,
    (statements, at_once): (&[&str], u64),
) -> Result<()> {
    let mut last = 0;
    loop {
        let some = due::next(&backend.db, select, (before, last, at_once)).await?;
        let Some(newest) = some.last() else { return Ok(()) };
        last = *newest;
        transaction!(&backend.db, |tx| {
            let among = numbers(some.iter().copied());
            let these = due::still(tx, select, before, &among).await?;
            hide_these(tx, statements, &these, backend.clock.now()).await
        })?;
        backend.failpoint.between("purge").await;
    }
}

async fn hide_these(tx: &DatabaseTransaction, statements: &[&str], these: &[i64], now: Millis) -> Result<()> {
    let list = numbers(these.iter().copied());
    for statement in statements {
        let text = statement.replace("THESE", &list);
        tx.execute_raw(sql!(tx, text, now)).await?;
    }
    Ok(())
}
