use domain::{Conflict, PersonId, audit::Action, time::Millis};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    Backend, Error, Result,
    access::{Caller, name_apart},
    audit::{self, Entry},
    database::lock,
    door::providers::end_of_authorities,
    entities::{account, password_link, person},
    ground::sql::sql,
    queue::{self, Kind},
    revision::{self, Scope},
    transaction,
};

/// Makes a person with an account an administrator of the portal, or ends that role.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] for a person without an account;
/// [`Error::Conflict`] when nobody else would be left to administer the portal.
pub async fn name_administrator(
    backend: &Backend,
    caller: &Caller,
    person: PersonId,
    named: bool,
) -> Result<()> {
    transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        // When two administrators remove each other at once, the second is no longer an
        // administrator.
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let account = account::Entity::find_by_id(person).one(tx).await?.ok_or(Error::NotFound)?;
        let row = person::Entity::find_by_id(person).one(tx).await?;
        if row.is_some_and(|row| row.joined_to.is_some()) {
            return Err(Error::Conflict(Conflict::AccountJoined));
        }
        let now = backend.clock.now();
        if let Some(action) = change(tx, &account, named, now).await? {
            let name = name_apart(tx, person).await?;
            audit::append(tx, now, Entry::by(caller, action, name)).await?;
        }
        Ok(())
    })?;
    backend.queue.wake(Kind::Compare);
    backend.refresh().await
}

/// Names or removes an administrator: the one way for pages and the command line. Returns what the
/// journal says about it, or `None` when nothing changes. The caller holds the lock `accounts`.
///
/// # Errors
/// [`Error::Conflict`] when nobody else would be left to administer the portal.
pub(super) async fn change(
    tx: &DatabaseTransaction,
    account: &account::Model,
    named: bool,
    now: Millis,
) -> Result<Option<Action>> {
    if account.portal_administrator == named {
        return Ok(None);
    }
    let person = account.person_id;
    if !named && others(tx, person).await? == 0 {
        return Err(Error::Conflict(Conflict::LastAdministrator));
    }
    account::Entity::update_many()
        .col_expr(account::Column::PortalAdministrator, Expr::value(named))
        .filter(account::Column::PersonId.eq(person))
        .exec(tx)
        .await?;
    if named {
        end_of_authorities(tx, person).await?;
        // A coupon or a letter of a batch that somebody else has by now never opens the administration.
        password_link::Entity::delete_many()
            .filter(password_link::Column::PersonId.eq(person))
            .filter(password_link::Column::BatchId.is_not_null())
            .exec(tx)
            .await?;
    }
    revision::touch(tx, revision::ACCESS, [Scope::Person(person)]).await?;
    queue::compare(tx, now).await?;
    Ok(Some(if named { Action::AdministratorNamed } else { Action::AdministratorRemoved }))
}

/// How many other people administer the portal and can sign in.
pub(super) async fn others(db: &impl ConnectionTrait, person: PersonId) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS others FROM account a JOIN person p ON p.id = a.person_id \
               WHERE a.portal_administrator AND a.password_hash <> '' AND p.removed_at IS NULL AND p.id <> :person";
    let row = db.query_one_raw(sql!(db, sql, person)).await?;
    Ok(row.map(|row| row.try_get("", "others")).transpose()?.unwrap_or_default())
}
