use domain::{PersonId, time::Millis};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::session::{DEVICE_LIFETIME_MS, Token};
use crate::{
    Result,
    entities::device::{ActiveModel, Column, Entity},
    ground::sweep::{Swept, sweep},
    token::token_hash,
};

/// The browsers of a person that stay known; a further one replaces the one that was used longest ago.
const KNOWN_AT_MOST: u64 = 20;
const DEVICES: Swept = Swept { table: "device", key: "token_hash", until: "seen_at" };

/// The fingerprint of a browser's cookie, if `person` signed in with that browser before.
pub(super) async fn known(
    db: &impl ConnectionTrait,
    cookie: Option<&str>,
    person: Option<PersonId>,
    now: Millis,
) -> Result<Option<String>> {
    let Some(cookie) = cookie else { return Ok(None) };
    let row = Entity::find_by_id(token_hash(cookie)).one(db).await?;
    let mine = row.filter(|row| Some(row.person_id) == person);
    Ok(mine.filter(|row| now < row.seen_at.plus(DEVICE_LIFETIME_MS)).map(|row| row.token_hash))
}

/// Remembers the browser in which `person` proved who they are: under its present cookie if that
/// belongs to them, otherwise under a new one.
pub(super) async fn remember(
    db: &impl ConnectionTrait,
    cookie: Option<&str>,
    person: PersonId,
    now: Millis,
) -> Result<Token> {
    sweep(db, DEVICES, now.plus(-DEVICE_LIFETIME_MS)).await?;
    if let (Some(cookie), Some(hash)) = (cookie, known(db, cookie, Some(person), now).await?) {
        Entity::update_many()
            .col_expr(Column::SeenAt, Expr::value(now))
            .filter(Column::TokenHash.eq(hash))
            .exec(db)
            .await?;
        return Ok(Token::known(cookie));
    }
    forget_oldest(db, person).await?;
    let token = Token::random()?;
    let row = ActiveModel {
        token_hash: Set(token_hash(token.as_str())),
        person_id: Set(person),
        seen_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(token)
}

/// Makes room for one more known browser.
async fn forget_oldest(db: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    let oldest: Vec<String> = Entity::find()
        .filter(Column::PersonId.eq(person))
        .order_by_desc(Column::SeenAt)
        .order_by_asc(Column::TokenHash)
        .offset(KNOWN_AT_MOST - 1)
        // SQLite knows no offset without a limit.
        .limit(10_000)
        .select_only()
        .column(Column::TokenHash)
        .into_tuple()
        .all(db)
        .await?;
    for some in oldest.chunks(500) {
        Entity::delete_many().filter(Column::TokenHash.is_in(some.iter().cloned())).exec(db).await?;
    }
    Ok(())
}

/// Forgets all known browsers of `person`.
pub(super) async fn forget(db: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    Entity::delete_many().filter(Column::PersonId.eq(person)).exec(db).await?;
    Ok(())
}
