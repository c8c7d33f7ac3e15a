use domain::{Conflict, PersonId, audit::Action};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::{
    Backend, Error, Result,
    access::{Caller, name_apart},
    audit::{self, Entry},
    door::Proved,
    entities::{person, session},
    revision::{self, Scope},
    token::token_hash,
    transaction,
};

/// How many characters of a session's hash identify it on a page; they cannot open it.
pub(super) const NAMED_BY: usize = 16;

/// Closes one of the caller's own sessions; `id` is the name that the page uses.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or it is another person's; as [`Proved`].
pub async fn close_session(backend: &Backend, caller: &Caller, id: &str, proved: &Proved) -> Result<()> {
    if id.len() != NAMED_BY || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Error::NotFound);
    }
    let named = Condition::all().add(session::Column::TokenHash.starts_with(id));
    if close(backend, caller, caller.person, named, Some(proved)).await? == 0 {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}

/// Closes every session of the caller except the one with this cookie.
pub async fn close_other_sessions(
    backend: &Backend,
    caller: &Caller,
    session: &str,
    proved: &Proved,
) -> Result<()> {
    let others = Condition::all().add(session::Column::TokenHash.ne(token_hash(session)));
    close(backend, caller, caller.person, others, Some(proved)).await?;
    Ok(())
}

/// An administrator closes every session of another person, who may have no account.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] for nobody of the directory; [`Error::Conflict`]
/// for the caller's own account.
pub async fn close_all_sessions(backend: &Backend, caller: &Caller, person: PersonId) -> Result<()> {
    caller.authorize_administrator()?;
    if person == caller.person {
        return Err(Error::Conflict(Conflict::OwnAccount));
    }
    person::Entity::find_by_id(person).one(&backend.db).await?.ok_or(Error::NotFound)?;
    close(backend, caller, person, Condition::all(), None).await?;
    Ok(())
}

async fn close(
    backend: &Backend,
    caller: &Caller,
    person: PersonId,
    which: Condition,
    proved: Option<&Proved>,
) -> Result<u64> {
    let closed = transaction!(&backend.db, |tx| {
        match proved {
            Some(proved) => proved.still_closes(tx, caller).await?,
            None => Caller::load(tx, caller.person).await?.authorize_administrator()?,
        }
        let closed = session::Entity::delete_many()
            .filter(session::Column::PersonId.eq(person))
            .filter(which.clone())
            .exec(tx)
            .await?
            .rows_affected;
        if closed > 0 {
            revision::touch(tx, revision::SESSIONS, [Scope::Person(person)]).await?;
            let name = name_apart(tx, person).await?;
            let entry = Entry::by(caller, Action::SessionsClosed, name).with("sessions", closed);
            audit::append(tx, backend.clock.now(), entry).await?;
        }
        Ok(closed)
    })?;
    backend.refresh().await?;
    Ok(closed)
}
