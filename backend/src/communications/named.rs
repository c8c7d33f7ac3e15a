//! *Personnes*: people whom a target names one by one.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EstablishmentId, PersonId,
    access::{Apart, Perimeter, Right, Subject, view::PersonLabel},
    communications::{Channel, CommunicationInput},
    fields::{FieldErrors, FieldProblem},
    targets::{Audience, MAX_PEOPLE, MAX_TARGETS, PEOPLE, ResolvedTarget, Target, target_field},
};
use sea_orm::ConnectionTrait;

use super::perimeter::{choose, not_offered};
use crate::{
    Backend, Error, Result,
    access::{Caller, labels, people_of_schools, perimeters},
    audience::main_records,
    database::statement,
};

/// How many people are looked up with one statement.
const AT_ONCE: usize = 500;
/// The longest name that is searched for.
const MAX_SEARCH: usize = 100;

/// The people of one of the caller's perimeters whose name contains each word of `search`, to be
/// named in a target; at most twenty.
///
/// # Errors
/// [`Error::Forbidden`] when the caller may not create anything on the channel, and for pupils and
/// parents; as [`not_offered`] for another perimeter; [`Error::TooManyAttempts`].
pub async fn find_recipients(
    backend: &Backend,
    caller: &Caller,
    channel: Channel,
    perimeter: &str,
    search: &str,
) -> Result<Vec<PersonLabel>> {
    caller.authorize_somewhere(Right::CreateCommunication, &[channel])?;
    may_name(caller)?;
    let perimeters = perimeters(&backend.db, caller, channel).await?;
    let Some(perimeter) = choose(&perimeters, perimeter) else {
        let subject = Subject { channel, own: true };
        return Err(not_offered(&backend.db, caller, subject, perimeter).await?);
    };
    found(backend, caller, perimeter, search).await
}

/// What the searches of a form without scripts find, in the order of its targets.
///
/// # Errors
/// As [`find_recipients`].
pub(super) async fn found_in_form(
    backend: &Backend,
    caller: &Caller,
    perimeter: &Perimeter,
    input: &CommunicationInput,
) -> Result<Vec<Vec<PersonLabel>>> {
    let mut lists = Vec::new();
    for target in input.targets.iter().take(MAX_TARGETS) {
        let asked = target.named && !target.people_search.trim().is_empty() && caller.is_staff();
        let people =
            if asked { found(backend, caller, perimeter, &target.people_search).await? } else { Vec::new() };
        lists.push(people);
    }
    Ok(lists)
}

async fn found(
    backend: &Backend,
    caller: &Caller,
    perimeter: &Perimeter,
    search: &str,
) -> Result<Vec<PersonLabel>> {
    backend.searches.check(caller.person, backend.clock.now())?;
    if search.chars().count() > MAX_SEARCH {
        return Ok(Vec::new());
    }
    let (db, schools) = (&backend.db, perimeter.establishments());
    let people = people_of_schools(db, &schools, search).await?;
    labelled(db, &people, &schools).await
}

/// A form that was kept, in which whoever is named by a record that was joined to another one is named as the
/// person they are.
pub(super) async fn as_people(
    db: &impl ConnectionTrait,
    mut input: CommunicationInput,
) -> Result<CommunicationInput> {
    let number = |id: &String| id.parse::<PersonId>().ok();
    let named = input.targets.iter().take(MAX_TARGETS);
    let named = named.flat_map(|target| target.people.iter().take(MAX_PEOPLE));
    let named: BTreeSet<PersonId> = named.filter_map(number).collect();
    let main_of = main_records(db, named).await?;
    for target in input.targets.iter_mut().filter(|_| !main_of.is_empty()) {
        let mut seen = BTreeSet::new();
        let people = std::mem::take(&mut target.people).into_iter().map(|id| {
            let main = number(&id).and_then(|person| main_of.get(&person));
            main.map_or(id, ToString::to_string)
        });
        target.people = people.filter(|id| seen.insert(id.clone())).collect();
    }
    Ok(input)
}

/// The people whom a form names, as far as they are in its perimeter.
pub(super) async fn known_in_form(
    db: &impl ConnectionTrait,
    caller: &Caller,
    perimeter: &Perimeter,
    input: &CommunicationInput,
) -> Result<Vec<PersonLabel>> {
    let named = input.targets.iter().take(MAX_TARGETS).filter(|target| target.named);
    let named = named.flat_map(|target| target.people.iter().take(MAX_PEOPLE));
    let named: BTreeSet<PersonId> = named.filter_map(|id| id.parse().ok()).collect();
    if named.is_empty() || !caller.is_staff() {
        return Ok(Vec::new());
    }
    let schools = perimeter.establishments();
    let mut places = places_of(db, &named).await?;
    places.retain(|_, theirs| !theirs.is_disjoint(&schools));
    let inside: Vec<PersonId> = places.into_keys().collect();
    labelled(db, &inside, &schools).await
}

/// The audience of a form, in which each target that names people goes only to the schools where
/// these people are.
///
/// # Errors
/// [`Error::Forbidden`] for pupils and parents; [`Error::Fields`] when somebody who is named belongs
/// to other schools only. Somebody who has left all schools is just not reached.
pub(super) async fn within(
    db: &impl ConnectionTrait,
    caller: &Caller,
    audience: Audience,
) -> Result<Audience> {
    if !audience.names_people() {
        return Ok(audience);
    }
    may_name(caller)?;
    let places = places_of(db, &audience.named().collect()).await?;
    let mut errors = FieldErrors::default();
    for (position, target) in audience.targets().iter().enumerate() {
        let is_elsewhere = |person: &PersonId| {
            places.get(person).is_some_and(|schools| schools.is_disjoint(target.establishments()))
        };
        let count = target.criteria().people.values().filter(|person| is_elsewhere(person)).count();
        if count > 0 {
            errors.add(target_field(position, PEOPLE), FieldProblem::PeopleOutside { count });
        }
    }
    if errors.is_empty() { Ok(audience.where_people_are(&places)) } else { Err(Error::Fields(errors)) }
}

/// Whether somebody is in a school of the target.
fn is_there(target: &ResolvedTarget, places: &Places, person: PersonId) -> bool {
    places.get(&person).is_some_and(|schools| !schools.is_disjoint(target.establishments()))
}

/// Of the people whom a target names, those who are in a school.
pub(super) async fn those_in(
    db: &impl ConnectionTrait,
    target: &Target,
    school: EstablishmentId,
) -> Result<Vec<PersonId>> {
    let mut places = places_of(db, &target.people.values().copied().collect()).await?;
    places.retain(|_, schools| schools.contains(&school));
    Ok(places.into_keys().collect())
}

/// Whom a target names, as its author is told: the first names, and how many are in none of its schools
/// any more.
pub(super) struct Called {
    pub names: Vec<String>,
    pub gone: u64,
}

/// The same for each target of an audience; nothing for those that name nobody.
pub(super) async fn called(
    db: &impl ConnectionTrait,
    caller: &Caller,
    audience: &Audience,
    most: usize,
) -> Result<Vec<Called>> {
    let places = places_of(db, &audience.named().collect()).await?;
    let mut all = Vec::new();
    for target in audience.targets() {
        let (mut there, gone): (Vec<PersonId>, Vec<PersonId>) =
            target.criteria().people.values().copied().partition(|person| is_there(target, &places, *person));
        there.truncate(most);
        let labels = labelled(db, &there, target.establishments()).await?;
        let names = labels.iter().map(|label| caller.words().access.person_text(label)).collect();
        all.push(Called { names, gone: gone.len() as u64 });
    }
    Ok(all)
}

/// Pupils and parents never search for people, and name nobody, whatever role they were given.
fn may_name(caller: &Caller) -> Result<()> {
    if caller.is_staff() { Ok(()) } else { Err(Error::Forbidden(Right::CreateCommunication)) }
}

/// These people, told apart. More people write communications than administer accounts: no login is
/// shown.
async fn labelled(
    db: &impl ConnectionTrait,
    people: &[PersonId],
    schools: &BTreeSet<EstablishmentId>,
) -> Result<Vec<PersonLabel>> {
    let mut labels = labels(db, people, schools).await?;
    for label in labels.values_mut() {
        label.apart.retain(|fact| !matches!(fact, Apart::Login(_)));
    }
    Ok(people.iter().filter_map(|person| labels.remove(person)).collect())
}

type Places = BTreeMap<PersonId, BTreeSet<EstablishmentId>>;

/// The schools of each of these people; nothing for those who have left all schools.
async fn places_of(db: &impl ConnectionTrait, people: &BTreeSet<PersonId>) -> Result<Places> {
    let people: Vec<String> = people.iter().map(ToString::to_string).collect();
    let mut places = Places::new();
    for some in people.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT DISTINCT m.person_id, c.establishment_id FROM membership m \
             JOIN cohort c ON c.id = m.cohort_id WHERE m.person_id IN ({})",
            some.join(",")
        );
        for row in db.query_all_raw(statement(db, &sql, [])).await? {
            let (person, school) = (row.try_get("", "person_id")?, row.try_get("", "establishment_id")?);
            places.entry(person).or_default().insert(school);
        }
    }
    Ok(places)
}
