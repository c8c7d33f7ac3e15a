//! *C'est la même personne*, *Ce sont deux personnes*, *Séparer*.

use domain::{Conflict, EstablishmentId, PersonId, audit::Action, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};

use super::{
    choose::Candidates,
    ended, rows,
    weave::{part, weave},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    entities::person,
    ground::sql::sql,
    queue::{self, Kind},
    revision::{self, Scope},
    transaction,
};

/// Deletes what signs the joined record in, and the note that the two are different people. The
/// password of its account is kept, and is valid again when the records are separated.
const SIGNED_IN: [&str; 7] = [
    "DELETE FROM session WHERE person_id = :record",
    "DELETE FROM sign_in_step WHERE person_id = :record",
    "DELETE FROM password_link WHERE person_id = :record",
    "DELETE FROM device WHERE person_id = :record",
    // The provider of one authority may not be the right one for the joined person: it is asked again.
    "DELETE FROM sign_in_step WHERE person_id = :main AND provider IS NOT NULL",
    "DELETE FROM session WHERE person_id = :main AND token_hash IN (SELECT s.token_hash FROM provider_session s \
     JOIN provider p ON p.id = s.provider_id WHERE p.authority_id IS NOT NULL)",
    "DELETE FROM person_apart WHERE (first_id = :record AND second_id = :main) \
     OR (first_id = :main AND second_id = :record)",
];

/// Joins two records: what the one owns counts for the other, the main one, from now on, and its account
/// is closed. Which one is the main one is decided by [`domain::directory::main_of`].
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] when one is not in the directory or joined already;
/// [`Conflict::CannotJoin`].
pub async fn join(backend: &Backend, caller: &Caller, pair: [PersonId; 2]) -> Result<()> {
    join_records(backend, caller, pair, None).await
}

/// The same for two records that a page showed: the first one was said to stay.
///
/// # Errors
/// As [`join`]; [`Conflict::JoinTurned`] when by now the other one would stay.
pub async fn join_as_shown(backend: &Backend, caller: &Caller, shown: [PersonId; 2]) -> Result<()> {
    join_records(backend, caller, shown, Some(shown[0])).await
}

async fn join_records(
    backend: &Backend,
    caller: &Caller,
    pair: [PersonId; 2],
    stays: Option<PersonId>,
) -> Result<()> {
    caller.authorize_administrator()?;
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        begin(tx, caller).await?;
        hold(tx, pair).await?;
        let [main, record] = Candidates::load(tx, &pair).await?.choose(pair)?;
        if stays.is_some_and(|shown| shown != main) {
            return Err(Error::Conflict(Conflict::JoinTurned));
        }
        part(tx).await?;
        let (at, by) = (now, caller.person);
        let text = "INSERT INTO person_join (record_id, person_id, joined_at, joined_by) \
                    VALUES (:record, :main, :at, :by)";
        tx.execute_raw(sql!(tx, text, record, main, at, by)).await?;
        let text = "UPDATE person SET joined_to = :main WHERE id = :record";
        tx.execute_raw(sql!(tx, text, record, main)).await?;
        for text in SIGNED_IN {
            tx.execute_raw(sql!(tx, text, record, main)).await?;
        }
        rows::hand_over(tx, record, main).await?;
        weave(tx).await?;
        tell(tx, [main, record], now).await?;
        journal(tx, caller, Action::RecordsJoined, [main, record], now).await
    })?;
    ended_well(backend).await
}

/// Separates a record from its main one: both are again as if they had never been joined, with what
/// happened to what they own since.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] when the record is not joined.
pub async fn separate(backend: &Backend, caller: &Caller, record: PersonId) -> Result<()> {
    caller.authorize_administrator()?;
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        begin(tx, caller).await?;
        let row = person::Entity::find_by_id(record).one(tx).await?;
        let main = row.and_then(|row| row.joined_to).ok_or(Error::NotFound)?;
        hold(tx, [main, record]).await?;
        part(tx).await?;
        ended::end(tx, record, main).await?;
        weave(tx).await?;
        tell(tx, [main, record], now).await?;
        journal(tx, caller, Action::RecordsSeparated, [main, record], now).await
    })?;
    ended_well(backend).await
}

/// Notes that two records of one name are two people, so that they are not proposed again.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] when one of the two does not exist.
pub async fn keep_apart(backend: &Backend, caller: &Caller, pair: [PersonId; 2]) -> Result<()> {
    caller.authorize_administrator()?;
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let (first, second) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
        for id in [first, second] {
            person::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
        }
        if first == second {
            return Err(Error::NotFound);
        }
        let by = caller.person;
        let text = "INSERT INTO person_apart (first_id, second_id, decided_at, decided_by) \
                    VALUES (:first, :second, :now, :by) ON CONFLICT DO NOTHING";
        let noted = tx.execute_raw(sql!(tx, text, first, second, now, by)).await?;
        if noted.rows_affected() == 0 {
            return Ok(());
        }
        journal(tx, caller, Action::RecordsApart, [first, second], now).await
    })
}

/// Takes the first lock of an import: while it is held, no join begins or ends.
async fn begin(tx: &DatabaseTransaction, caller: &Caller) -> Result<()> {
    lock(tx, "accounts").await?;
    // What gives the power to do this may have gone meanwhile.
    Caller::load(tx, caller.person).await?.authorize_administrator()
}

/// Takes the second one, the counter of the directory, so that neither sees the other half done. Only these two
/// and their parents have another place or family afterwards, so nobody else's pages are told.
async fn hold(tx: &DatabaseTransaction, both: [PersonId; 2]) -> Result<()> {
    let [one, other] = both;
    let text = "SELECT f.parent_id FROM family_link f WHERE f.child_id IN (:one, :other) \
                UNION SELECT r.parent_id FROM record_link r WHERE r.child_id IN (:one, :other)";
    let rows = tx.query_all_raw(sql!(tx, text, one, other)).await?;
    let parents: Vec<PersonId> =
        rows.iter().map(|row| Ok(row.try_get("", "parent_id")?)).collect::<Result<_>>()?;
    let people = both.into_iter().chain(parents).map(Scope::Person);
    revision::touch(tx, revision::DIRECTORY, people).await
}

/// Tells every process whose pages, rights, inbox and sessions are no longer what they were. What names one
/// of the two shows it on the boards of their schools alone: those of all others stay.
async fn tell(tx: &DatabaseTransaction, both: [PersonId; 2], now: Millis) -> Result<()> {
    let people = both.map(Scope::Person);
    for topic in [revision::ACCESS, revision::MESSAGES] {
        revision::touch(tx, topic, people).await?;
    }
    let boards = schools_of(tx, both).await?.into_iter().map(Scope::School);
    revision::touch(tx, revision::BOARD, boards.chain(people)).await?;
    revision::touch(tx, revision::SESSIONS, people).await?;
    queue::compare(tx, now).await
}

/// The schools in which one of the two is, or was before.
async fn schools_of(tx: &DatabaseTransaction, [main, record]: [PersonId; 2]) -> Result<Vec<EstablishmentId>> {
    let text = "SELECT DISTINCT c.establishment_id FROM cohort c WHERE c.id IN \
                (SELECT m.cohort_id FROM membership m WHERE m.person_id IN (:main, :record) \
                UNION SELECT r.cohort_id FROM record_membership r WHERE r.person_id IN (:main, :record))";
    let rows = tx.query_all_raw(sql!(tx, text, main, record)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "establishment_id")?)).collect()
}

/// Names first, and then the identifiers, which tell namesakes apart.
async fn journal(
    tx: &DatabaseTransaction,
    caller: &Caller,
    action: Action,
    [main, record]: [PersonId; 2],
    now: Millis,
) -> Result<()> {
    let mut entry = Entry::by(caller, action, named(tx, main).await?.0);
    for id in [main, record] {
        let (name, identifier) = named(tx, id).await?;
        entry = entry.with("record", format!("{name} {identifier}"));
    }
    audit::append(tx, now, entry).await
}

async fn named(tx: &DatabaseTransaction, id: PersonId) -> Result<(String, String)> {
    let row = person::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
    Ok((format!("{} {}", row.first_name, row.last_name), row.external_id))
}

async fn ended_well(backend: &Backend) -> Result<()> {
    backend.queue.wake(Kind::Compare);
    backend.refresh().await
}
