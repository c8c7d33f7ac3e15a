//! Compares what is deployed, the roles given to populations, and the spaces that schools have added,
//! with the directory and the rights as they are now, and notes what no longer does what it was meant
//! to. Each reason is told once, and forgotten when it no longer holds. A request for a role of which
//! nobody has heard who decides now is told again.
//!
//! Its cost grows with the names in use, the authors and the cohorts of the directory; it never looks
//! at single people.

mod forget;
mod grants;
mod known;
mod live;
mod names;
mod spaces;

use domain::time::Millis;
use sea_orm::DatabaseTransaction;

use self::{grants::GrantReasons, known::Known, live::Reasons, spaces::SpaceReasons};
use crate::{
    Backend, Result,
    access::requests,
    database::lock,
    queue::{self, Ended, Kind, Lease},
    revision::{self, Scope},
    transaction,
};

/// Notes every new reason, forgets those that no longer hold, and has the people concerned told.
pub(crate) async fn compare(backend: &Backend, lease: &Lease) -> Result<Ended> {
    let db = &backend.db;
    if lease.detail.is_some() && queue::compares_later(db, lease.id).await? {
        return Ok(Ended::Needless("a later change is compared too".to_owned()));
    }
    let now = backend.clock.now();
    let index = backend.audience.current(db).await?;
    let known = Known::load(db, &index).await?;
    let live = live::reasons(db, &index, &known, now).await?;
    let grants = grants::reasons(db, &index, &known).await?;
    let spaces = spaces::reasons(db, &known).await?;
    let unheard = requests::unheard(db).await?;
    let current = transaction!(db, |tx| {
        // Of two processes, the second must see what the first one noted.
        lock(tx, "concerns").await?;
        let directory = revision::read(tx).await?.directory;
        if !index.is_of(directory) {
            return Ok(false);
        }
        requests::tell_again(tx, now, &unheard).await?;
        write(tx, now, &live, &grants, (directory, spaces.as_slice())).await?;
        known.write(tx).await?;
        if lease.detail.is_some() {
            queue::finish(tx, lease, now, None).await?;
        }
        Ok(true)
    })?;
    if !current {
        // The change that came in between has a job of its own.
        return Ok(Ended::Needless("the directory has changed again".to_owned()));
    }
    backend.queue.wake(Kind::Tell);
    backend.queue.wake(Kind::Mail);
    backend.refresh().await?;
    Ok(if lease.detail.is_some() { Ended::Noted } else { Ended::Done })
}

async fn write(
    tx: &DatabaseTransaction,
    now: Millis,
    live: &[Reasons],
    grants: &[GrantReasons],
    (directory, spaces): (i64, &[SpaceReasons]),
) -> Result<()> {
    let mut changed = Vec::new();
    for one in live {
        if one.write(tx, now).await? {
            changed.push(Scope::Communication(one.id));
        }
    }
    grants::write(tx, now, grants).await?;
    spaces::write(tx, now, directory, spaces).await?;
    // Pages that follow a communication show its reasons.
    revision::touch(tx, revision::MESSAGES, changed.iter().copied()).await?;
    revision::touch(tx, revision::BOARD, changed).await
}
