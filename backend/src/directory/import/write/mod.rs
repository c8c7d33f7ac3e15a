//! Writes a plan, in one transaction.

mod bulk;
mod cohorts;
mod pairs;
mod people;
mod record;
mod remove;
mod schools;
mod undo;

use domain::time::Millis;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};

use super::{Phase, Watch, administrators, compare::Plan, progress::Meter, read::Wanted};
use crate::{Error, Result, database, directory::joins, queue, revision};
use record::{Part, Record};
pub(in crate::directory) use undo::take_back;

/// From this many written rows on, the engine recomputes its table statistics: a query plan made
/// for an empty table is bad for a full one.
const MANY: u64 = 1_000;

/// Returns `false`, and writes nothing, when the directory has changed since the plan was made.
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
    match write_once(db, wanted, &mut plan, now, &mut meter).await {
        Ok(true) => {}
        // The plan was made for a state that no longer exists; the caller makes another one.
        Ok(false) => return Ok(false),
        Err(Error::Database(reason)) if database::asks_to_retry(&reason) => return Ok(false),
        Err(reason) => return Err(reason),
    }
    if rows >= MANY {
        update_statistics(db).await;
    }
    Ok(true)
}

/// `false` when the directory has changed since the plan was compared with it, when the data of somebody
/// who returns were deleted meanwhile, or when the plan would remove the last administrator by now.
async fn write_once(
    db: &DatabaseConnection,
    wanted: &Wanted,
    plan: &mut Plan,
    now: Millis,
    meter: &mut Meter<'_>,
) -> Result<bool> {
    let tx = database::begin(db).await?;
    let removes = !plan.people.removed.is_empty();
    if removes || !plan.people.returning.is_empty() {
        // An administrator's role may be ended at the same time, or the data of somebody deleted who
        // returns.
        database::lock(&tx, "accounts").await?;
    }
    // Raising first also makes two imports wait for each other.
    revision::raise(&tx, revision::DIRECTORY).await?;
    if revision::read(&tx).await?.directory != plan.revision + 1 {
        tx.rollback().await?;
        return Ok(false);
    }
    if people::erased_meanwhile(&tx, &plan.people.returning).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    if administrators::left_without(&tx, plan).await?.is_some() {
        tx.rollback().await?;
        return Ok(false);
    }
    joins::part(&tx).await?;
    write_rows(&tx, wanted, plan, now, meter).await?;
    joins::end_of_those_who_left(&tx).await?;
    joins::weave(&tx).await?;
    revision::raise(&tx, revision::BOARD).await?;
    if removes {
        revision::raise(&tx, revision::SESSIONS).await?;
    }
    queue::compare(&tx, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// Updates the statistics. If this fails, the import is still valid.
async fn update_statistics(db: &DatabaseConnection) {
    let sql = "ANALYZE person; ANALYZE cohort; ANALYZE membership; ANALYZE family_link";
    if let Err(error) = db.execute_unprepared(sql).await {
        tracing::warn!(%error, "the database's statistics are out of date");
    }
}

async fn write_rows(
    tx: &DatabaseTransaction,
    wanted: &Wanted,
    plan: &mut Plan,
    now: Millis,
    meter: &mut Meter<'_>,
) -> Result<()> {
    let mut record = Record::begin(tx, plan.change()).await?;
    record.schools(wanted, &plan.schools).await?;
    let schools = schools::write(tx, wanted, &plan.schools, meter).await?;
    record.people(&plan.people).await?;
    people::write(tx, &wanted.people, &mut plan.people, now, meter).await?;
    record.new_people(&plan.people).await?;
    cohorts::write(tx, wanted, &plan.memberships, &schools, &mut plan.cohort_ids, meter).await?;
    let ids = &plan.people.ids;
    let tables = (&pairs::DELETE_MEMBERSHIPS, &pairs::INSERT_MEMBERSHIPS);
    pairs::write(tx, tables, &plan.memberships, ids, &plan.cohort_ids, meter).await?;
    let parts = (Part::NewMemberships, Part::OldMemberships);
    record.pairs(parts, &plan.memberships, ids, &plan.cohort_ids).await?;
    let tables = (&pairs::DELETE_LINKS, &pairs::INSERT_LINKS);
    pairs::write(tx, tables, &plan.links, ids, ids, meter).await?;
    record.pairs((Part::NewLinks, Part::OldLinks), &plan.links, ids, ids).await?;
    if !plan.memberships.gone.is_empty() {
        record.cohorts().await?;
        cohorts::sweep(tx).await?;
    }
    Ok(())
}
