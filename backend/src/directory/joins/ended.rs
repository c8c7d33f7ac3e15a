//! A join ends: an administrator separates the records, the main one leaves the directory, or one of
//! them is deleted.

use std::collections::HashSet;

use domain::{PersonId, audit::Action};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{
    rows,
    weave::{part, weave},
};
use crate::{Result, audit::Entry, ground::sql::sql, revision};

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

/// A join that an import ends because its main record leaves. The two names are usually the same one, so
/// the identifiers say which records they are.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Ending {
    main_id: i64,
    main_name: String,
    main_identifier: String,
    record_name: String,
    record_identifier: String,
}

impl Ending {
    /// The record that stays by itself, and the main one, which leaves.
    pub(crate) fn names(&self) -> [String; 2] {
        [
            format!("{} ({})", self.record_name, self.record_identifier),
            format!("{} ({})", self.main_name, self.main_identifier),
        ]
    }

    /// For the journal, as when an administrator separates the two; `by` is an entry of the import with the
    /// number `import`.
    pub(crate) fn entry(&self, by: &Entry, import: Option<i64>) -> Entry {
        let entry = by
            .beside(Action::RecordsSeparated, self.main_name.as_str())
            .with("record", format!("{} {}", self.main_name, self.main_identifier))
            .with("record", format!("{} {}", self.record_name, self.record_identifier));
        match import {
            Some(number) => entry.with("import", number),
            None => entry,
        }
    }
}

/// The joins that end when these people leave.
pub(crate) async fn ended_by_leaving(db: &impl ConnectionTrait, leaving: &[i64]) -> Result<Vec<Ending>> {
    if leaving.is_empty() {
        return Ok(Vec::new());
    }
    let text = "SELECT p.id AS main_id, p.first_name || ' ' || p.last_name AS main_name, \
                p.external_id AS main_identifier, r.first_name || ' ' || r.last_name AS record_name, \
                r.external_id AS record_identifier FROM person_join j JOIN person p ON p.id = j.person_id \
                JOIN person r ON r.id = j.record_id ORDER BY j.record_id";
    let leaving: HashSet<i64> = leaving.iter().copied().collect();
    let joins = Ending::find_by_statement(sql!(db, text)).all(db).await?;
    Ok(joins.into_iter().filter(|join| leaving.contains(&join.main_id)).collect())
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
