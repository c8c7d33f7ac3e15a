use domain::{
    Conflict, EstablishmentId,
    accounts::batch::{BatchKind, EVERYBODY, MOST_PEOPLE, PopulationChoice, WITH_RIGHTS},
    audit::Action,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use super::population::Population;
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    door::Proved,
    entities::{Json, account_batch, establishment},
    ground::school_name::schools_called,
    queue::{self, Kind, New},
    transaction,
};

/// What came of a request for a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Its number.
    Batch(i64),
    /// There are other people than were counted, or too many for one batch: nothing was done.
    Moved,
}

/// Begins a batch of links for a population; `counted` is the number that the caller was shown. Its
/// people get their accounts from the queue.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] for a school that is not there;
/// [`Conflict::NoEmail`] for letters without a relay; as [`Proved::still`].
pub async fn make_batch(
    backend: &Backend,
    caller: &Caller,
    kind: BatchKind,
    choice: &PopulationChoice,
    counted: u64,
    proved: &Proved,
) -> Result<Made> {
    caller.authorize_administrator()?;
    let school = choice.school().ok_or(Error::NotFound)?;
    if kind == BatchKind::Mail && backend.mail.is_none() {
        return Err(Error::Conflict(Conflict::NoEmail));
    }
    // No name contains what PostgreSQL does not accept in text.
    if [&choice.profile, &choice.level, &choice.class].iter().any(|name| name.contains('\0')) {
        return Ok(Made::Moved);
    }
    let now = backend.clock.now();
    let made = transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        proved.still(tx, caller).await?;
        let school = establishment::Entity::find_by_id(school).one(tx).await?.ok_or(Error::NotFound)?;
        let population = Population { school: school.id, choice, caller: caller.person };
        let count = population.count(tx).await?;
        let included = kind == BatchKind::Mail && choice.includes_rights();
        let people = match kind {
            BatchKind::Mail if included => count.with_address + count.with_rights_and_address,
            BatchKind::Mail => count.with_address,
            BatchKind::Print => count.people,
        };
        let people = u64::try_from(people).unwrap_or_default();
        if people == 0 || people > MOST_PEOPLE || people != counted {
            return Ok(Made::Moved);
        }
        let row = account_batch::ActiveModel {
            kind: Set(kind),
            made_by: Set(caller.person),
            made_at: Set(now),
            establishment_id: Set(school.id),
            choice: Set(Json::new(chosen(choice, school.id, included))?),
            stopped_at: Set(None),
            ..Default::default()
        };
        let id = row.insert(tx).await?.id;
        population.put_into(tx, id, kind == BatchKind::Mail).await?;
        queue::enqueue(tx, now, &New::about(Kind::Accounts, &id.to_string(), id, now)).await?;
        let called = schools_called(tx, [school.id]).await?.remove(&school.id).unwrap_or_default();
        let entry = Entry::by(caller, Action::LinksMade, called)
            .with("links", kind.code())
            .with("people", people)
            .with("profiles", &choice.profile)
            .with("levels", &choice.level)
            .with("classes", &choice.class)
            .with("rights", if included { choice.rights.as_str() } else { "" });
        audit::append(tx, now, entry).await?;
        Ok(Made::Batch(id))
    })?;
    backend.queue.wake(Kind::Accounts);
    Ok(made)
}

/// The choice as it is kept: its names are those of people who were found.
fn chosen(choice: &PopulationChoice, school: EstablishmentId, included: bool) -> PopulationChoice {
    let who = if choice.is_everybody() { EVERYBODY.to_owned() } else { String::new() };
    let rights = if included { WITH_RIGHTS.to_owned() } else { String::new() };
    PopulationChoice { school: school.to_string(), who, rights, ..choice.clone() }
}
