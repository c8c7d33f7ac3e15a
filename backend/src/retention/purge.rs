use domain::retention::Kept;

use super::{due, finish, hide, old, people, tally};
use crate::{Backend, Result, audit, ground::together::together, settings};

/// Deletes what is over its time, and writes into the journal how much of each kind. Until an
/// administrator has chosen the periods, only the data of people who left are deleted: the law wants
/// that, and nothing else goes without a question. A kind that cannot be deleted keeps no other.
///
/// Nothing is deleted if nothing was recorded for months: then the clock is wrong.
pub async fn purge(backend: &Backend) -> Result<()> {
    let now = backend.clock.now();
    if !audit::is_in_use(&backend.db, now).await? {
        return Ok(());
    }
    let chosen = settings::retention(&backend.db).await?;
    let periods = chosen.clone().unwrap_or_default();
    let before = |kind| audit::days_ago(now, periods.of(kind));
    let mut tried = vec![
        people::erase(backend, before(Kept::People)).await,
        people::sweep(backend).await,
        people::forget_reports(backend, before(Kept::People)).await,
        people::forget_refusals(backend, before(Kept::People)).await,
    ];
    if chosen.is_some() {
        tried.extend([
            hide::communications(backend, due::SENT, before(Kept::Messages)).await,
            hide::communications(backend, due::SHOWN, before(Kept::Shown)).await,
            hide::letters(backend, before(Kept::Messages)).await,
            old::attachments(backend, before(Kept::Attachments)).await,
            old::drafts(backend, before(Kept::Drafts)).await,
            old::mail(backend, before(Kept::Mail)).await,
        ]);
    }
    tried.extend([finish::finish(backend).await, tally::close(backend).await]);
    // Where the operator fixed the days of the journal, another job shortens it.
    if chosen.is_some() && backend.journal_days.is_none() {
        tried.push(audit::prune(backend, before(Kept::Journal)).await.map(drop));
    }
    together(tried)
}
