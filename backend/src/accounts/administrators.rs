use domain::{Conflict, PersonId, audit::Action};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::{lock, statement},
    entities::account,
    queue,
    revision::{self, Scope},
    stored::name_of,
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
        if account.portal_administrator != named {
            if !named && others(tx, person).await? == 0 {
                return Err(Error::Conflict(Conflict::LastAdministrator));
            }
            account::Entity::update_many()
                .col_expr(account::Column::PortalAdministrator, Expr::value(named))
                .filter(account::Column::PersonId.eq(person))
                .exec(tx)
                .await?;
            revision::touch(tx, revision::ACCESS, [Scope::Person(person)]).await?;
            queue::compare(tx, backend.clock.now()).await?;
            let action = if named { Action::AdministratorNamed } else { Action::AdministratorRemoved };
            let name = name_of(tx, person).await?;
            audit::append(tx, backend.clock.now(), Entry::by(caller, action, name)).await?;
        }
        Ok(())
    })?;
    backend.refresh().await
}

/// How many other people administer the portal and can sign in.
pub(super) async fn others(db: &impl ConnectionTrait, person: PersonId) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS others FROM account a JOIN person p ON p.id = a.person_id \
               WHERE a.portal_administrator = ? AND a.password_hash <> '' AND p.removed_at IS NULL AND p.id <> ?";
    let row = db.query_one_raw(statement(db, sql, [true.into(), person.into()])).await?;
    Ok(row.map(|row| row.try_get("", "others")).transpose()?.unwrap_or_default())
}
