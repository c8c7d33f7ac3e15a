//! Takes back the last import: the directory is again as it was before. What was sent stays, nobody is
//! signed in again, and the same files may come once more.

use std::sync::Arc;

use domain::{Conflict, audit::Action};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{
    import::{FileKind, Undoing},
    runs::{BUSY, running, stored_report},
};
use crate::{
    Backend, Error, Required, Result,
    access::Caller,
    audit::{self, Entry},
    entities::import_run,
    queue::Kind,
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
    if running(&backend).await?.is_some() {
        return Err(BUSY);
    }
    let caller = caller.clone();
    let task = tokio::spawn(async move { carry_out(&backend, &caller, id).await });
    task.await.required("undoing an import")?
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
