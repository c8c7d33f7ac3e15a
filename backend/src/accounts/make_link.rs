use domain::{Conflict, PersonId, accounts::view::NewLink, audit::Action, fields::FieldProblem, time::Stamp};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::OnConflict,
};

use super::put_link::put_link;
use crate::{
    Backend, Error, Result,
    access::{Caller, name_apart},
    audit::{self, Entry},
    database::lock,
    door::{Token, check_login},
    entities::{account, person},
    transaction,
};

/// Long enough to be handed over on paper.
const LINK_MS: i64 = 3 * 24 * 60 * 60 * 1_000;

/// Makes a link with which `person` can set a password once; earlier links become invalid. A person
/// without an account gets one.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] for a person who is not in the directory;
/// [`Error::Fields`] for `identifiant`; [`Error::Conflict`] for the caller's own account, whose
/// password is changed with the present one.
pub async fn make_link(backend: &Backend, caller: &Caller, person: PersonId, login: &str) -> Result<NewLink> {
    caller.authorize_administrator()?;
    if person == caller.person {
        return Err(Error::Conflict(Conflict::OwnAccount));
    }
    let login = check_login(login)?;
    let now = backend.clock.now();
    let zone = caller.own_zone();
    let token = transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        // What gives the power to do this may have gone meanwhile.
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let row = person::Entity::find_by_id(person).one(tx).await?;
        let row = row.filter(|row| row.removed_at.is_none()).ok_or(Error::NotFound)?;
        if row.joined_to.is_some() {
            return Err(Error::Conflict(Conflict::AccountJoined));
        }
        name_account(tx, person, &login).await?;
        let token = Token::random()?;
        put_link(tx, person, token.as_str(), None, now.plus(LINK_MS)).await?;
        let name = name_apart(tx, person).await?;
        audit::append(tx, now, Entry::by(caller, Action::LinkMade, name).with("login", &login)).await?;
        Ok(token)
    })?;
    let path = format!("/mot-de-passe/{}", token.as_str());
    Ok(NewLink { path, login, expires: Stamp::new(now.plus(LINK_MS), zone) })
}

/// Gives the person's account this login, or creates an account without a password.
async fn name_account(db: &DatabaseTransaction, person: PersonId, login: &str) -> Result<()> {
    let taken = account::Entity::find().filter(account::Column::Login.eq(login)).one(db).await?;
    if taken.is_some_and(|account| account.person_id != person) {
        return Err(Error::field("identifiant", FieldProblem::AlreadyTaken));
    }
    let row = account::ActiveModel {
        person_id: Set(person),
        login: Set(login.to_owned()),
        password_hash: Set(String::new()),
        portal_administrator: Set(false),
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
