use domain::{PersonId, audit::Action, time::Millis};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect as _, sea_query::Expr,
};

use super::{From, Sessions, Token, device};
use crate::{
    Error, Result,
    access::Caller,
    audit::{self, Entry},
    entities::{account, person},
    ground::sweep::{Swept, sweep},
};

const SESSIONS: Swept = Swept { table: "session", key: "token_hash", until: "expires_at" };

/// What the person proved who they are with.
#[derive(Clone, Copy, Debug)]
pub(super) enum By<'a> {
    Password,
    /// The name of the provider that vouches for them.
    Provider(&'a str),
}

/// The cookies of a person who has signed in.
#[derive(Clone)]
pub struct Opened {
    pub session: Token,
    pub device: Token,
    /// Whether the session is kept for a month.
    pub kept: bool,
}

/// The account of a person, locked until the transaction ends. Every transaction that changes
/// passwords, links, sessions or the second factor of an account locks it first.
pub(crate) async fn locked_account(
    db: &DatabaseTransaction,
    person: PersonId,
) -> Result<Option<account::Model>> {
    Ok(account::Entity::find_by_id(person).lock_exclusive().one(db).await?)
}

/// Locks an account whose password was checked before the transaction began. `None` when the
/// password, the login or the second factor has changed since: then the check proves nothing.
pub(super) async fn unchanged(
    db: &DatabaseTransaction,
    checked: &account::Model,
) -> Result<Option<account::Model>> {
    let facts = |account: &account::Model| {
        (account.password_hash.clone(), account.login.clone(), account.totp_secret.clone())
    };
    let now = locked_account(db, checked.person_id).await?;
    Ok(now.filter(|now| facts(now) == facts(checked)))
}

/// Opens a session for a person who has proved who they are; the caller of this function has locked their
/// account, if they have one. The session that came with the request is closed, so that a sign-in always
/// changes the session's identity. It is kept for a month if that is asked for and the person has no
/// sender's role.
///
/// # Errors
/// [`Error::WrongCredentials`] when the person is no longer in the directory, or was joined to another.
pub(super) async fn open_session(
    db: &DatabaseTransaction,
    id: PersonId,
    by: By<'_>,
    from: &From<'_>,
    now: Millis,
) -> Result<Opened> {
    // An import that removes the person at this moment waits, and ends this session too.
    let person = person::Entity::find_by_id(id).lock_shared().one(db).await?;
    let is_there = |person: &person::Model| person.removed_at.is_none() && person.joined_to.is_none();
    let person = person.filter(is_there).ok_or(Error::WrongCredentials)?;
    sweep(db, SESSIONS, now).await?;
    let device = device::remember(db, from.device, id, now).await?;
    // A provider says itself how long somebody stays signed in.
    let asked = from.keep && matches!(by, By::Password);
    let kept = asked && !Caller::load(db, id).await?.is_sender();
    let session = Sessions::open(db, id, now, (from.address, from.user_agent), kept).await?;
    account::Entity::update_many()
        .col_expr(account::Column::SignedInAt, Expr::value(now))
        .filter(account::Column::PersonId.eq(id))
        .exec(db)
        .await?;
    if let Some(previous) = from.session {
        Sessions::close(db, previous).await?;
    }
    let name = format!("{} {}", person.first_name, person.last_name);
    let provider = match by {
        By::Password => "",
        By::Provider(name) => name,
    };
    let entry = Entry::named(Some(id), name.as_str(), Action::SignIn, name.as_str())
        .from(from.address)
        .with("provider", provider);
    audit::append(db, now, entry).await?;
    Ok(Opened { session, device, kept })
}
