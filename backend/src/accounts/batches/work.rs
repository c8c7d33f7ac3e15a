use domain::accounts::batch::BatchKind;
use sea_orm::EntityTrait;

use super::{
    again::{again, over},
    prepare::prepare,
    send::send,
};
use crate::{
    Backend, Result,
    entities::account_batch,
    queue::{Ended, Lease},
};

/// A part of a batch, so that other batches get their turn: first the accounts, then the letters.
pub(crate) async fn carry_out(backend: &Backend, lease: &Lease) -> Result<Ended> {
    let found = account_batch::Entity::find_by_id(lease.subject()?).one(&backend.db).await?;
    let Some(batch) = found else { return Ok(Ended::Needless("no such batch".to_owned())) };
    if batch.stopped_at.is_some() {
        return Ok(Ended::Needless("stopped".to_owned()));
    }
    match prepare(backend, lease, &batch).await? {
        None => over(backend).await,
        Some(0) if batch.kind == BatchKind::Print => Ok(Ended::Done),
        Some(0) => send(backend, lease, &batch).await,
        Some(_) => again(backend, lease, backend.clock.now()).await,
    }
}
