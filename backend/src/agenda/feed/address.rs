//! The private addresses: made, renewed and revoked. The database has only the hash of a token.

use domain::{PersonId, SpaceId, audit::Action, time::MINUTE_MS};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Select,
};

use crate::{
    Backend, Result,
    access::{Caller, Space, space, space_for_work},
    agenda::load::name_of,
    audit::{self, Entry},
    database::lock,
    entities::calendar_feed,
    token::{random_hex, token_hash},
    transaction,
};

/// 192 bits in hexadecimal.
const TOKEN_BYTES: usize = 24;

/// Makes the first address of a calendar as [`renew_feed`]. `None` where there is one: a page from before it,
/// which asks no question, does not end it. One that was made just now was not used yet: the button was pressed
/// twice, and nothing shows the answer to the first time.
pub async fn make_feed(backend: &Backend, caller: &Caller, of: Option<SpaceId>) -> Result<Option<String>> {
    let there = of_person(caller.person).filter(calendar_feed::Column::Space.eq(number(of)));
    let just_now = backend.clock.now().plus(-MINUTE_MS);
    if there.one(&backend.db).await?.is_some_and(|feed| feed.made_at < just_now) {
        return Ok(None);
    }
    renew_feed(backend, caller, of).await.map(Some)
}

/// Makes the address of a calendar, and returns its token: it is shown only now. The one before ends.
/// `of` is a space, or `None` for the own agenda with the events of all one's spaces.
///
/// # Errors
/// [`crate::Error::NotFound`] for a space that the caller does not read;
/// [`crate::Error::TooManyAttempts`] when they made too many addresses within an hour.
pub async fn renew_feed(backend: &Backend, caller: &Caller, of: Option<SpaceId>) -> Result<String> {
    let subject = match of {
        Some(id) => named(&backend.db, caller, &space(&backend.db, caller, id).await?).await?,
        None => caller.words().agenda.title.to_owned(),
    };
    let token = random_hex::<TOKEN_BYTES>()?;
    let now = backend.clock.now();
    backend.feeds.check(caller.person, now)?;
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
        audit::append(tx, now, entry(caller, Action::FeedMade, subject.clone(), of)).await
    })?;
    Ok(token)
}

/// Ends the address of a calendar; nothing happens if there is none.
pub async fn revoke_feed(backend: &Backend, caller: &Caller, of: Option<SpaceId>) -> Result<()> {
    let mine = calendar_feed::Entity::delete_many().filter(calendar_feed::Column::PersonId.eq(caller.person));
    let mine = mine.filter(calendar_feed::Column::Space.eq(number(of)));
    transaction!(&backend.db, |tx| {
        if mine.clone().exec(tx).await?.rows_affected == 0 {
            return Ok(());
        }
        let subject = match of {
            // Somebody who reads the space no more revokes too.
            Some(id) => named(tx, caller, &space_for_work(tx, id).await?).await?,
            None => caller.words().agenda.title.to_owned(),
        };
        audit::append(tx, backend.clock.now(), entry(caller, Action::FeedRevoked, subject, of)).await
    })
}

fn entry(caller: &Caller, action: Action, subject: String, of: Option<SpaceId>) -> Entry {
    let space = of.map(|id| id.to_string()).unwrap_or_default();
    Entry::by(caller, action, subject).with("space", space).with("feed", "calendar")
}

/// The space as the journal names it.
async fn named(db: &impl ConnectionTrait, caller: &Caller, space: &Space) -> Result<String> {
    Ok(caller.words().spaces.source(&name_of(db, space).await?.0))
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
