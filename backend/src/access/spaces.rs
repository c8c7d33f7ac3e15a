//! Who may do what in the spaces of a school.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AuthorityId, EstablishmentId, PersonId, SpaceId,
    access::{Population, Right, Role, Subject},
    channel::Channel,
    directory::Cohort,
    spaces::{SpaceKind, SpaceRight, readers_in, view::SpaceName},
    targets::Audience,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Query,
};

use super::{Caller, Place};
use crate::{
    Error, Result,
    entities::{space, space_right},
    token::fingerprint,
};

/// A space with the people who have it.
#[derive(Clone, Debug)]
pub struct Space {
    pub id: SpaceId,
    pub school: EstablishmentId,
    pub kind: SpaceKind,
    /// Empty for a standard space: its name is a word.
    pub name: String,
    /// Its population. What is published stands on their home pages.
    pub readers: Audience,
    /// Those who write or moderate besides those who do by their role.
    pub named: Vec<Named>,
}

/// A person or population that was named for a space.
#[derive(Clone, Debug)]
pub struct Named {
    pub row: i64,
    pub what: SpaceRight,
    pub who: Who,
}

#[derive(Clone, Debug)]
pub enum Who {
    Person(PersonId),
    Population(Population),
}

impl Space {
    /// Its name, with the name of its `school`.
    pub fn called(&self, school: String) -> SpaceName {
        SpaceName {
            id: self.id,
            kind: self.kind,
            name: self.name.clone(),
            establishment: self.school,
            school,
        }
    }

    /// Whether the caller is one of its population.
    pub fn is_for(&self, caller: &Caller) -> bool {
        caller.cohorts().iter().any(|cohort| self.readers.matches(cohort))
    }

    /// Differs when other people are meant to read it.
    pub fn readers_mark(&self) -> String {
        fingerprint(format!("{:?}", self.readers).as_bytes())
    }

    /// The population, and those who write and moderate.
    pub fn may_read(&self, caller: &Caller) -> bool {
        self.is_for(caller) || self.may_write(caller)
    }

    /// Those who may create news for the school, those who were named, and moderators.
    pub fn may_write(&self, caller: &Caller) -> bool {
        let subject = Subject { channel: Channel::News, own: true };
        caller.holds_in(Right::CreateCommunication, subject, self.school)
            || self.is_named(caller, SpaceRight::Write)
            || self.may_moderate(caller)
    }

    /// Sender administrators of the school, heads among them, and those who were named.
    pub fn may_moderate(&self, caller: &Caller) -> bool {
        self.may_administer(caller) || self.is_named(caller, SpaceRight::Moderate)
    }

    /// Sender administrators of the school.
    pub fn may_administer(&self, caller: &Caller) -> bool {
        caller.administers_school(self.school)
    }

    /// A person counts only as long as they belong to the school.
    fn is_named(&self, caller: &Caller, what: SpaceRight) -> bool {
        let here = || caller.cohorts().iter().filter(|cohort| cohort.establishment == self.school);
        self.named.iter().filter(|named| named.what == what).any(|named| match &named.who {
            Who::Person(person) => *person == caller.person && here().next().is_some(),
            Who::Population(population) => here().any(|cohort| population.matches(cohort)),
        })
    }

    /// Why writing is refused to somebody who reads the space.
    ///
    /// # Errors
    /// [`Error::SecondFactorMissing`] when the role is only suspended; else [`Error::Forbidden`].
    pub fn authorize_writing(&self, caller: &Caller) -> Result<()> {
        if self.may_write(caller) { Ok(()) } else { Err(self.refusal(caller)) }
    }

    /// # Errors
    /// As [`Space::authorize_writing`].
    pub fn authorize_moderating(&self, caller: &Caller) -> Result<()> {
        if self.may_moderate(caller) { Ok(()) } else { Err(self.refusal(caller)) }
    }

    /// # Errors
    /// As [`Caller::authorize_rights`].
    pub fn authorize_administering(&self, caller: &Caller) -> Result<()> {
        caller.authorize_rights(domain::access::Scope::Establishment(self.school))
    }

    /// Why a reader may not do what the role of a writer or an administrator allows.
    pub(crate) fn refusal(&self, caller: &Caller) -> Error {
        let schools = BTreeSet::from([self.school]);
        let place = Place { establishments: &schools, authority: None };
        let suspended = [Role::SenderNews, Role::SenderAdministrator];
        if caller.lacks_second_factor() && suspended.iter().any(|role| caller.holds(*role, place)) {
            Error::SecondFactorMissing
        } else {
            Error::Forbidden(Right::CreateCommunication)
        }
    }
}

/// One space, for somebody who may read it.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn space(db: &impl ConnectionTrait, caller: &Caller, id: SpaceId) -> Result<Space> {
    let found = spaces(db, Condition::all().add(space::Column::Id.eq(id))).await?.pop();
    found.filter(|space| space.may_read(caller)).ok_or(Error::NotFound)
}

/// The spaces that the caller may read in the schools to which they belong or on which they hold a
/// role directly, by school and kind. Those of the schools of an authority are opened school by
/// school.
pub async fn readable_spaces(db: &impl ConnectionTrait, caller: &Caller) -> Result<Vec<Space>> {
    let schools = caller.inside().direct;
    if schools.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = spaces(db, Condition::all().add(space::Column::EstablishmentId.is_in(schools))).await?;
    found.retain(|space| space.may_read(caller));
    Ok(found)
}

/// Those whose population one of these cohorts belongs to: what stands there is for the caller's home page.
pub(crate) async fn spaces_for(
    db: &impl ConnectionTrait,
    caller: &Caller,
    reader: &[Cohort],
) -> Result<Vec<Space>> {
    let mut found = readable_spaces(db, caller).await?;
    found.retain(|space| reader.iter().any(|cohort| space.readers.matches(cohort)));
    Ok(found)
}

/// Those of these spaces that the caller may read.
pub(crate) async fn readable_spaces_among(
    db: &impl ConnectionTrait,
    caller: &Caller,
    ids: BTreeSet<SpaceId>,
) -> Result<Vec<Space>> {
    let mut found = spaces(db, Condition::all().add(space::Column::Id.is_in(ids))).await?;
    found.retain(|space| space.may_read(caller));
    Ok(found)
}

/// The authorities in whose schools the caller may read every space.
pub(crate) fn authorities_read(caller: &Caller) -> BTreeSet<AuthorityId> {
    let subject = Subject { channel: Channel::News, own: true };
    caller.authorities_for(Right::CreateCommunication, subject)
}

/// The spaces of one school that the caller may read.
pub async fn readable_spaces_of(
    db: &impl ConnectionTrait,
    caller: &Caller,
    school: EstablishmentId,
) -> Result<Vec<Space>> {
    let mut found = spaces_of_school(db, school).await?;
    found.retain(|space| space.may_read(caller));
    Ok(found)
}

/// Every space of a school, whoever may read it.
pub(crate) async fn spaces_of_school(
    db: &impl ConnectionTrait,
    school: EstablishmentId,
) -> Result<Vec<Space>> {
    spaces(db, Condition::all().add(space::Column::EstablishmentId.eq(school))).await
}

/// The spaces whose readers or writers a school has chosen by names of the directory, whoever may read
/// them.
pub(crate) async fn spaces_by_names(db: &impl ConnectionTrait) -> Result<Vec<Space>> {
    let named = Query::select()
        .column(space_right::Column::SpaceId)
        .from(space_right::Entity)
        .and_where(space_right::Column::Population.is_not_null())
        .to_owned();
    let chosen = Condition::any()
        .add(space::Column::Kind.eq(SpaceKind::Other))
        .add(space::Column::Id.in_subquery(named));
    spaces(db, chosen).await
}

/// A space, whoever may read it: for work that the program does by itself.
pub(crate) async fn space_for_work(db: &impl ConnectionTrait, id: SpaceId) -> Result<Space> {
    spaces(db, Condition::all().add(space::Column::Id.eq(id))).await?.pop().ok_or(Error::NotFound)
}

async fn spaces(db: &impl ConnectionTrait, condition: Condition) -> Result<Vec<Space>> {
    let rows = space::Entity::find()
        .filter(condition)
        .order_by_asc(space::Column::EstablishmentId)
        .order_by_asc(space::Column::Id)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = rows.iter().map(|row| row.id);
    let mut named: BTreeMap<SpaceId, Vec<Named>> = BTreeMap::new();
    let rights = space_right::Entity::find().filter(space_right::Column::SpaceId.is_in(ids));
    for right in rights.order_by_asc(space_right::Column::Id).all(db).await? {
        let who = match (right.person_id, right.population) {
            (Some(person), None) => Who::Person(person),
            (None, Some(population)) => Who::Population(population.into_inner()),
            _ => return Err(Error::Inconsistent(format!("right {} of space {}", right.id, right.space_id))),
        };
        named.entry(right.space_id).or_default().push(Named { row: right.id, what: right.what, who });
    }
    let space = |row: space::Model| Space {
        id: row.id,
        school: row.establishment_id,
        kind: row.kind,
        name: row.name.unwrap_or_default(),
        readers: readers_in(
            row.establishment_id,
            row.kind,
            row.readers.as_deref().map(Vec::as_slice).unwrap_or_default(),
        ),
        named: named.remove(&row.id).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(space).collect())
}
