use std::iter;

use domain::{
    CommunicationId, EstablishmentId,
    access::Right,
    communications::{
        DeliveryState,
        received::{Contact, ReceivedDetail, StateChange},
        view::SiteRow,
    },
    targets::{Target, Targets},
    time::Stamp,
    versions::Corrected,
};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    exchanges::of_school,
    load::{Received, load, readable_schools},
};
use crate::{
    Backend, Error, Required, Result,
    access::{Caller, responsible},
    audience::targets_of,
    communications::{channels, named::those_in, sites::states_in},
    entities::person,
    token::random_hex,
    versions,
};

/// What a school received, as its *destinataires* see it; without `school` in the first school of the
/// caller by name.
///
/// # Errors
/// As [`load`].
pub async fn received_detail(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    school: Option<EstablishmentId>,
) -> Result<ReceivedDetail> {
    let (db, now) = (&backend.db, backend.clock.now());
    let Received { row, school, since } =
        load(db, caller, Right::OpenSchoolDashboard, id, school, now).await?;
    let zone = caller.own_zone();
    let (mut sites, columns, _) = states_in(backend, caller, &row, Some(school.id)).await?;
    let site = sites.pop().required(format_args!("communication {id} in school {}", school.id))?;
    let targets = targets_of(db, vec![id]).await?.remove(&id);
    let authors = responsible(db, caller.words(), [row.author_id]).await?;
    let elsewhere = readable_schools(db, caller, id, now).await?;
    let stored = channels::stored_of(db, &row).await?;
    let corrected = versions::latest(db, stored.versioned(), [id.0]).await?.remove(&id.0);
    Ok(ReceivedDetail {
        id,
        content: stored.received(db, &row).await?.for_reader(zone),
        // Whoever reads the dashboard of a school sees the present text.
        corrected: corrected.map(|(_, at)| Corrected {
            at: Stamp::new(at, zone),
            zone: caller.zone_to_name([row.time_zone.0]),
            changes: None,
        }),
        author: authors.get(&row.author_id).cloned().unwrap_or_default(),
        received: Stamp::new(since, zone),
        targets: touching(db, targets.as_ref(), school.id).await?,
        may: change(backend, caller, &site, id).await?,
        contact: contact(backend, caller, id, school.id).await?,
        form_key: random_hex::<16>()?,
        exchanges: of_school(db, id, school.id, zone).await?,
        may_name: channels::message::may_name_in(db, caller, id, school.id).await?,
        elsewhere: elsewhere.into_iter().filter(|other| other.id != school.id).collect(),
        title: row.title,
        source: row.source_name,
        school,
        site,
        columns,
    })
}

/// The targets that reach into a school. The names of other schools are left out, and of the people
/// whom a target names all who are not in this one.
async fn touching(
    db: &impl ConnectionTrait,
    targets: Option<&Targets>,
    school: EstablishmentId,
) -> Result<Vec<Target>> {
    let mut touching = Vec::new();
    let targets = targets.map(Targets::as_slice).unwrap_or_default();
    for target in targets.iter().filter(|target| target.establishments.accepts(Some(&school))) {
        let mut here = Target { establishments: iter::once(school).collect(), ..target.clone() };
        if target.names_people() {
            let people = those_in(db, target, school).await?;
            // A target without any name left would mean everybody.
            if people.is_empty() {
                continue;
            }
            here.people = people.into();
        }
        touching.push(here);
    }
    Ok(touching)
}

async fn change(
    backend: &Backend,
    caller: &Caller,
    site: &SiteRow,
    id: CommunicationId,
) -> Result<StateChange> {
    let change = match site.state {
        DeliveryState::Online => StateChange::TakeOffline,
        DeliveryState::Offline => StateChange::PutOnline,
        _ => return Ok(StateChange::Nothing),
    };
    let may = allowed(backend, caller, Right::PutOfflineOrOnline, id, site.establishment).await?;
    Ok(if may.is_some() { change } else { StateChange::Nothing })
}

async fn contact(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    school: EstablishmentId,
) -> Result<Contact> {
    let Some(found) = allowed(backend, caller, Right::ContactAuthor, id, school).await? else {
        return Ok(Contact::NotAllowed);
    };
    if found.row.author_id == caller.person {
        return Ok(Contact::Own);
    }
    let author = person::Entity::find_by_id(found.row.author_id).one(&backend.db).await?;
    let is_there = author.is_some_and(|author| author.removed_at.is_none());
    Ok(if is_there { Contact::Possible } else { Contact::AuthorGone })
}

/// What the caller may use this right on; `None` if they may not.
async fn allowed(
    backend: &Backend,
    caller: &Caller,
    right: Right,
    id: CommunicationId,
    school: EstablishmentId,
) -> Result<Option<Received>> {
    match load(&backend.db, caller, right, id, Some(school), backend.clock.now()).await {
        Ok(found) => Ok(Some(found)),
        Err(Error::Forbidden(_) | Error::NotFound | Error::SecondFactorMissing) => Ok(None),
        Err(other) => Err(other),
    }
}
