use domain::{Conflict, PersonId, audit::Action};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::{begin, lock, statement},
    entities::account,
    revision,
    stored::name_of,
};

/// Names somebody with an account an administrator of the portal, or takes it back.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] for somebody without an account;
/// [`Error::Conflict`] when nobody else could administer the portal.
pub async fn name_administrator(
    backend: &Backend,
    caller: &Caller,
    person: PersonId,
    named: bool,
) -> Result<()> {
    let transaction = begin(&backend.db).await?;
    lock(&transaction, "accounts").await?;
    // Two administrators who remove each other at once: the second is none any more.
    Caller::load(&transaction, caller.person).await?.authorize_administrator()?;
    let account = account::Entity::find_by_id(person).one(&transaction).await?.ok_or(Error::NotFound)?;
    if account.portal_administrator != named {
        if !named && others(&transaction, person).await? == 0 {
            return Err(Error::Conflict(Conflict::LastAdministrator));
        }
        account::Entity::update_many()
            .col_expr(account::Column::PortalAdministrator, Expr::value(named))
            .filter(account::Column::PersonId.eq(person))
            .exec(&transaction)
            .await?;
        revision::raise(&transaction, revision::ACCESS).await?;
        let action = if named { Action::AdministratorNamed } else { Action::AdministratorRemoved };
        let name = name_of(&transaction, person).await?;
        audit::append(&transaction, backend.clock.now(), Entry::by(caller, action, name)).await?;
    }
    transaction.commit().await?;
    backend.refresh().await
}

/// How many others administer the portal and can sign in.
pub(super) async fn others(db: &impl ConnectionTrait, person: PersonId) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS others FROM account a JOIN person p ON p.id = a.person_id \
               WHERE a.portal_administrator = ? AND a.password_hash <> '' AND p.removed_at IS NULL AND p.id <> ?";
    let row = db.query_one_raw(statement(db, sql, [true.into(), person.into()])).await?;
    Ok(row.map(|row| row.try_get("", "others")).transpose()?.unwrap_or_default())
}
