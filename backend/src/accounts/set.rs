use domain::{PersonId, audit::Action, fields::FieldProblem};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::Expr,
};

use super::administrators;
use crate::{
    Backend, Error, Result,
    access::name_apart,
    audit::{self, Entry},
    database::lock,
    door::{check_login, locked_account, reset_password},
    entities::{account, person},
    transaction,
};

/// What the command line asks for.
#[derive(Clone, Copy, Debug)]
pub struct SetAccount<'a> {
    /// The person's identifier in the directory's files.
    pub person: &'a str,
    pub login: &'a str,
    pub password_hash: &'a str,
    /// Whether the person administers the portal; `None` leaves it as it is.
    pub administrator: Option<bool>,
}

/// Gives somebody an account, or sets its login and password. All that the old password had opened
/// ends: sessions, unfinished sign-ins, one-time links. Each change is in the journal.
///
/// # Errors
/// [`Error::NotFound`] when the directory has no such person; [`Error::Fields`] for `identifiant`;
/// [`Error::Conflict`] when nobody would be left to administer the portal.
pub async fn set(backend: &Backend, asked: SetAccount<'_>) -> Result<PersonId> {
    let login = check_login(asked.login)?;
    let now = backend.clock.now();
    let person = transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        let person = found(tx, asked.person).await?;
        let before = name_account(tx, person, &login).await?;
        reset_password(tx, &before, asked.password_hash, now).await?;
        let named = asked.administrator.unwrap_or(before.portal_administrator);
        let changed = administrators::change(tx, &before, named, now).await?;
        let name = name_apart(tx, person).await?;
        let entry = |action| Entry::by_the_system(action, name.as_str()).with("reason", "command line");
        audit::append(tx, now, entry(Action::PasswordChanged).with("login", &login)).await?;
        if let Some(action) = changed {
            audit::append(tx, now, entry(action)).await?;
        }
        Ok(person)
    })?;
    backend.refresh().await?;
    Ok(person)
}

async fn found(db: &impl ConnectionTrait, external_id: &str) -> Result<PersonId> {
    let row = person::Entity::find()
        .filter(person::Column::ExternalId.eq(external_id))
        .filter(person::Column::RemovedAt.is_null())
        .filter(person::Column::JoinedTo.is_null())
        .one(db)
        .await?;
    row.map(|row| row.id).ok_or(Error::NotFound)
}

/// Gives the person's account this login, or creates the account. Returns it as it was before.
async fn name_account(db: &DatabaseTransaction, person: PersonId, login: &str) -> Result<account::Model> {
    let taken = account::Entity::find().filter(account::Column::Login.eq(login)).one(db).await?;
    if taken.is_some_and(|account| account.person_id != person) {
        return Err(Error::field("identifiant", FieldProblem::AlreadyTaken));
    }
    if let Some(before) = locked_account(db, person).await? {
        account::Entity::update_many()
            .col_expr(account::Column::Login, Expr::value(login))
            .filter(account::Column::PersonId.eq(person))
            .exec(db)
            .await?;
        return Ok(before);
    }
    let row = account::ActiveModel {
        person_id: Set(person),
        login: Set(login.to_owned()),
        password_hash: Set(String::new()),
        portal_administrator: Set(false),
        ..Default::default()
    };
    Ok(account::Entity::insert(row).exec_with_returning(db).await?)
}
