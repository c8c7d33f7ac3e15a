use chrono_tz::Tz;
use domain::{
    CommunicationId, EstablishmentId,
    communications::{SecondVersion, channels::news::NewsPage},
    files::OwnerKind,
    time::{Millis, Stamp},
    versions::{Corrected, Versioned, VersionedKind},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::children::children_of;
use crate::{
    Backend, Error, Result,
    access::Caller,
    audience::shown_in,
    communications::sightings::{Shown, first_seen, note_sightings},
    entities::{communication, news, publication},
    files,
    ground::{second::second_of, wording::wording},
    rich_text,
    versions::{corrected, number_of},
};

/// A news item, for somebody whom its targets reach in a school where it is online, or was until
/// its period ended. It is noted that they saw it.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn read_news(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<NewsPage> {
    let (db, now) = (&backend.db, backend.clock.now());
    let schools = shown_in(db, id, caller.person, now).await?;
    if schools.is_empty() {
        return Err(Error::NotFound);
    }
    let content = news::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let row = communication::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let sites = publication::Entity::of(id)
        .filter(publication::Column::EstablishmentId.is_in(schools.iter().copied()))
        .order_by_asc(publication::Column::EstablishmentId)
        .all(db)
        .await?;
    let zone = caller.own_zone();
    let second = second_of(db, Some(id)).await?;
    let (version, corrected) = noted(backend, caller, id, (&content, second.as_ref()), zone).await?;
    let shown = |school: &EstablishmentId| Shown { communication: id, establishment: *school, version };
    note_sightings(backend, caller, &schools.iter().map(shown).collect::<Vec<_>>());
    let children = children_of(db, caller.person, id, &schools).await?;
    Ok(NewsPage {
        id,
        title: content.title,
        source: row.source_name,
        published: Stamp::new(published(&sites).unwrap_or(row.created_at), zone),
        // Cleaned again, to remove anything that the list has forbidden since it was stored.
        body: rich_text::clean(&content.html),
        picture: files::pictures_of(db, OwnerKind::News, [id.0]).await?.into_values().next(),
        attachments: files::of(db, id).await?,
        language: row.language,
        second,
        corrected,
        children,
        last_day: content.last_day.0,
        ended: sites.iter().all(|site| site.ends_at <= now),
    })
}

/// How often it was corrected, and what this reader is shown of that. Read it before it is noted that
/// they see the present text.
async fn noted(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    (content, second): (&news::Model, Option<&SecondVersion>),
    zone: Tz,
) -> Result<(i32, Option<Corrected>)> {
    let of = Versioned { kind: VersionedKind::News, id: id.0 };
    let version = number_of(&backend.db, of).await?;
    if version == 0 {
        return Ok((version, None));
    }
    let seen = first_seen(backend, caller.person, &[id]).await?.get(&id).copied();
    let present = SecondVersion::after(second, wording(&content.title, &content.html));
    let corrected = corrected(&backend.db, of, seen, &present, zone).await?;
    Ok((version, corrected.map(|corrected| corrected.on_clock_of(caller.zone_to_name([])))))
}

/// When it was first shown in one of these schools.
fn published(sites: &[publication::Model]) -> Option<Millis> {
    sites.iter().filter_map(|site| Some(site.published_at?.max(site.begins_at))).min()
}
