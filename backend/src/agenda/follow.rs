use domain::{EventId, PersonId, SpaceId};
use sea_orm::FromQueryResult;

use super::load::{self, Loaded};
use crate::{
    Backend, Result,
    access::{Caller, Space, space},
    ground::sql::sql,
    revision::{Present, Scope},
};

/// Whose pages a change of an event concerns: those of the school of its space, or of the person in whose
/// own agenda it is.
pub(super) fn concerned(space: Option<&Space>, owner: PersonId) -> Scope {
    space.map_or(Scope::Person(owner), |space| Scope::School(space.school))
}

/// What an open page of an event compares.
///
/// # Errors
/// As `load::visible`.
pub async fn follow_event(backend: &Backend, caller: &Caller, id: EventId) -> Result<Present> {
    let loaded = load::visible(&backend.db, caller, id).await?;
    let Loaded { event, space } = &loaded;
    let scope = concerned(space.as_ref(), caller.person);
    let name = space.as_ref().map(|space| &space.name);
    let around = (name, loaded.may_edit(caller), loaded.may_remove(caller));
    Present::of(&[i64::from(event.sequence)], caller.person, [scope]).with(&around)
}

#[derive(FromQueryResult)]
struct Events {
    events: i64,
    changes: i64,
}

/// Each change of an event raises its number, also that it was cancelled or removed.
const OF_SPACE: &str =
    "SELECT COUNT(*) AS events, COALESCE(SUM(sequence), 0) AS changes FROM event WHERE space_id = :id";
const OWN: &str =
    "SELECT COUNT(*) AS events, COALESCE(SUM(sequence), 0) AS changes FROM event WHERE owner_id = :me";

/// What an open agenda compares: that of a space, or one's own.
///
/// # Errors
/// [`NotFound`](crate::Error::NotFound) for the agenda of a space that the caller may not read.
pub async fn follow_agenda(backend: &Backend, caller: &Caller, of: Option<SpaceId>) -> Result<Present> {
    let (db, me) = (&backend.db, caller.person);
    let (space, statement) = match of {
        Some(id) => (Some(space(db, caller, id).await?), sql!(db, OF_SPACE, id)),
        None => (None, sql!(db, OWN, me)),
    };
    let found = Events::find_by_statement(statement).one(db).await?;
    let numbers = found.map_or([0, 0], |Events { events, changes }| [events, changes]);
    let head = space.as_ref().map(|space| (&space.name, space.may_write(caller)));
    Present::of(&numbers, me, [concerned(space.as_ref(), me)]).with(&head)
}
