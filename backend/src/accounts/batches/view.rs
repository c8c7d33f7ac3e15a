use std::collections::{HashMap, HashSet};

use domain::{
    PersonId,
    accounts::batch::{
        BatchKind, BatchProgress, BatchRow, BatchView, Listed, NoLink, PopulationChoice, SHEET_COUPONS,
        sheets,
    },
    time::{Millis, Stamp},
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};

use super::population::told_apart;
use crate::{
    Backend, Error, Result,
    access::{Caller, responsible},
    entities::{Json, account},
    ground::school_name::SCHOOL_CALLED,
    ground::sql::{numbers, sql},
};

#[derive(FromQueryResult)]
struct StoredBatch {
    id: i64,
    kind: BatchKind,
    made_at: Millis,
    choice: Json<PopulationChoice>,
    stopped_at: Option<Millis>,
    school: String,
    made_by: PersonId,
}

#[derive(FromQueryResult)]
struct ProgressRow {
    batch_id: i64,
    people: i64,
    prepared: i64,
    done: i64,
    left_out: i64,
}

#[derive(FromQueryResult)]
struct OpenRow {
    subject_id: i64,
}

#[derive(FromQueryResult)]
struct PlaceRow {
    place: i64,
    school_class: String,
    done_at: Option<Millis>,
}

#[derive(FromQueryResult)]
struct LeftOutRow {
    person_id: PersonId,
    no_link: NoLink,
}

/// One batch, with the sheets that can be printed.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`].
pub async fn batch(backend: &Backend, caller: &Caller, id: i64) -> Result<BatchView> {
    caller.authorize_administrator()?;
    let db = &backend.db;
    let row = batch_row(backend, caller, id).await?;
    let printable = row.kind == BatchKind::Print && row.progress.is_prepared() && !row.progress.stopped;
    let text = "SELECT place, school_class, done_at FROM account_batch_person \
                WHERE batch_id = :id AND no_link IS NULL ORDER BY place";
    let list: Vec<Listed> = if printable {
        let places = PlaceRow::find_by_statement(sql!(db, text, id)).all(db).await?;
        let listed = |row: PlaceRow| Listed {
            place: row.place,
            class: row.school_class,
            printed: row.done_at.is_some(),
        };
        places.into_iter().map(listed).collect()
    } else {
        Vec::new()
    };
    // All of them: each has to get in some other way.
    let text = "SELECT b.person_id, b.no_link FROM account_batch_person b JOIN person p ON p.id = b.person_id \
                WHERE b.batch_id = :id AND b.no_link IS NOT NULL ORDER BY b.place";
    let left_out = LeftOutRow::find_by_statement(sql!(db, text, id)).all(db).await?;
    let people: Vec<PersonId> = left_out.iter().map(|row| row.person_id).collect();
    let mut names = told_apart(db, caller.words(), &people).await?;
    let account = account::Entity::find_by_id(caller.person).one(db).await?;
    Ok(BatchView {
        sheets: sheets(&list, SHEET_COUPONS),
        left_out: left_out
            .into_iter()
            .map(|row| (row.person_id, names.remove(&row.person_id).unwrap_or_default(), row.no_link))
            .collect(),
        coded: account.as_ref().is_some_and(|account| account.totp_secret.is_some()),
        login: account.map(|account| account.login).unwrap_or_default(),
        row,
    })
}

/// How far a batch has come, for a page that asks again and again.
///
/// # Errors
/// As [`batch`].
pub async fn batch_row(backend: &Backend, caller: &Caller, id: i64) -> Result<BatchRow> {
    caller.authorize_administrator()?;
    rows(backend, caller, &format!("WHERE b.id = {id}")).await?.pop().ok_or(Error::NotFound)
}

/// Batches with their progress; `which` is SQL about the batch `b`.
pub(super) async fn rows(backend: &Backend, caller: &Caller, which: &str) -> Result<Vec<BatchRow>> {
    let db = &backend.db;
    let text = format!(
        "SELECT b.id, b.kind, b.made_at, b.choice, b.stopped_at, {SCHOOL_CALLED} AS school, b.made_by \
         FROM account_batch b JOIN establishment e ON e.id = b.establishment_id JOIN person p ON p.id = b.made_by {which}"
    );
    let rows = StoredBatch::find_by_statement(sql!(db, text)).all(db).await?;
    let mut progress = progress(db, &rows).await?;
    let makers = responsible(db, caller.words(), rows.iter().map(|row| row.made_by)).await?;
    let zone = caller.own_zone();
    let row = |row: StoredBatch| BatchRow {
        id: row.id,
        kind: row.kind,
        school: row.school,
        choice: row.choice.into_inner(),
        made: Stamp::new(row.made_at, zone),
        by: makers.get(&row.made_by).cloned().unwrap_or_default(),
        progress: progress.remove(&row.id).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(row).collect())
}

async fn progress(db: &impl ConnectionTrait, rows: &[StoredBatch]) -> Result<HashMap<i64, BatchProgress>> {
    let list = numbers(rows.iter().map(|row| row.id));
    let text = format!(
        "SELECT batch_id, COUNT(*) AS people, \
         COUNT(CASE WHEN prepared_at IS NOT NULL AND no_link IS NULL THEN 1 END) AS prepared, \
         COUNT(CASE WHEN done_at IS NOT NULL AND no_link IS NULL THEN 1 END) AS done, COUNT(no_link) AS left_out \
         FROM account_batch_person WHERE batch_id IN ({list}) GROUP BY batch_id"
    );
    let counts = ProgressRow::find_by_statement(sql!(db, text)).all(db).await?;
    // A job that was given up, or is no longer there, goes on no more.
    let text = format!(
        "SELECT subject_id FROM job WHERE kind = 'accounts' AND done_at IS NULL AND failed_at IS NULL \
         AND subject_id IN ({list})"
    );
    let open = OpenRow::find_by_statement(sql!(db, text)).all(db).await?;
    let open: HashSet<i64> = open.into_iter().map(|row| row.subject_id).collect();
    let stopped: HashSet<i64> =
        rows.iter().filter(|row| row.stopped_at.is_some()).map(|row| row.id).collect();
    let number = |count: i64| u64::try_from(count).unwrap_or_default();
    let of = |row: ProgressRow| {
        let progress = BatchProgress {
            people: number(row.people),
            prepared: number(row.prepared),
            done: number(row.done),
            left_out: number(row.left_out),
            stopped: stopped.contains(&row.batch_id),
            failed: !open.contains(&row.batch_id),
        };
        (row.batch_id, progress)
    };
    Ok(counts.into_iter().map(of).collect())
}
