//! *Réglages de l'espace*: who reads a space that the school added, and who writes and moderates besides
//! those who do by their role. For sender administrators of the school.

use std::collections::BTreeSet;

use domain::{
    EstablishmentId, PersonId, SpaceId,
    access::Scope,
    agenda::EventState,
    audit::Action,
    directory::Profile,
    fields::FieldProblem,
    spaces::{
        MAX_NAMED, MAX_SPACES, NamedInput, SpaceInput, SpaceKind,
        view::{NamedRow, SpaceSettings},
    },
    targets::Criterion,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    PaginatorTrait, QueryFilter,
};
use values::columns::Json;

use super::{articles::hold_scheduled, names::name_and_zone};
use crate::{
    Backend, Error, Result,
    access::{Caller, Named, Space, Who, labels, people_of_schools, space},
    audit::{self, Entry},
    database::lock,
    entities::{article, event, space as space_row, space_right},
    ground::{school_name::schools_called, sql::sql},
    queue::Kind,
    revision::{self, Scope as Touched},
    stored::{refuse_stale, version},
    transaction,
};

/// The settings of a space, with the people of its school whom `search` finds: nobody else can be named.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::RightsAdministratorOnly`] for a reader who does not administer it.
pub async fn space_settings(
    backend: &Backend,
    caller: &Caller,
    id: SpaceId,
    search: &str,
) -> Result<SpaceSettings> {
    let db = &backend.db;
    let space = space(db, caller, id).await?;
    space.authorize_administering(caller)?;
    let (name, _) = name_and_zone(db, &space).await?;
    let row = space_row::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let input = input_of(&space, row);
    let here = BTreeSet::from([space.school]);
    let found = people_of_schools(db, &here, search).await?;
    let mut known = labels(db, &found, &here).await?;
    let found = found.iter().filter_map(|person| known.remove(person)).collect();
    let settings = blank(backend, space.school, name.school.clone()).await?;
    let named = named_rows(db, caller, &space).await?;
    let version = version(FORM, &input)?;
    let published = published_in(db, id).await?;
    Ok(with_chosen(SpaceSettings { space: Some(name), input, version, named, published, found, ..settings }))
}

/// What whoever becomes a reader of a space finds there.
async fn published_in(db: &impl ConnectionTrait, id: SpaceId) -> Result<u64> {
    let articles = article::Entity::find()
        .filter(article::Column::SpaceId.eq(id))
        .filter(article::Column::PublishedAt.is_not_null())
        .filter(article::Column::WithdrawnAt.is_null());
    let events = event::Entity::find()
        .filter(event::Column::SpaceId.eq(id))
        .filter(event::Column::State.ne(EventState::Removed));
    Ok(articles.count(db).await? + events.count(db).await?)
}

/// What was chosen stays among the choices, even if nobody in the school has it any more: a form without it
/// would open the space to others when it is sent.
fn with_chosen(mut settings: SpaceSettings) -> SpaceSettings {
    for level in &settings.input.levels {
        if !settings.levels.contains(level) {
            settings.levels.push(level.clone());
        }
    }
    for profile in settings.input.profiles.iter().filter_map(|code| Profile::from_code(code)) {
        if !settings.profiles.contains(&profile) {
            settings.profiles.push(profile);
        }
    }
    settings
}

const FORM: &str = "space";

/// What the form of the readers shows.
fn input_of(space: &Space, row: space_row::Model) -> SpaceInput {
    let readers = row.readers.map(Json::into_inner).unwrap_or_default();
    SpaceInput {
        name: space.name.clone(),
        profiles: readers
            .iter()
            .flat_map(|target| target.profiles.values())
            .map(|profile| profile.code().to_owned())
            .collect(),
        levels: readers.iter().flat_map(|target| target.levels.values()).map(ToString::to_string).collect(),
    }
}

/// *Ajouter un espace*: the choices of a school.
///
/// # Errors
/// As [`Caller::authorize_rights`].
pub async fn new_space(backend: &Backend, caller: &Caller, school: EstablishmentId) -> Result<SpaceSettings> {
    caller.authorize_rights(Scope::Establishment(school))?;
    let name = schools_called(&backend.db, [school]).await?.remove(&school).ok_or(Error::NotFound)?;
    blank(backend, school, name).await
}

async fn blank(backend: &Backend, school: EstablishmentId, name: String) -> Result<SpaceSettings> {
    let index = backend.audience.current(&backend.db).await?;
    let options = index.options(&BTreeSet::from([school]), &Criterion::All);
    Ok(SpaceSettings {
        space: None,
        school: name,
        input: SpaceInput::default(),
        version: String::new(),
        profiles: options.profiles,
        levels: options.levels.iter().map(ToString::to_string).collect(),
        functions: options.functions.iter().map(ToString::to_string).collect(),
        named: Vec::new(),
        published: 0,
        found: Vec::new(),
    })
}

async fn named_rows(db: &impl ConnectionTrait, caller: &Caller, space: &Space) -> Result<Vec<NamedRow>> {
    let people: Vec<PersonId> = space
        .named
        .iter()
        .filter_map(|named| if let Who::Person(person) = named.who { Some(person) } else { None })
        .collect();
    let labels = labels(db, &people, &BTreeSet::from([space.school])).await?;
    let words = caller.words();
    let mut rows = Vec::new();
    for Named { row, what, who } in &space.named {
        let (who, gone) = match who {
            Who::Population(population) => (words.access.population(population), false),
            Who::Person(person) => {
                let name = labels.get(person).map(|label| words.access.person_text(label));
                (name.unwrap_or_default(), !is_here(db, *person, space.school).await?)
            }
        };
        rows.push(NamedRow { row: *row, what: *what, who, gone });
    }
    Ok(rows)
}

async fn is_here(db: &impl ConnectionTrait, person: PersonId, school: EstablishmentId) -> Result<bool> {
    let text = "SELECT 1 AS there FROM membership m JOIN cohort c ON c.id = m.cohort_id \
                WHERE m.person_id = :person AND c.establishment_id = :school LIMIT 1";
    Ok(db.query_one_raw(sql!(db, text, person, school)).await?.is_some())
}

/// Adds a space to a school. The same name for the same readers is the same space: the button was pressed
/// twice, and nobody could remove the second one.
///
/// # Errors
/// [`Error::Fields`]; as [`Caller::authorize_rights`].
pub async fn add_space(
    backend: &Backend,
    caller: &Caller,
    school: EstablishmentId,
    input: &SpaceInput,
) -> Result<SpaceId> {
    caller.authorize_rights(Scope::Establishment(school))?;
    let (name, readers) = input.parse().map_err(Error::Fields)?;
    let readers = Json::new(vec![readers])?;
    let now = backend.clock.now();
    let id = transaction!(&backend.db, |tx| {
        lock(tx, &format!("spaces of {school}")).await?;
        let caller = Caller::load(tx, caller.person).await?;
        caller.authorize_rights(Scope::Establishment(school))?;
        let added = space_row::Entity::find()
            .filter(space_row::Column::EstablishmentId.eq(school))
            .filter(space_row::Column::Kind.eq(SpaceKind::Other));
        let added = added.all(tx).await?;
        let same = |row: &&space_row::Model| {
            row.name.as_deref() == Some(name.as_str()) && row.readers.as_deref() == Some(&*readers)
        };
        if let Some(there) = added.iter().find(same) {
            return Ok(there.id);
        }
        if added.len() >= MAX_SPACES {
            return Err(Error::field("nom", FieldProblem::AtMost { max: MAX_SPACES }));
        }
        let row = space_row::ActiveModel {
            establishment_id: Set(school),
            kind: Set(SpaceKind::Other),
            name: Set(Some(name.clone())),
            readers: Set(Some(readers.clone())),
            ..Default::default()
        };
        let row = row.insert(tx).await?;
        note(tx, &caller, school, &name, now).await?;
        Ok(row.id)
    })?;
    backend.refresh().await?;
    Ok(id)
}

/// Changes the name and the readers of a space that the school added; `shown` is the version that the
/// form showed. What others have scheduled for the old readers is held back.
///
/// # Errors
/// [`Error::NotFound`], also for a standard space; [`Error::Fields`]; [`Error::Conflict`] when somebody
/// else changed them meanwhile; as [`space_settings`].
pub async fn change_space(
    backend: &Backend,
    caller: &Caller,
    (id, shown): (SpaceId, Option<&str>),
    input: &SpaceInput,
) -> Result<()> {
    administered(&backend.db, caller, id).await?;
    let (name, readers) = input.parse().map_err(Error::Fields)?;
    let readers = Json::new(vec![readers])?;
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, &format!("space {id}")).await?;
        let (caller, space) = administered(tx, caller, id).await?;
        if space.kind != SpaceKind::Other {
            return Err(Error::NotFound);
        }
        let before = space_row::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
        let for_others = before.readers.as_deref().map(Vec::as_slice) != Some(readers.as_slice());
        // The button was pressed twice.
        if !for_others && before.name.as_deref() == Some(name.as_str()) {
            return Ok(());
        }
        refuse_stale(FORM, shown, &input_of(&space, before))?;
        let row = space_row::ActiveModel {
            id: Set(id),
            name: Set(Some(name.clone())),
            readers: Set(Some(readers.clone())),
            ..Default::default()
        };
        row.update(tx).await?;
        if for_others {
            hold_scheduled(tx, &caller, &space, now).await?;
        }
        note(tx, &caller, space.school, &name, now).await
    })?;
    backend.queue.wake(Kind::Mail);
    backend.refresh().await
}

/// Names a person or a population of the school as writer or moderator.
///
/// # Errors
/// [`Error::Fields`]: `droit`, `personne`, `population`; as [`space_settings`].
pub async fn name_for_space(
    backend: &Backend,
    caller: &Caller,
    id: SpaceId,
    input: &NamedInput,
) -> Result<()> {
    administered(&backend.db, caller, id).await?;
    let what = input.right().map_err(Error::Fields)?;
    let person: Option<PersonId> = input.person.parse().ok();
    let population = match person {
        Some(_) => None,
        None => Some(Json::new(input.population().map_err(Error::Fields)?)?),
    };
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, &format!("space {id}")).await?;
        let (caller, space) = administered(tx, caller, id).await?;
        let field = if person.is_some() { "personne" } else { "population" };
        if space.named.len() >= MAX_NAMED {
            return Err(Error::field(field, FieldProblem::AtMost { max: MAX_NAMED }));
        }
        if let Some(person) = person
            && !is_here(tx, person, space.school).await?
        {
            return Err(Error::field("personne", FieldProblem::UnknownChoice));
        }
        let same = |named: &Named| {
            named.what == what
                && match (&named.who, person, &population) {
                    (Who::Person(known), Some(person), _) => *known == person,
                    (Who::Population(known), None, Some(population)) => *known == **population,
                    _ => false,
                }
        };
        if space.named.iter().any(same) {
            return Err(Error::field(field, FieldProblem::AlreadyListed));
        }
        let row = space_right::ActiveModel {
            space_id: Set(id),
            what: Set(what),
            person_id: Set(person),
            population: Set(population.clone()),
            ..Default::default()
        };
        row.insert(tx).await?;
        note(tx, &caller, space.school, &space.name, now).await
    })?;
    backend.refresh().await
}

/// Removes a line of the writers and moderators; nothing happens when it is gone already.
///
/// # Errors
/// As [`space_settings`].
pub async fn remove_named(backend: &Backend, caller: &Caller, id: SpaceId, row: i64) -> Result<()> {
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        let (caller, space) = administered(tx, caller, id).await?;
        space_right::Entity::delete_many()
            .filter(space_right::Column::Id.eq(row))
            .filter(space_right::Column::SpaceId.eq(id))
            .exec(tx)
            .await?;
        note(tx, &caller, space.school, &space.name, now).await
    })?;
    backend.refresh().await
}

/// The caller's rights and the space: before the form is read, and again in the transaction.
async fn administered(db: &impl ConnectionTrait, caller: &Caller, id: SpaceId) -> Result<(Caller, Space)> {
    let caller = Caller::load(db, caller.person).await?;
    let space = space(db, &caller, id).await?;
    space.authorize_administering(&caller)?;
    Ok((caller, space))
}

/// Who reads, writes or moderates has changed.
async fn note(
    tx: &DatabaseTransaction,
    caller: &Caller,
    school: EstablishmentId,
    name: &str,
    now: domain::time::Millis,
) -> Result<()> {
    revision::touch(tx, revision::BOARD, [Touched::School(school)]).await?;
    let place = schools_called(tx, [school]).await?.remove(&school).ok_or(Error::NotFound)?;
    let entry = Entry::by(caller, Action::SpaceChanged, name).with("scope", place);
    audit::append(tx, now, entry).await
}
