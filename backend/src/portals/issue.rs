//! Giving tokens: many at eight o'clock, each with a statement that no process may accept twice.

use std::sync::atomic::Ordering::Relaxed;

use domain::time::Millis;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use tokio::sync::oneshot;

use super::issuing::Waiting;
use crate::{
    Backend, Result,
    database::rows_per_insert,
    entities::widget_token::{self, Model},
    ground::sql::sql,
    transaction,
};

/// How often old tokens are deleted while new ones are written, and how many at a time.
const PRUNED_EVERY_MS: i64 = 2_000;
const PRUNED_AT_ONCE: i64 = 20_000;

/// Stores a token; `false` when its statement was used before, by whichever process.
pub(super) async fn issue(backend: &Backend, row: Model) -> Result<bool> {
    let issuing = &backend.portals.issuing;
    let mut answer = issuing.wait(row.clone());
    loop {
        let turn = issuing.turn.lock().await;
        match answer.try_recv() {
            Ok(is_new) => return Ok(is_new),
            // Whoever wrote it went away or failed. Writing it again is harmless: the row that is
            // already there is found by its hash.
            Err(oneshot::error::TryRecvError::Closed) => answer = issuing.wait(row.clone()),
            Err(oneshot::error::TryRecvError::Empty) => {}
        }
        let taken = issuing.take();
        write_all(backend, taken).await?;
        drop(turn);
    }
}

async fn write_all(backend: &Backend, taken: Vec<Waiting>) -> Result<()> {
    let now = backend.clock.now();
    let last = &backend.portals.issuing.pruned;
    let is_due = !(0..PRUNED_EVERY_MS).contains(&(now.0 - last.load(Relaxed)));
    let mut rows: Vec<Model> = taken.iter().map(|waiting| waiting.row.clone()).collect();
    // In one order, so that two processes never wait for each other.
    rows.sort_unstable_by(|a, b| a.statement.cmp(&b.statement));
    let stored = transaction!(&backend.db, |tx| {
        if is_due {
            delete_old(tx, now).await?;
        }
        insert(tx, &rows).await
    })?;
    if is_due {
        last.store(now.0, Relaxed);
    }
    for Waiting { row, told } in taken {
        // Whoever went away needs no answer.
        let _ = told.send(stored.contains(&row.token_hash));
    }
    Ok(())
}

/// Inserts the rows whose statements are new. Returns the hashes that are stored, in their order.
async fn insert(db: &impl ConnectionTrait, rows: &[Model]) -> Result<Hashes> {
    #[derive(FromQueryResult)]
    struct Stored {
        token_hash: String,
    }
    let mut hashes = Vec::with_capacity(rows.len());
    for some in rows.chunks(rows_per_insert(8)) {
        let new = some.iter().map(|row| row.clone().into_active_model());
        widget_token::Entity::insert_many(new)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(db)
            .await?;
        let ours = some.iter().map(|row| row.token_hash.clone());
        let stored = widget_token::Entity::find()
            .select_only()
            .column(widget_token::Column::TokenHash)
            .filter(widget_token::Column::TokenHash.is_in(ours))
            .into_model::<Stored>()
            .all(db)
            .await?;
        hashes.extend(stored.into_iter().map(|row| row.token_hash));
    }
    hashes.sort_unstable();
    Ok(Hashes(hashes))
}

struct Hashes(Vec<String>);

impl Hashes {
    fn contains(&self, hash: &String) -> bool {
        self.0.binary_search(hash).is_ok()
    }
}

/// Deletes some of the tokens that are over, and with them the memory of their statements, which
/// are over as well.
async fn delete_old(db: &impl ConnectionTrait, now: Millis) -> Result<u64> {
    let most = PRUNED_AT_ONCE;
    let text = "DELETE FROM widget_token WHERE token_hash IN \
                (SELECT token_hash FROM widget_token WHERE expires_at <= :now LIMIT :most)";
    Ok(db.execute_raw(sql!(db, text, now, most)).await?.rows_affected())
}

/// Deletes what is over, also when nobody asks for tokens any more.
pub(crate) async fn prune(backend: &Backend) -> Result<()> {
    loop {
        let now = backend.clock.now();
        let gone = transaction!(&backend.db, |tx| { delete_old(tx, now).await })?;
        if gone < PRUNED_AT_ONCE.unsigned_abs() {
            return Ok(());
        }
    }
}
