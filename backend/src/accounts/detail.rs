use domain::{PersonId, accounts::view::AccountDetail, search::name_key, time::Stamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{administrators::others, list::rows};
use crate::{
    Backend, Error, Result,
    access::Caller,
    door::link_expiry,
    entities::{account, person},
};

/// One account, or a person without one, as an administrator sees it.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] for a person who is not in the directory.
pub async fn detail(backend: &Backend, caller: &Caller, person: PersonId) -> Result<AccountDetail> {
    caller.authorize_administrator()?;
    let db = &backend.db;
    let named = person::Entity::find_by_id(person).one(db).await?;
    let named = named.filter(|row| row.removed_at.is_none()).ok_or(Error::NotFound)?;
    let row = rows(backend, caller, &[person]).await?.pop().ok_or(Error::NotFound)?;
    let zone = caller.own_zone();
    let expires = link_expiry(db, person, backend.clock.now()).await?;
    Ok(AccountDetail {
        suggested_login: match &row.login {
            Some(login) => login.clone(),
            None => free_login(db, &named).await?,
        },
        link_expires: expires.map(|at| Stamp::new(at, zone)),
        last_administrator: row.administrator && others(db, person).await? == 0,
        me: person == caller.person,
        row,
    })
}

/// `camille.lefevre`, with a number when that is already taken.
async fn free_login(db: &impl ConnectionTrait, person: &person::Model) -> Result<String> {
    let part = |name: &str| name_key(name).replace(' ', "-");
    let plain = format!("{}.{}", part(&person.first_name), part(&person.last_name));
    let taken = account::Entity::find().filter(account::Column::Login.starts_with(&plain)).all(db).await?;
    let is_free = |login: &String| taken.iter().all(|account| account.login != *login);
    let numbered = (2..).map(|number| format!("{plain}{number}"));
    Ok(std::iter::once(plain.clone()).chain(numbered).find(is_free).unwrap_or(plain))
}
