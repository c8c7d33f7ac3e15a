//! A join ends: an administrator separates the records, the main one leaves the directory, or one of
//! them is deleted.

use domain::PersonId;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{
    rows,
    weave::{part, weave},
};
use crate::{Result, ground::sql::sql, revision};

/// Ends a join. The caller has given every record what it owns ([`part`]).
pub(super) async fn end(tx: &DatabaseTransaction, record: PersonId, main: PersonId) -> Result<()> {
    rows::give_back(tx, record, main).await?;
    for text in [
        "DELETE FROM person_join WHERE record_id = :record",
        "UPDATE person SET joined_to = NULL WHERE id = :record",
    ] {
        tx.execute_raw(sql!(tx, text, record)).await?;
    }
    Ok(())
}

/// Ends the joins whose main record has left: the others stay by themselves, with what was theirs. Called
/// by an import, between [`part`] and [`weave`].
pub(crate) async fn end_of_those_who_left(tx: &DatabaseTransaction) -> Result<()> {
    let text = "SELECT j.record_id, j.person_id FROM person_join j JOIN person p ON p.id = j.person_id \
                WHERE p.removed_at IS NOT NULL ORDER BY j.record_id";
    for row in tx.query_all_raw(sql!(tx, text)).await? {
        end(tx, row.try_get("", "record_id")?, row.try_get("", "person_id")?).await?;
    }
    Ok(())
}

/// Forgets everything about joins of records whose data are deleted. What was handed over from them
/// belongs to the person, who is still there. `records` is a list of numbers for `IN (…)`.
pub(crate) async fn forget(tx: &DatabaseTransaction, records: &str) -> Result<()> {
    let of_records = |text: &str| text.replace("RECORDS", records);
    tx.execute_unprepared(&of_records(
        "DELETE FROM person_apart WHERE first_id IN (RECORDS) OR second_id IN (RECORDS)",
    ))
    .await?;
    let text = of_records(
        "SELECT 1 AS found FROM person_join WHERE record_id IN (RECORDS) OR person_id IN (RECORDS) LIMIT 1",
    );
    if tx.query_one_raw(sql!(tx, text)).await?.is_none() {
        return Ok(());
    }
    // The counter is the lock of everybody who weaves: an import may switch at this moment.
    revision::raise(tx, revision::DIRECTORY).await?;
    part(tx).await?;
    for text in [
        "UPDATE person SET joined_to = NULL WHERE id IN \
         (SELECT record_id FROM person_join WHERE record_id IN (RECORDS) OR person_id IN (RECORDS))",
        "DELETE FROM join_row WHERE record_id IN (RECORDS)",
        "DELETE FROM join_row WHERE record_id IN (SELECT record_id FROM person_join WHERE person_id IN (RECORDS))",
        "DELETE FROM person_join WHERE record_id IN (RECORDS) OR person_id IN (RECORDS)",
    ] {
        tx.execute_unprepared(&of_records(text)).await?;
    }
    weave(tx).await
}
