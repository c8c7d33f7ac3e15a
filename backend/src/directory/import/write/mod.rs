//! Writes a plan: prepares it in small steps where nobody reads it, then makes it visible in one
//! transaction (`side.rs`).

mod bulk;
mod cohorts;
mod pairs;
mod people;
mod record;
mod remove;
mod schools;
mod side;
mod undo;

use domain::time::Millis;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend};

use super::{
    Phase, Watch, administrators,
    compare::{Plan, StoredSchools},
    progress::Meter,
    read::Wanted,
};
use crate::{
    Error, Result, audit,
    database::{self, alone, analysis_limit},
    directory::joins,
    entities::cohort,
    queue, revision, transaction,
};
use pairs::Woven;
pub(crate) use record::forget_people;
use record::{Part, Record};
use side::{Work, is_untidy};
pub(in crate::directory) use undo::Undoing;

/// From this many written rows on, the engine recomputes its table statistics: a query plan made
/// for an empty table is bad for a full one.
const MANY: u64 = 1_000;

/// Returns `false`, and shows nothing, when the directory has changed since the plan was made.
pub(super) async fn write(
    db: &DatabaseConnection,
    wanted: &Wanted,
    mut plan: Plan,
    now: Millis,
    watch: Watch<'_>,
) -> Result<bool> {
    let report = plan.report();
    let rows = super::FileKind::ALL.into_iter().map(|kind| report.counts(kind).writes()).sum();
    let mut meter = Meter::new(watch, Phase::Writing, rows);
    let work = Work::begin(db).await?.on_many(rows);
    let outcome = prepare_and_switch(db, work, wanted, &mut plan, now, &mut meter).await;
    let change = matches!(outcome, Ok(true)).then_some(plan.revision + 1);
    if let Err(error) = tidy(db, work, change, rows).await {
        tracing::warn!(%error, "what an import left behind stays until the next one");
    }
    match outcome {
        // Another import writes, or an undo: the caller looks again at what there is.
        Err(Error::Interrupted) => Ok(false),
        Err(Error::Database(reason)) if database::asks_to_retry(&reason) => Ok(false),
        other => other,
    }
}

/// `false` when the plan was made for a state that no longer exists; the caller makes another one.
async fn prepare_and_switch(
    db: &DatabaseConnection,
    work: Work,
    wanted: &Wanted,
    plan: &mut Plan,
    now: Millis,
    meter: &mut Meter<'_>,
) -> Result<bool> {
    if revision::read(db).await?.directory != plan.revision {
        return Ok(false);
    }
    // Clears away what a process that died has left.
    work.sweep(db).await?;
    record::forget_others(db, work, plan.revision).await?;
    let moving = prepare(db, work, wanted, plan, now, meter).await?;
    let plan = &*plan;
    let switched = transaction!(db, |tx| -> Option {
        cache(tx, SWITCHING).await?;
        let switched = switch(tx, work, wanted, plan, &moving, now, meter).await;
        // A rollback does not undo it, and the connection is used again.
        let usual = cache(tx, USUAL).await;
        let switched = switched?;
        usual?;
        Ok(switched)
    })?;
    Ok(switched.is_some())
}

/// What comes and goes with the switch itself.
struct Moving {
    /// Cohorts by position; their ids are reserved.
    new: Vec<u32>,
    emptied: Vec<cohort::Model>,
    /// Of people with several records.
    woven: Woven,
    /// Where new cohorts are, if the switch writes no school.
    schools: Option<StoredSchools>,
}

/// Everything that takes long.
async fn prepare(
    db: &DatabaseConnection,
    work: Work,
    wanted: &Wanted,
    plan: &mut Plan,
    now: Millis,
    meter: &mut Meter<'_>,
) -> Result<Moving> {
    let mut record = Record::begin(db, work, plan.change());
    record.schools(wanted, &plan.schools).await?;
    record.people(&plan.people).await?;
    people::prepare(db, work, &wanted.people, &mut plan.people, now, meter).await?;
    record.new_people(&plan.people).await?;
    let new = cohorts::reserve(db, &plan.memberships, &mut plan.cohort_ids).await?;
    let ids = &plan.people.ids;
    let tables = (&pairs::HIDE_MEMBERSHIPS, &pairs::PREPARE_MEMBERSHIPS);
    let (joined, cohort_ids) = (&plan.joined, &plan.cohort_ids);
    let of_joined = |pair: &(i64, i64)| joined.contains(&pair.0);
    let memberships =
        pairs::prepare((db, work), tables, &mut plan.memberships, (ids, cohort_ids), of_joined, meter)
            .await?;
    let parts = (Part::NewMemberships, Part::OldMemberships);
    record.pairs(parts, &plan.memberships, ids, &plan.cohort_ids).await?;
    let tables = (&pairs::HIDE_LINKS, &pairs::PREPARE_LINKS);
    let of_joined = |pair: &(i64, i64)| joined.contains(&pair.0) || joined.contains(&pair.1);
    let links = pairs::prepare((db, work), tables, &mut plan.links, (ids, ids), of_joined, meter).await?;
    record.pairs((Part::NewLinks, Part::OldLinks), &plan.links, ids, ids).await?;
    let mut emptied = Vec::new();
    if !plan.memberships.gone.is_empty() {
        emptied = cohorts::emptied(db, work).await?;
        record.cohorts(&emptied).await?;
    }
    let schools = if plan.schools.rows.is_empty() { Some(StoredSchools::load(db).await?) } else { None };
    Ok(Moving { new, emptied, woven: Woven { memberships, links }, schools })
}

/// Makes visible what was prepared. `None` when the directory has changed since the plan was compared
/// with it, when the data of somebody who comes were deleted meanwhile, or when the plan would remove
/// the last administrator by now.
async fn switch(
    tx: &DatabaseTransaction,
    work: Work,
    wanted: &Wanted,
    plan: &Plan,
    moving: &Moving,
    now: Millis,
    meter: &mut Meter<'_>,
) -> Result<Option<()>> {
    let removes = !plan.people.removed.is_empty();
    if removes || !plan.people.returning.is_empty() {
        // An administrator's role may be ended at the same time, or the data of somebody deleted who
        // returns.
        database::lock(tx, "accounts").await?;
    }
    // Raising first also makes an import and an undo wait for each other.
    revision::raise(tx, revision::DIRECTORY).await?;
    if revision::read(tx).await?.directory != plan.revision + 1 {
        return Ok(None);
    }
    work.hold(tx).await?;
    if people::erased_meanwhile(tx, &plan.people.returning).await?
        || administrators::left_without(tx, plan).await?.is_some()
    {
        return Ok(None);
    }
    let written = match &moving.schools {
        Some(_) => None,
        None => Some(schools::write(tx, wanted, &plan.schools, meter).await?),
    };
    if let Some(schools) = moving.schools.as_ref().or(written.as_ref()) {
        cohorts::write(tx, wanted, &moving.new, schools, &plan.cohort_ids, meter).await?;
    }
    if !people::reveal(tx, &plan.people, now).await? {
        return Ok(None);
    }
    joins::part(tx).await?;
    moving.woven.write(tx, meter).await?;
    work.switch(tx).await?;
    joins::end_of_those_who_left(tx).await?;
    joins::weave(tx).await?;
    cohorts::delete(tx, &moving.emptied).await?;
    revision::raise(tx, revision::BOARD).await?;
    if removes {
        revision::raise(tx, revision::SESSIONS).await?;
    }
    queue::compare(tx, now).await?;
    for entry in &plan.separations {
        audit::append(tx, now, entry.clone()).await?;
    }
    Ok(Some(()))
}

/// How many kilobytes of pages `SQLite` keeps. With few, it writes a page of an index to its log each
/// time that the next name needs another page; everybody waits for that at the switch.
const SWITCHING: u32 = 16_000;
/// What it keeps by itself.
const USUAL: u32 = 2_000;

async fn cache(tx: &DatabaseTransaction, kilobytes: u32) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Sqlite {
        tx.execute_unprepared(&format!("PRAGMA cache_size = -{kilobytes}")).await?;
    }
    Ok(())
}

/// After the switch, or without one: both states are equal again. `change` is the directory's counter
/// after the switch.
async fn tidy(db: &DatabaseConnection, work: Work, change: Option<i64>, rows: u64) -> Result<()> {
    work.sweep(db).await?;
    let kept = match change {
        Some(change) => change,
        None => revision::read(db).await?.directory,
    };
    record::forget_others(db, work, kept).await?;
    if change.is_some() && rows >= MANY {
        update_statistics(db).await;
    }
    work.end(db).await
}

/// Goes on with the tidying of an import whose process died, or could not write. `false` when nothing was left.
pub(in crate::directory) async fn go_on_tidying(db: &DatabaseConnection) -> Result<bool> {
    if !is_untidy(db).await? {
        return Ok(false);
    }
    // Whoever is at work clears it away by themselves.
    let Some(work) = Work::begin_unless_at_work(db).await? else { return Ok(false) };
    match tidy(db, work, None, 0).await {
        Ok(()) => Ok(true),
        // An import has begun meanwhile: it clears everything away itself.
        Err(Error::Interrupted) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Updates the statistics. If this fails, the import is still valid.
async fn update_statistics(db: &DatabaseConnection) {
    let limit = analysis_limit(db);
    let people = if db.get_database_backend() == DbBackend::Sqlite { "person_row" } else { "person" };
    let sql =
        format!("{limit}ANALYZE {people}; ANALYZE cohort; ANALYZE membership_row; ANALYZE family_link_row");
    let analysis = async { db.execute_unprepared(&sql).await.map_err(Error::from) };
    if let Err(error) = alone(db, analysis).await {
        tracing::warn!(%error, "the database's statistics are out of date");
    }
}
