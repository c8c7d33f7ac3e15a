use domain::{
    Conflict, EstablishmentId,
    accounts::batch::{BatchKind, EVERYBODY, MOST_PEOPLE, PopulationChoice, WITH_RIGHTS},
    audit::Action,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait as _, DatabaseTransaction, EntityTrait,
    QueryFilter, QueryOrder,
};

use super::population::Population;
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    door::Proved,
    entities::{Json, account_batch, establishment},
    ground::school_name::schools_called,
    ground::sql::sql,
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
        let kept = chosen(choice, school.id, included);
        if let Some(begun) = in_hand(tx, caller, kind, (&kept, people)).await? {
            return Ok(Made::Batch(begun));
        }
        let row = account_batch::ActiveModel {
            kind: Set(kind),
            made_by: Set(caller.person),
            made_at: Set(now),
            establishment_id: Set(school.id),
            choice: Set(Json::new(kept)?),
            stopped_at: Set(None),
            ..Default::default()
        };
        let id = row.insert(tx).await?.id;
        population.put_into(tx, id, kind == BatchKind::Mail).await?;
        queue::enqueue(tx, now, &New::about(Kind::Accounts, &id.to_string(), id, now)).await?;
        let place = schools_called(tx, [school.id]).await?.remove(&school.id).unwrap_or_default();
        let entry = Entry::by(caller, Action::LinksMade, place)
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

/// The caller's last batch, if it is the same for as many people and is still worked on: the form came twice,
/// and two letters to each of them would be one with a link that opens nothing.
async fn in_hand(
    tx: &DatabaseTransaction,
    caller: &Caller,
    kind: BatchKind,
    (choice, people): (&PopulationChoice, u64),
) -> Result<Option<i64>> {
    let last = account_batch::Entity::find()
        .filter(account_batch::Column::MadeBy.eq(caller.person))
        .filter(account_batch::Column::StoppedAt.is_null())
        .order_by_desc(account_batch::Column::Id)
        .one(tx)
        .await?;
    let Some(last) = last.filter(|row| row.kind == kind && *row.choice == *choice) else { return Ok(None) };
    let text = "SELECT COUNT(*) AS people FROM account_batch_person b WHERE b.batch_id = :id AND b.no_link IS NULL \
                AND EXISTS (SELECT 1 FROM job j WHERE j.kind = :kind AND j.subject_id = :id \
                AND j.done_at IS NULL AND j.failed_at IS NULL)";
    let row = tx.query_one_raw(sql!(tx, text, id = last.id, kind = Kind::Accounts.code())).await?;
    let same: i64 = row.map(|row| row.try_get("", "people")).transpose()?.unwrap_or_default();
    Ok((u64::try_from(same) == Ok(people)).then_some(last.id))
}

/// The choice as it is kept: its names are those of people who were found.
fn chosen(choice: &PopulationChoice, school: EstablishmentId, included: bool) -> PopulationChoice {
    let who = if choice.is_everybody() { EVERYBODY.to_owned() } else { String::new() };
    let rights = if included { WITH_RIGHTS.to_owned() } else { String::new() };
    PopulationChoice { school: school.to_string(), who, rights, ..choice.clone() }
}
