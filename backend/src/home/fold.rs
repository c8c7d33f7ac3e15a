use std::collections::BTreeSet;

use domain::{CommunicationId, Conflict, communications::Severity};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use super::{ReaderPage, announcements_for};
use crate::{Backend, Error, Result, access::Caller, entities::folded, transaction};

/// replier: puts an announcement away for this reader, until it is corrected. An alert only with
/// `confirmed`: *J'ai lu cette alerte*. `seen` is the text that the reader had before their eyes
/// ([`PublishedAnnouncement::said_at`](domain::communications::view::PublishedAnnouncement::said_at)): what
/// was corrected since is not put away unread, and nothing is left to do for what is over or was cancelled
/// since.
///
/// # Errors
/// [`Error::NotFound`] when no page has shown it to the reader; [`Error::Conflict`] for an alert that
/// was not confirmed.
pub async fn fold(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    confirmed: bool,
    seen: Option<&str>,
) -> Result<()> {
    let page = announcements_for(backend, caller.person).await?;
    let Some(shown) = page.announcements.iter().find(|shown| shown.id == id) else {
        return if seen.is_some() { Ok(()) } else { Err(Error::NotFound) };
    };
    if shown.severity == Severity::Alert && !confirmed {
        return Err(Error::Conflict(Conflict::AlertNotRead));
    }
    if seen.is_some_and(|seen| seen != shown.said_at()) {
        return Ok(());
    }
    let row = folded::ActiveModel {
        person_id: Set(caller.person),
        communication_id: Set(id),
        version: Set(page.version_of(id)),
        folded_at: Set(backend.clock.now()),
    };
    let key = [folded::Column::PersonId, folded::Column::CommunicationId];
    let again = [folded::Column::Version, folded::Column::FoldedAt];
    transaction!(&backend.db, |tx| {
        folded::Entity::insert(row.clone())
            .on_conflict(OnConflict::columns(key).update_columns(again).to_owned())
            .exec_without_returning(tx)
            .await?;
        Ok(())
    })
}

/// déplier: shows it again among the others.
pub async fn unfold(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<()> {
    transaction!(&backend.db, |tx| {
        folded::Entity::delete_by_id((caller.person, id)).exec(tx).await?;
        Ok(())
    })
}

/// Which announcements of a page this reader has put away. It is read for this reader each time, and
/// never kept with the page, which many readers share.
pub async fn folded(
    backend: &Backend,
    caller: &Caller,
    page: &ReaderPage,
) -> Result<BTreeSet<CommunicationId>> {
    let ids = || page.announcements.iter().map(|shown| shown.id);
    let Some((first, last)) = ids().min().zip(ids().max()) else { return Ok(BTreeSet::new()) };
    // One walk along the key, however many announcements there are.
    let rows = folded::Entity::find()
        .filter(folded::Column::PersonId.eq(caller.person))
        .filter(folded::Column::CommunicationId.between(first, last))
        .all(&backend.db)
        .await?;
    // A corrected announcement unfolds.
    let present = rows.into_iter().filter(|row| row.version == page.version_of(row.communication_id));
    Ok(present.map(|row| row.communication_id).filter(|id| ids().any(|shown| shown == *id)).collect())
}
