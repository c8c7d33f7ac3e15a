//! Takes back the last import: the directory is again as it was before. What was sent stays, nobody is
//! signed in again, and the same files may come once more.

use std::{convert::Infallible, sync::Arc};

use domain::{Conflict, PersonId, audit::Action};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{
    import::{FileKind, Undoing},
    runs::{BUSY, KEY, NOTED_EVERY, stored_report},
};
use crate::{
    Backend, Error, Required, Result,
    access::Caller,
    audit::{self, Entry},
    entities::import_run,
    queue::{self, Kind, Lease, New},
    transaction,
};

const NOT_THE_LAST: Error = Error::Conflict(Conflict::NotTheLastImport);

/// Undoes the import `id`, on a task of its own: a browser that goes away does not stop it.
///
/// # Errors
/// [`Conflict::ImportRunning`], [`Conflict::NotTheLastImport`] when it is not the last one that changed
/// the directory, [`Conflict::ImportInUse`] when a school that it added is needed by now,
/// [`Conflict::LastAdministrator`] when no administrator would be left.
pub async fn undo(backend: Arc<Backend>, caller: &Caller, id: i64) -> Result<()> {
    caller.authorize_administrator()?;
    let caller = caller.clone();
    let task = tokio::spawn(async move { alone(&backend, &caller, id).await });
    task.await.required("undoing an import")?
}

/// Holds the job of imports meanwhile: otherwise an import that begins would take over from an undo that is
/// slow.
async fn alone(backend: &Backend, caller: &Caller, id: i64) -> Result<()> {
    let lease = hold(backend, caller.person).await?;
    let outcome = tokio::select! {
        outcome = carry_out(backend, caller, id) => outcome,
        never = keep(backend, &lease) => match never {},
    };
    if let Err(reason) = queue::finish(&backend.db, &lease, backend.clock.now(), None).await {
        tracing::warn!(%reason, "an undo has ended; imports wait until its lease has run out");
    }
    outcome
}

/// The job of imports, about no run: the one that is undone has ended.
async fn hold(backend: &Backend, person: PersonId) -> Result<Lease> {
    let now = backend.clock.now();
    let new =
        New { kind: Kind::Import, key: KEY, subject: None, person: Some(person), detail: None, due_at: now };
    let lease = transaction!(&backend.db, |tx| -> Option { queue::claim(tx, now, &new).await })?;
    lease.ok_or(BUSY)
}

/// Goes on until it is dropped. If the job is lost nevertheless, the next step of the undo says so.
async fn keep(backend: &Backend, lease: &Lease) -> Infallible {
    loop {
        tokio::time::sleep(NOTED_EVERY).await;
        if let Err(reason) = queue::restart(&backend.db, lease, backend.clock.now()).await {
            tracing::warn!(%reason, "the lease of an undo could not be renewed; trying again");
        }
    }
}

async fn carry_out(backend: &Backend, caller: &Caller, id: i64) -> Result<()> {
    let now = backend.clock.now();
    let row = import_run::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    let report = row.report.as_deref().and_then(|json| stored_report(id, json).ok());
    let report = report.ok_or(NOT_THE_LAST)?;
    let undoing = Undoing::begin(&backend.db, report.change.ok_or(NOT_THE_LAST)?, now).await?;
    let outcome = transaction!(&backend.db, |tx| {
        // Another administrator may have ended this one's role meanwhile.
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        undoing.switch(tx, now).await?;
        let undone = import_run::ActiveModel {
            undone_at: Set(Some(now)),
            undone_by: Set(Some(caller.person)),
            ..Default::default()
        };
        import_run::Entity::update_many().set(undone).filter(import_run::Column::Id.eq(id)).exec(tx).await?;
        let people = report.counts(FileKind::People);
        let moved = format!("+{} ~{} -{}", people.removed, people.changed, people.added);
        audit::append(tx, now, Entry::by(caller, Action::ImportUndone, "annuaire").with("people", moved))
            .await
    });
    undoing.end(&backend.db).await;
    outcome?;
    backend.queue.wake(Kind::Compare);
    backend.refresh().await
}
