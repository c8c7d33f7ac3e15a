use chrono_tz::Tz;
use domain::{
    PersonId,
    accounts::view::{LinkView, NewLink},
    audit::Action,
    communications::has_forbidden_control,
    fields::FieldProblem,
    time::{Millis, Stamp},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::OnConflict,
};
use secrecy::SecretString;

use super::{
    Token, attempts, change_password::set_password, device, second_factor::refused, sign_in::From,
    strength::check_new,
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::{begin, lock},
    entities::{account, password_link, person},
    stored::name_of,
    token::token_hash,
};

/// Long enough to be handed over on paper.
const LINK_MS: i64 = 3 * 24 * 60 * 60 * 1_000;
const MAX_LOGIN_CHARACTERS: usize = 100;

/// Makes a link by which `person` sets a password, once; earlier ones are worth nothing any more.
/// Somebody without an account gets one.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] for nobody of the directory;
/// [`Error::Fields`] for `identifiant`.
pub async fn make_link(backend: &Backend, caller: &Caller, person: PersonId, login: &str) -> Result<NewLink> {
    caller.authorize_administrator()?;
    let login = check_login(login)?;
    let now = backend.clock.now();
    let zone = caller.zone(&backend.db).await?;
    let transaction = begin(&backend.db).await?;
    lock(&transaction, "accounts").await?;
    let row = person::Entity::find_by_id(person.0).one(&transaction).await?;
    row.filter(|row| row.removed_at.is_none()).ok_or(Error::NotFound)?;
    name_account(&transaction, person, &login).await?;
    let token = Token::random()?;
    let link = password_link::ActiveModel {
        person_id: Set(person.0),
        token_hash: Set(token_hash(token.as_str())),
        expires_at: Set(now.0 + LINK_MS),
    };
    password_link::Entity::insert(link)
        .on_conflict(
            OnConflict::column(password_link::Column::PersonId)
                .update_columns([password_link::Column::TokenHash, password_link::Column::ExpiresAt])
                .to_owned(),
        )
        .exec_without_returning(&transaction)
        .await?;
    let name = name_of(&transaction, person).await?;
    audit::append(&transaction, now, Entry::by(caller, Action::LinkMade, name).with("login", &login)).await?;
    transaction.commit().await?;
    let path = format!("/mot-de-passe/{}", token.as_str());
    Ok(NewLink { path, login, expires: stamp(now.0 + LINK_MS, zone) })
}

fn stamp(at: i64, zone: Tz) -> Stamp {
    Stamp::new(Millis(at), zone)
}

/// A login as it is stored.
pub(super) fn check_login(login: &str) -> Result<String> {
    let login = login.trim().to_lowercase();
    let count = login.chars().count();
    let problem = match count {
        0 => FieldProblem::Required,
        _ if count > MAX_LOGIN_CHARACTERS => FieldProblem::TooLong { count, max: MAX_LOGIN_CHARACTERS },
        _ if has_forbidden_control(&login) || login.contains('\n') => FieldProblem::ControlCharacter,
        _ => return Ok(login),
    };
    Err(refused("identifiant", problem))
}

/// Gives the person's account this login, or makes one that nothing opens yet.
async fn name_account(db: &DatabaseTransaction, person: PersonId, login: &str) -> Result<()> {
    let taken = account::Entity::find().filter(account::Column::Login.eq(login)).one(db).await?;
    if taken.is_some_and(|account| account.person_id != person.0) {
        return Err(refused("identifiant", FieldProblem::AlreadyTaken));
    }
    let row = account::ActiveModel {
        person_id: Set(person.0),
        login: Set(login.to_owned()),
        password_hash: Set(String::new()),
        portal_administrator: Set(false),
        totp_last_step: Set(0),
        ..Default::default()
    };
    account::Entity::insert(row)
        .on_conflict(
            OnConflict::column(account::Column::PersonId).update_column(account::Column::Login).to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Whom a link is for, while it is good.
pub(super) async fn person(backend: &Backend, token: &str) -> Result<Option<PersonId>> {
    let now = backend.clock.now();
    let row = password_link::Entity::find()
        .filter(password_link::Column::TokenHash.eq(token_hash(token)))
        .filter(password_link::Column::ExpiresAt.gt(now.0))
        .one(&backend.db)
        .await?;
    Ok(row.map(|row| PersonId(row.person_id)))
}

/// The page that a link opens.
///
/// # Errors
/// [`Error::NotFound`] when it was used, replaced, or is too old.
pub async fn link(backend: &Backend, token: &str) -> Result<LinkView> {
    let person = person(backend, token).await?.ok_or(Error::NotFound)?;
    let account = account::Entity::find_by_id(person.0).one(&backend.db).await?.ok_or(Error::NotFound)?;
    Ok(LinkView { login: account.login, name: name_of(&backend.db, person).await? })
}

/// Sets the password that a link is for. Every session ends; the browser that holds the link is
/// known from now on, and is given as a token, so that strangers' tries do not keep it out.
///
/// # Errors
/// [`Error::Fields`] for `nouveau` and `confirmation`; [`Error::NotFound`] as for [`link`].
pub async fn use_link(
    backend: &Backend,
    token: &str,
    new: &SecretString,
    confirmation: &SecretString,
    from: &From<'_>,
) -> Result<Token> {
    let person = person(backend, token).await?.ok_or(Error::NotFound)?;
    let errors = check_new(&backend.db, person, new, confirmation).await?;
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    let hash = backend.passwords.hash(new).await?;
    let now = backend.clock.now();
    let transaction = begin(&backend.db).await?;
    let used = password_link::Entity::delete_many()
        .filter(password_link::Column::TokenHash.eq(token_hash(token)))
        .exec(&transaction)
        .await?
        .rows_affected;
    if used == 0 {
        return Err(Error::NotFound);
    }
    set_password(&transaction, person, hash, None, now).await?;
    forget_tries(&transaction, person).await?;
    let device = device::remember(&transaction, None, person, now).await?;
    let name = name_of(&transaction, person).await?;
    let entry = Entry::named(Some(person), name.as_str(), Action::PasswordChanged, name.as_str())
        .from(from.address)
        .with("reason", "link");
    audit::append(&transaction, now, entry).await?;
    transaction.commit().await?;
    backend.refresh().await?;
    Ok(device)
}

async fn forget_tries(db: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    if let Some(account) = account::Entity::find_by_id(person.0).one(db).await? {
        attempts::forget(db, &account.login).await?;
    }
    Ok(())
}

/// Unused links that are too old say nothing; they go with the next one made for the person.
pub(super) async fn expiry(db: &impl ConnectionTrait, person: PersonId, now: Millis) -> Result<Option<i64>> {
    let row = password_link::Entity::find_by_id(person.0)
        .filter(password_link::Column::ExpiresAt.gt(now.0))
        .one(db)
        .await?;
    Ok(row.map(|row| row.expires_at))
}
