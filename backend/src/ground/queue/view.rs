//! What an operator sees of the queue.

use domain::time::Millis;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{Kind, OPEN};
use crate::{Result, database::statement, ground::sql::sql};

/// At most this many rows are listed for each state.
const LISTED: usize = 50;

/// The state of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Given up; nothing happens until somebody looks at it.
    Failed,
    /// A process carries it out.
    Running,
    /// It failed before, and is tried again.
    Retrying,
    /// It waits for its turn or its time.
    Waiting,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Failed, Self::Running, Self::Retrying, Self::Waiting];

    fn condition(self, Millis(now): Millis) -> String {
        let held = format!("leased_until >= {now}");
        let free = format!("{OPEN} AND (leased_until IS NULL OR leased_until < {now})");
        match self {
            Self::Failed => "failed_at IS NOT NULL".to_owned(),
            Self::Running => format!("{OPEN} AND {held}"),
            Self::Retrying => format!("{free} AND (failures > 0 OR attempts > 0)"),
            Self::Waiting => format!("{free} AND failures = 0 AND attempts = 0"),
        }
    }
}

/// How many jobs of a kind are in each state.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Figures {
    pub kind: String,
    /// Open, and not taken by any process.
    pub waiting: i64,
    /// Those of them that are due.
    pub due: i64,
    pub running: i64,
    pub failed: i64,
    /// Since when the oldest due one has been due.
    pub oldest: Option<Millis>,
}

/// One job, as shown in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Listed {
    pub id: i64,
    pub kind: String,
    pub key: String,
    pub subject_id: Option<i64>,
    pub created_at: Millis,
    pub due_at: Millis,
    pub attempts: i32,
    pub failures: i32,
    pub failed_at: Option<Millis>,
    pub reason: Option<String>,
    pub phase: Option<String>,
    pub progress_done: Option<i64>,
    pub progress_total: Option<i64>,
}

const COLUMNS: &str = "id, kind, key, subject_id, created_at, due_at, attempts, failures, failed_at, reason, \
                       phase, progress_done, progress_total";

/// The figures of each kind that has unfinished jobs.
pub async fn figures(db: &impl ConnectionTrait, now: Millis) -> Result<Vec<Figures>> {
    let at = now.0;
    let free = format!("failed_at IS NULL AND (leased_until IS NULL OR leased_until < {at})");
    let sql = format!(
        "SELECT kind, COUNT(CASE WHEN {free} THEN 1 END) AS waiting, \
         COUNT(CASE WHEN {free} AND due_at <= {at} THEN 1 END) AS due, \
         COUNT(CASE WHEN failed_at IS NULL AND leased_until >= {at} THEN 1 END) AS running, \
         COUNT(failed_at) AS failed, MIN(CASE WHEN {free} AND due_at <= {at} THEN due_at END) AS oldest \
         FROM job WHERE done_at IS NULL GROUP BY kind ORDER BY kind"
    );
    Ok(Figures::find_by_statement(statement(db, &sql, [])).all(db).await?)
}

/// The jobs in `state`, longest due first, at most fifty.
pub async fn list(db: &impl ConnectionTrait, now: Millis, state: State) -> Result<Vec<Listed>> {
    let condition = state.condition(now);
    let sql = format!("SELECT {COLUMNS} FROM job WHERE {condition} ORDER BY due_at, id LIMIT {LISTED}");
    Ok(Listed::find_by_statement(statement(db, &sql, [])).all(db).await?)
}

/// One job, in any state.
pub async fn load(db: &impl ConnectionTrait, id: i64) -> Result<Option<(Kind, Listed)>> {
    let text = format!("SELECT {COLUMNS} FROM job WHERE id = :id");
    let row = Listed::find_by_statement(sql!(db, text, id)).one(db).await?;
    Ok(row.and_then(|row| Some((Kind::from_code(&row.kind)?, row))))
}

/// Makes a job that was given up, or that waits for a retry, due at once, as if it had never been
/// tried. `false` when it is done, or when a process is carrying it out.
pub async fn reopen(db: &impl ConnectionTrait, id: i64, now: Millis) -> Result<bool> {
    let text = "UPDATE job SET failed_at = NULL, failures = 0, attempts = 0, due_at = :now, leased_until = NULL, \
                fence = fence + 1 WHERE id = :id AND done_at IS NULL \
                AND (leased_until IS NULL OR leased_until < :now)";
    Ok(db.execute_raw(sql!(db, text, id, now)).await?.rows_affected() > 0)
}
