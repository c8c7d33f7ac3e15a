use domain::{
    CommunicationId, Conflict, DraftId,
    access::Right,
    audit::Action,
    communications::{Channel, CommunicationInput},
    time::Millis,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::LockType,
};
use values::columns::Json;

use super::{
    beside::{form_key_of, other_key},
    channels, drafts,
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    entities::communication,
    files::{self, Form},
    ground::sql::sql,
    queue::{self, Kind},
    revision::{self, Scope},
    token::random_hex,
    transaction,
};

/// annuler l'envoi: nobody has seen it, and its form becomes a draft again, with its files and
/// targets. Decided under the locks that the engine takes before it sends. Taking back twice gives the
/// same draft.
///
/// # Errors
/// [`Error::Forbidden`] without the right to create anything, [`Error::NotFound`] for what somebody
/// else sent, [`Error::Conflict`] when it has gone out.
pub async fn take_back(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<DraftId> {
    caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED)?;
    // The old key stays with the communication: a request that deploys it and arrives late sends
    // nothing.
    let key = random_hex::<16>()?;
    backend.failpoint.between("take back").await;
    let draft = transaction!(&backend.db, |tx| {
        lock(tx, &files::forms_of(caller.person)).await?;
        let now = backend.clock.now();
        let row = own(tx, caller, id).await?;
        if let Some(draft) = row.taken_back_as {
            return Ok(draft);
        }
        // What went out beside it is taken back with it, whichever page asks.
        let row = match form_key_of(&row.form_key) {
            Some(key) => by_key(tx, caller, key).await?.ok_or(Error::NotFound)?,
            None => row,
        };
        let beside = by_key(tx, caller, &other_key(&row.form_key)).await?;
        let form = held(tx, caller, &row, beside.as_ref(), now).await?;
        // What waited for another channel comes back too.
        files::rename(tx, Form { person: caller.person, key: &row.form_key }, &key).await?;
        if let Some(owner) = channels::files_of(tx, row.channel, row.id).await? {
            files::give_back(tx, owner, Form { person: caller.person, key: &key }).await?;
        }
        let draft = drafts::store(tx, caller, &key, (form, ""), now).await?;
        let ended: Vec<_> = [Some(row), beside].into_iter().flatten().collect();
        for row in &ended {
            end(tx, caller, row, draft, now).await?;
        }
        for row in &ended {
            let entry = Entry::by(caller, Action::TakenBack, row.title.as_str());
            audit::append(tx, now, entry.with("communication", row.id)).await?;
        }
        Ok(draft)
    })?;
    backend.refresh().await?;
    Ok(draft)
}

/// The draft that a communication of the caller became again, as long as it is there.
pub async fn taken_back(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<Option<DraftId>> {
    let db = &backend.db;
    let text = "SELECT d.id FROM communication c JOIN draft d ON d.id = c.taken_back_as \
                WHERE c.id = :id AND c.author_id = :me";
    let row = db.query_one_raw(sql!(db, text, id, me = caller.person)).await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

async fn own(tx: &DatabaseTransaction, caller: &Caller, id: CommunicationId) -> Result<communication::Model> {
    let own = communication::Column::AuthorId.eq(caller.person);
    let row = communication::Entity::find_by_id(id).filter(own).one(tx).await?;
    row.ok_or(Error::NotFound)
}

async fn by_key(
    tx: &DatabaseTransaction,
    caller: &Caller,
    form_key: &str,
) -> Result<Option<communication::Model>> {
    let own = communication::Column::AuthorId.eq(caller.person);
    let keyed = communication::Column::FormKey.eq(form_key);
    Ok(communication::Entity::find().filter(own).filter(keyed).one(tx).await?)
}

/// The form of a communication that has not gone out; the engine waits until the transaction ends.
async fn held(
    tx: &DatabaseTransaction,
    caller: &Caller,
    row: &communication::Model,
    beside: Option<&communication::Model>,
    now: Millis,
) -> Result<Json<CommunicationInput>> {
    let too_late = || Error::Conflict(Conflict::TooLate);
    // First the message, then the communication, like the engine.
    for row in [Some(row), beside].into_iter().flatten() {
        channels::hold_to_correct(tx, row.channel, row.id).await.map_err(|reason| match reason {
            Error::Conflict(Conflict::NothingToCorrect) => too_late(),
            other => other,
        })?;
    }
    let own = communication::Column::AuthorId.eq(caller.person);
    let found = communication::Entity::find_by_id(row.id).filter(own).lock(LockType::NoKeyUpdate);
    let row = found.one(tx).await?.ok_or(Error::NotFound)?;
    let waits = row.cancelled_at.is_none() && row.held_until.is_some_and(|until| now < until);
    row.held_form.filter(|_| waits).ok_or_else(too_late)
}

/// Ends the communication and the work that waits for it, and wakes its page.
async fn end(
    tx: &DatabaseTransaction,
    caller: &Caller,
    row: &communication::Model,
    draft: DraftId,
    now: Millis,
) -> Result<()> {
    let (id, me) = (row.id, caller.person);
    channels::withdraw(tx, row.channel, id, now).await?;
    let text = "UPDATE communication SET cancelled_at = :now, cancelled_by = :me, held_form = NULL, \
                taken_back_as = :draft WHERE id = :id";
    tx.execute_raw(sql!(tx, text, now, me, draft, id)).await?;
    queue::settle_where(tx, now, Kind::Publish, "taken back", ("subject_id = :id", &[("id", id.into())]))
        .await?;
    revision::touch(tx, revision::BOARD, [Scope::Communication(id)]).await
}
