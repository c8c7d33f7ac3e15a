use domain::{PersonId, accounts::view::AccountDetail, time::Stamp};
use sea_orm::EntityTrait;

use super::{administrators::others, free_login::free_login, list::rows};
use crate::{Backend, Error, Result, access::Caller, door::link_expiry, entities::person};

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
            None => free_login(db, &named.first_name, &named.last_name).await?,
        },
        link_expires: expires.map(|at| Stamp::new(at, zone)),
        last_administrator: row.administrator && others(db, person).await? == 0,
        me: person == caller.person,
        row,
    })
}
