use domain::{PersonId, time::Millis};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};

use super::{attempts, device};
use crate::{
    Result,
    entities::{account, password_link, session, sign_in_step},
    revision::{self, Scope},
    token::token_hash,
};

/// Sets a password from outside of the account. Ends all that the old one had opened: sessions,
/// unfinished sign-ins, known browsers, one-time links and counted tries. Lock the account first.
pub(crate) async fn reset_password(
    db: &DatabaseTransaction,
    account: &account::Model,
    hash: &str,
    now: Millis,
) -> Result<()> {
    let person = account.person_id;
    set_password(db, person, hash, None, now).await?;
    password_link::Entity::delete_by_id(person).exec(db).await?;
    attempts::forget(db, &account.login).await
}

/// Sets a password. Lock the account first. Ends the account's sessions except `kept`, and its unfinished
/// sign-ins; forgets its known browsers.
pub(super) async fn set_password(
    db: &DatabaseTransaction,
    person: PersonId,
    hash: &str,
    kept: Option<&str>,
    now: Millis,
) -> Result<()> {
    account::Entity::update_many()
        .col_expr(account::Column::PasswordHash, Expr::value(hash))
        .col_expr(account::Column::PasswordChangedAt, Expr::value(now))
        .filter(account::Column::PersonId.eq(person))
        .exec(db)
        .await?;
    let mut others = session::Entity::delete_many().filter(session::Column::PersonId.eq(person));
    if let Some(kept) = kept {
        others = others.filter(session::Column::TokenHash.ne(token_hash(kept)));
    }
    others.exec(db).await?;
    let mine = sign_in_step::Column::PersonId.eq(person);
    sign_in_step::Entity::delete_many().filter(mine).exec(db).await?;
    device::forget(db, person).await?;
    revision::touch(db, revision::SESSIONS, [Scope::Person(person)]).await
}
