use domain::{
    CommunicationId,
    communications::channels::news::NewsPage,
    time::{Millis, Stamp},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Backend, Error, Result,
    access::Caller,
    audience::shown_in,
    communications::sightings::note_sightings,
    entities::{communication, establishment, news, publication},
    files, rich_text,
};

/// A news item, for somebody whom its targets reach in a school where it is online, or was until
/// its period ended. It is noted that they saw it.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn read_news(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<NewsPage> {
    let (db, now) = (&backend.db, backend.clock.now());
    let schools = shown_in(db, id, caller.person, now).await?;
    let first = *schools.first().ok_or(Error::NotFound)?;
    let content = news::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let row = communication::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let school = establishment::Entity::find_by_id(first).one(db).await?.ok_or(Error::NotFound)?;
    let sites = publication::Entity::find()
        .filter(publication::Column::CommunicationId.eq(id))
        .filter(publication::Column::EstablishmentId.is_in(schools.iter().copied()))
        .order_by_asc(publication::Column::EstablishmentId)
        .all(db)
        .await?;
    let seen: Vec<_> = schools.iter().map(|school| (id, *school)).collect();
    note_sightings(backend, caller.person, &seen);
    Ok(NewsPage {
        id,
        title: content.title,
        source: row.source_name,
        published: Stamp::new(published(&sites).unwrap_or(row.created_at), school.time_zone.0),
        // Cleaned again, to remove anything that the list has forbidden since it was stored.
        body: rich_text::clean(&content.html),
        attachments: files::of(db, id).await?,
        last_day: content.last_day.0,
        ended: sites.iter().all(|site| site.ends_at <= now),
    })
}

/// When it was first shown in one of these schools.
fn published(sites: &[publication::Model]) -> Option<Millis> {
    sites.iter().filter_map(|site| Some(site.published_at?.max(site.begins_at))).min()
}
