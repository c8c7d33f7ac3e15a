use std::collections::BTreeSet;

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, FromQueryResult, sea_query::OnConflict};

use super::{Scope, Topic};
use crate::{
    Result,
    database::rows_per_insert,
    entities::{change, revision},
    ground::{required::Required, sql::sql},
};

/// A change that touches more than this is written as one that touches everything.
const SCOPES_AT_MOST: usize = 2_000;
/// How many numbers of a topic stay in the log. A process that is further behind forgets
/// everything.
const KEPT: i64 = 2_000;
/// The log is shortened at each number that this divides.
const SHORTENED_EVERY: i64 = 100;

#[derive(FromQueryResult)]
struct Raised {
    value: i64,
}

/// Raises the counter of a topic for a change that may touch everything. As [`touch`].
pub async fn raise(db: &impl ConnectionTrait, topic: Topic) -> Result<()> {
    touch(db, topic, [Scope::Everything]).await
}

/// Raises the counter of a topic, and writes what the change touches. Call it in the transaction
/// that makes the change, after every other lock except the journal's. To raise several, raise
/// `MESSAGES` before `BOARD`, so that two transactions never wait for each other.
pub async fn touch(
    db: &impl ConnectionTrait,
    topic: Topic,
    scopes: impl IntoIterator<Item = Scope> + Send,
) -> Result<()> {
    let mut scopes: BTreeSet<Scope> = scopes.into_iter().collect();
    if scopes.is_empty() {
        return Ok(());
    }
    if scopes.len() > SCOPES_AT_MOST || scopes.contains(&Scope::Everything) {
        scopes = BTreeSet::from([Scope::Everything]);
    }
    let number = next_number(db, topic).await?;
    let rows: Vec<change::ActiveModel> = scopes
        .into_iter()
        .map(|scope| change::ActiveModel {
            topic: Set(topic.code().to_owned()),
            number: Set(number),
            scope: Set(scope.code()),
        })
        .collect();
    for some in rows.chunks(rows_per_insert(3)) {
        change::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    if number % SHORTENED_EVERY == 0 {
        let (name, last) = (topic.code(), number - KEPT);
        db.execute_raw(sql!(db, "DELETE FROM change WHERE topic = :name AND number <= :last", name, last))
            .await?;
    }
    Ok(())
}

/// The counter's row stays locked until the transaction ends.
async fn next_number(db: &impl ConnectionTrait, topic: Topic) -> Result<i64> {
    let name = topic.code();
    let raise = || {
        let text = "UPDATE revision SET value = value + 1 WHERE name = :name RETURNING value";
        Raised::find_by_statement(sql!(db, text, name))
    };
    if let Some(raised) = raise().one(db).await? {
        return Ok(raised.value);
    }
    let row = revision::ActiveModel { name: Set(name.to_owned()), value: Set(0) };
    revision::Entity::insert(row)
        .on_conflict(OnConflict::column(revision::Column::Name).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    let raised = raise().one(db).await?;
    Ok(raised.required(format_args!("revision {name}"))?.value)
}

/// Gives a number a new random value, such as the incarnation after a restore.
pub(crate) async fn renew(db: &impl ConnectionTrait, name: &str) -> Result<()> {
    let value = getrandom::u64().required("randomness")?;
    let row = revision::ActiveModel { name: Set(name.to_owned()), value: Set(value.cast_signed()) };
    revision::Entity::insert(row)
        .on_conflict(
            OnConflict::column(revision::Column::Name).update_column(revision::Column::Value).to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}
