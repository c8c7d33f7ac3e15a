use domain::{
    CommunicationId,
    communications::Spoken,
    versions::{Versioned, VersionedKind},
};
use sea_orm::{ColumnTrait, QueryFilter};

use crate::{
    Backend, Error, Result,
    access::Caller,
    audience::shown_in,
    entities::{communication, publication},
    revision::{Present, Scope},
    versions::number_of,
};

/// What an open page of a news item compares.
///
/// # Errors
/// [`Error::NotFound`] for somebody who may not read it, or not any more: it was cancelled, or put offline.
pub async fn follow_news(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<Present> {
    let (db, now) = (&backend.db, backend.clock.now());
    let schools = shown_in(db, id, caller.person, now).await?;
    if schools.is_empty() {
        return Err(Error::NotFound);
    }
    let sites = publication::Entity::of(id)
        .filter(publication::Column::EstablishmentId.is_in(schools.iter().copied()))
        .find_also_related(communication::Entity)
        .all(db)
        .await?;
    let corrections = number_of(db, Versioned { kind: VersionedKind::News, id: id.0 }).await?;
    // Another language of the same text is no correction.
    let language = sites.iter().find_map(|(_, row)| Some(row.as_ref()?.language)).unwrap_or_default();
    let language = Spoken::ALL.iter().position(|one| *one == language).unwrap_or_default();
    let to_come: Vec<_> = sites.iter().map(|(site, _)| site.ends_at).filter(|ends| now < *ends).collect();
    let language = i64::try_from(language).unwrap_or_default();
    let numbers = [i64::from(corrections), language, i64::from(to_come.is_empty())];
    Ok(Present::of(&numbers, caller.person, [Scope::Communication(id)]).until(to_come))
}
