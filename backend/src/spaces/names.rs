use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use domain::{
    EstablishmentId, SpaceId,
    spaces::view::{SpaceName, SpaceRights},
};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{
    Error, Required, Result,
    access::{Caller, Space},
    entities::establishment,
    ground::school_name::schools_called,
};

/// The names of these spaces and of their schools, which are told apart where several have one name.
pub(super) async fn names_of(
    db: &impl ConnectionTrait,
    spaces: &[Space],
) -> Result<BTreeMap<SpaceId, SpaceName>> {
    let ids: BTreeSet<EstablishmentId> = spaces.iter().map(|space| space.school).collect();
    let schools = schools_called(db, ids).await?;
    let named = |space: &Space| space.called(schools.get(&space.school).cloned().unwrap_or_default());
    Ok(spaces.iter().map(|space| (space.id, named(space))).collect())
}

/// The name of one space, and the time zone of its school.
pub(super) async fn name_and_zone(db: &impl ConnectionTrait, space: &Space) -> Result<(SpaceName, Tz)> {
    let school = establishment::Entity::find_by_id(space.school).one(db).await?;
    let school = school.required(format_args!("the school of space {}", space.id))?;
    let name = names_of(db, std::slice::from_ref(space)).await?.remove(&space.id).ok_or(Error::NotFound)?;
    Ok((name, school.time_zone.0))
}

/// What the caller may do in a space.
pub(super) fn rights(space: &Space, caller: &Caller) -> SpaceRights {
    SpaceRights {
        writes: space.may_write(caller),
        moderates: space.may_moderate(caller),
        administers: space.may_administer(caller),
    }
}

/// The identities of spaces, for a condition.
pub(super) fn ids(spaces: &[Space]) -> BTreeSet<SpaceId> {
    spaces.iter().map(|space| space.id).collect()
}

/// A value for each space.
pub(super) type BySpace<T> = BTreeMap<SpaceId, T>;
