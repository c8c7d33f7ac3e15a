use std::collections::BTreeMap;

use chrono_tz::Tz;
use domain::{Conflict, EstablishmentId, EventId, SpaceId, agenda::EventState, spaces::view::SpaceName};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::{
    Error, Result,
    access::{Caller, Space, readable_spaces, space},
    database::lock,
    entities::{establishment, event},
    ground::school_name::schools_called,
};

/// An event that the caller may see.
pub(super) struct Loaded {
    pub event: event::Model,
    /// `None` for an event of the caller's own agenda.
    pub space: Option<Space>,
}

impl Loaded {
    /// The author as long as they may write in the space, and those who administer it.
    pub fn may_edit(&self, caller: &Caller) -> bool {
        match &self.space {
            None => true,
            Some(space) => {
                (self.event.author_id == caller.person && space.may_write(caller))
                    || space.may_administer(caller)
            }
        }
    }

    /// Moderators too.
    pub fn may_remove(&self, caller: &Caller) -> bool {
        self.may_edit(caller) || self.space.as_ref().is_some_and(|space| space.may_moderate(caller))
    }

    /// # Errors
    /// As [`Space::authorize_writing`]; [`Error::Conflict`] for an event that was cancelled: nobody would hear
    /// of a change.
    pub fn authorize_editing(&self, caller: &Caller) -> Result<()> {
        match &self.space {
            Some(space) if !self.may_edit(caller) => {
                space.authorize_writing(caller)?;
                // Writers edit only what they wrote themselves.
                space.authorize_moderating(caller)?;
                space.authorize_administering(caller)
            }
            _ if self.event.state == EventState::Cancelled => Err(Error::Conflict(Conflict::EventCancelled)),
            _ => Ok(()),
        }
    }

    /// # Errors
    /// As [`Space::authorize_moderating`].
    pub fn authorize_removing(&self, caller: &Caller) -> Result<()> {
        match &self.space {
            Some(space) if !self.may_remove(caller) => space.authorize_moderating(caller),
            _ => Ok(()),
        }
    }
}

/// An event of the caller's own agenda, or of a space that the caller may read.
///
/// # Errors
/// [`Error::NotFound`] for everybody else, and for an event that was removed.
pub(super) async fn visible(db: &impl ConnectionTrait, caller: &Caller, id: EventId) -> Result<Loaded> {
    let loaded = even_removed(db, caller, id).await?;
    if loaded.event.state == EventState::Removed { Err(Error::NotFound) } else { Ok(loaded) }
}

/// The same, also if it was removed.
async fn even_removed(db: &impl ConnectionTrait, caller: &Caller, id: EventId) -> Result<Loaded> {
    let event = event::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    match event.space_id {
        Some(of) => Ok(Loaded { space: Some(space(db, caller, of).await?), event }),
        None if event.owner_id == Some(caller.person) => Ok(Loaded { event, space: None }),
        None => Err(Error::NotFound),
    }
}

/// The same in a transaction that changes it: nobody else changes it before the end.
pub(super) async fn locked(tx: &DatabaseTransaction, caller: &Caller, id: EventId) -> Result<Loaded> {
    lock(tx, &format!("event {id}")).await?;
    visible(tx, caller, id).await
}

/// The same for whoever removes it, who may have done so already.
pub(super) async fn locked_to_remove(
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: EventId,
) -> Result<Loaded> {
    lock(tx, &format!("event {id}")).await?;
    let loaded = even_removed(tx, caller, id).await?;
    let is_gone = loaded.event.state == EventState::Removed && !loaded.may_remove(caller);
    if is_gone { Err(Error::NotFound) } else { Ok(loaded) }
}

/// The name and the zone of the school of each of these spaces.
pub(super) async fn named(
    db: &impl ConnectionTrait,
    spaces: &[Space],
) -> Result<BTreeMap<SpaceId, (SpaceName, Tz)>> {
    if spaces.is_empty() {
        return Ok(BTreeMap::new());
    }
    let schools = establishment::Entity::find()
        .filter(establishment::Column::Id.is_in(spaces.iter().map(|space| space.school)))
        .all(db)
        .await?;
    let schools: BTreeMap<EstablishmentId, establishment::Model> =
        schools.into_iter().map(|school| (school.id, school)).collect();
    // Told apart where several have one name.
    let called = schools_called(db, schools.keys().copied()).await?;
    let name = |space: &Space| {
        let school = schools.get(&space.school)?;
        let name = space.called(called.get(&space.school).unwrap_or(&school.name).clone());
        Some((space.id, (name, school.time_zone.0)))
    };
    Ok(spaces.iter().filter_map(name).collect())
}

/// The name of one space, and the zone of its school.
pub(super) async fn name_of(db: &impl ConnectionTrait, space: &Space) -> Result<(SpaceName, Tz)> {
    named(db, std::slice::from_ref(space)).await?.remove(&space.id).ok_or(Error::NotFound)
}

/// The spaces whose events the caller is told of by a calendar: those of which they are a reader.
pub(super) async fn followed(db: &impl ConnectionTrait, caller: &Caller) -> Result<Vec<Space>> {
    let mut spaces = readable_spaces(db, caller).await?;
    spaces.retain(|space| space.is_for(caller));
    Ok(spaces)
}
