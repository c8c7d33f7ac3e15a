use domain::{
    CommunicationId,
    access::Right,
    communications::{Channel, view::LatestSent},
    time::Stamp,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{channels, row};
use crate::{Backend, Result, access::Caller, entities::communication, stored};

/// How many the home page shows.
const SHOWN: u64 = 3;
/// Above so many recipients the home page does not wait until those who saw it are counted.
const COUNTED: u64 = 20_000;

/// What the caller sent last, with its figures; empty for somebody who may not send anything.
pub async fn latest_sent(backend: &Backend, caller: &Caller) -> Result<Vec<LatestSent>> {
    if caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED).is_err() {
        return Ok(Vec::new());
    }
    let (db, now, zone) = (&backend.db, backend.clock.now(), caller.own_zone());
    let ids: Vec<CommunicationId> = communication::Entity::find()
        .select_only()
        .column(communication::Column::Id)
        .filter(communication::Column::AuthorId.eq(caller.person))
        .filter(communication::Column::TakenBackAs.is_null())
        .order_by_desc(communication::Column::Id)
        .limit(SHOWN)
        .into_tuple()
        .all(db)
        .await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = row::load_all(db, caller, &ids).await?;
    rows.sort_by_key(|row| std::cmp::Reverse(row.id));
    let contents = channels::stored(db, &rows).await?;
    let mut latest = Vec::new();
    for row in rows {
        let content = contents.get(&row.id).ok_or_else(|| channels::missing(row.id))?;
        let recipients = stored::count(row.recipients);
        let seen = match recipients {
            Some(people) if people <= COUNTED => content.seen(backend, row.id).await?,
            _ => None,
        };
        latest.push(LatestSent {
            id: row.id,
            channel: row.channel,
            status: content.facts(&row).status(now),
            created: Stamp::new(row.created_at, zone),
            recipients,
            seen,
            title: row.title,
            language: row.language,
        });
    }
    Ok(latest)
}
