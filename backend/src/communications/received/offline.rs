use domain::{
    CommunicationId, Conflict, EstablishmentId,
    access::Right,
    audit::Action,
    communications::{DeliveryState, received::OfflineReason},
    time::Millis,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, QuerySelect, sea_query::LockType,
};

use super::load::{Received, load};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    communications::{channels, facts::site_facts},
    entities::{communication, publication},
    ground::school_name::schools_called,
    notifications::{StateChanged, state_changed},
    queue::Kind,
    revision::{self, Scope},
    transaction,
};

/// *Mettre hors ligne*: the readers of this school stop seeing it, those of other schools do not.
/// Doing it twice has the same effect as doing it once; the first reason stays.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] as for every right of a *destinataire*;
/// [`Error::Fields`] (`motif`) for an invalid reason; [`Error::Conflict`] when it is not shown in the
/// school at the moment.
pub async fn take_offline(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    school: EstablishmentId,
    reason: &str,
) -> Result<()> {
    let now = backend.clock.now();
    load(&backend.db, caller, Right::PutOfflineOrOnline, id, Some(school), now).await?;
    let reason = OfflineReason::parse(reason).map_err(|problem| Error::field("motif", problem))?;
    change(backend, caller, id, school, Some(reason.as_str())).await
}

/// *Remettre en ligne*
///
/// # Errors
/// As [`take_offline`].
pub async fn put_online(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    school: EstablishmentId,
) -> Result<()> {
    let now = backend.clock.now();
    load(&backend.db, caller, Right::PutOfflineOrOnline, id, Some(school), now).await?;
    change(backend, caller, id, school, None).await
}

/// With a reason it goes offline, without one online.
async fn change(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    school: EstablishmentId,
    reason: Option<&str>,
) -> Result<()> {
    backend.failpoint.between("offline").await;
    transaction!(&backend.db, |tx| {
        let now = backend.clock.now();
        // Before the row of the school, like whoever cancels it.
        communication::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(tx).await?;
        // The right may be gone by now.
        let caller = Caller::load(tx, caller.person).await?;
        let found = load(tx, &caller, Right::PutOfflineOrOnline, id, Some(school), now).await?;
        if write(tx, &caller, &found, reason, now).await? {
            let online = reason.is_none();
            let why = reason.map(str::to_owned);
            let change =
                StateChanged { communication: id, school, by: caller.person, online, reason: why, at: now };
            state_changed(tx, &change).await?;
            revision::touch(tx, revision::BOARD, [Scope::School(school), Scope::Communication(id)]).await?;
            let action = if online { Action::PutOnline } else { Action::TakenOffline };
            let place = schools_called(tx, [school]).await?.remove(&school).unwrap_or_default();
            let entry = Entry::by(&caller, action, found.row.title.as_str())
                .with("communication", id)
                .with("scope", place)
                .with("why", reason.unwrap_or_default());
            audit::append(tx, now, entry).await?;
        }
        Ok(())
    })?;
    backend.queue.wake(Kind::Mail);
    backend.refresh().await
}

/// `false` when it is already as wished.
async fn write(
    tx: &DatabaseTransaction,
    caller: &Caller,
    found: &Received,
    reason: Option<&str>,
    now: Millis,
) -> Result<bool> {
    let key = (found.row.id, found.school.id);
    let site = publication::Entity::find_by_id(key).one(tx).await?.ok_or(Error::NotFound)?;
    let mut facts = site_facts(&site, found.row.cancelled_at);
    facts.period = facts.period.filter(|_| channels::has_period(found.row.channel));
    match (facts.state(now), reason.is_some()) {
        (DeliveryState::Online, true) | (DeliveryState::Offline, false) => {}
        (DeliveryState::Offline, true) | (DeliveryState::Online, false) => return Ok(false),
        _ => return Err(Error::Conflict(Conflict::NotShown)),
    }
    let set = publication::ActiveModel {
        communication_id: Set(key.0),
        establishment_id: Set(key.1),
        offline_at: Set(reason.map(|_| now)),
        offline_by: Set(reason.map(|_| caller.person)),
        offline_reason: Set(reason.map(str::to_owned)),
        changed_at: Set(now),
        changed_by: Set(Some(caller.person)),
        ..Default::default()
    };
    set.update(tx).await?;
    Ok(true)
}
