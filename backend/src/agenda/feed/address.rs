//! The private addresses: made, renewed and revoked. The database has only the hash of a token.

use domain::{PersonId, SpaceId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Select,
};

use crate::{
    Backend, Result,
    access::{Caller, space},
    database::{alone, lock},
    entities::calendar_feed,
    token::{random_hex, token_hash},
    transaction,
};

/// 192 bits in hexadecimal.
const TOKEN_BYTES: usize = 24;

/// Makes the address of a calendar, and returns its token: it is shown only now. The one before ends.
/// `of` is a space, or `None` for the own agenda with the events of all one's spaces.
///
/// # Errors
/// [`crate::Error::NotFound`] for a space that the caller does not read.
pub async fn renew_feed(backend: &Backend, caller: &Caller, of: Option<SpaceId>) -> Result<String> {
    if let Some(id) = of {
        space(&backend.db, caller, id).await?;
    }
    let token = random_hex::<TOKEN_BYTES>()?;
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, &format!("agenda {}", caller.person)).await?;
        let old =
            calendar_feed::Entity::delete_many().filter(calendar_feed::Column::PersonId.eq(caller.person));
        old.filter(calendar_feed::Column::Space.eq(number(of))).exec(tx).await?;
        let row = calendar_feed::ActiveModel {
            token_hash: Set(token_hash(&token)),
            person_id: Set(caller.person),
            space: Set(number(of)),
            made_at: Set(now),
        };
        calendar_feed::Entity::insert(row).exec_without_returning(tx).await?;
        Ok(())
    })?;
    Ok(token)
}

/// Ends the address of a calendar; nothing happens if there is none.
pub async fn revoke_feed(backend: &Backend, caller: &Caller, of: Option<SpaceId>) -> Result<()> {
    let mine = calendar_feed::Entity::delete_many().filter(calendar_feed::Column::PersonId.eq(caller.person));
    let mine = mine.filter(calendar_feed::Column::Space.eq(number(of)));
    alone(&backend.db, async { Ok(mine.exec(&backend.db).await.map(|_| ())?) }).await
}

/// Whether the caller has an address for this agenda.
pub(in crate::agenda) async fn exists(
    db: &impl ConnectionTrait,
    caller: &Caller,
    of: Option<SpaceId>,
) -> Result<bool> {
    Ok(of_person(caller.person).filter(calendar_feed::Column::Space.eq(number(of))).count(db).await? > 0)
}

fn of_person(person: PersonId) -> Select<calendar_feed::Entity> {
    calendar_feed::Entity::find().filter(calendar_feed::Column::PersonId.eq(person))
}

/// As the column stores it.
fn number(of: Option<SpaceId>) -> i64 {
    of.map_or(0, |id| id.0)
}
