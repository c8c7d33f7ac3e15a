//! The engine: resolves a due message once into one delivery for each person, then puts these into
//! inboxes a batch at a time.

use domain::MessageId;
use sea_orm::EntityTrait;

use super::{
    batch,
    moved::hold_back,
    resolve,
    run::{Run, Step},
};
use crate::{
    Backend, Error, Result,
    entities::message,
    queue::{Ended, Lease},
};

/// Delivers the message of a job to all its readers. The job ends with the last batch.
pub(crate) async fn deliver(backend: &Backend, lease: &Lease) -> Result<Ended> {
    let Some(run) = Run::of(backend, lease.clone()).await? else {
        let row = message::Entity::find_by_id(MessageId(lease.subject()?)).one(&backend.db).await?;
        let is_over = row.is_none_or(|row| {
            row.finished_at.is_some() || row.cancelled_at.is_some() || row.failed_at.is_some()
        });
        return Ok(if is_over { Ended::Needless("the message is over".to_owned()) } else { Ended::Noted });
    };
    if hold_back(backend, &run).await? {
        return Ok(Ended::Noted);
    }
    while run.step(backend).await? == Step::Went {}
    backend.refresh().await?;
    Ok(Ended::Noted)
}

impl Run {
    /// Runs the next transaction: first it decides who gets the message, then it delivers batch
    /// after batch.
    pub async fn step(&self, backend: &Backend) -> Result<Step> {
        let row = message::Entity::find_by_id(self.id).one(&backend.db).await?.ok_or(Error::NotFound)?;
        if row.sent_at.is_none() {
            resolve::resolve(backend, self, &row).await
        } else {
            batch::advance(backend, self, &row).await
        }
    }
}
