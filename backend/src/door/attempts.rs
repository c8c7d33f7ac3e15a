//! Limits how often a password may be guessed; tries are counted in the database for all server
//! processes together.
//!
//! A try is recorded before the password is checked, so that a thousand requests at once do not all
//! pass. Tries by strangers do not count against a browser that was used with the account before,
//! so nobody can lock its owner out.

use domain::time::Millis;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use crate::{
    Backend, Error, Result,
    clock::CLOCKS_DIFFER_MS,
    database::lock,
    entities::sign_in_attempt::{ActiveModel, Column, Entity},
    ground::sweep::{Swept, sweep},
    transaction,
};

/// From one source: at most this many in a quarter of an hour …
const FROM_SOURCE: u64 = 10;
const SOURCE_WINDOW_MS: i64 = 15 * 60 * 1_000;
/// … The first few are not delayed; each later one waits twice as long as the one before.
const AT_ONCE: u64 = 3;
const FIRST_WAIT_MS: i64 = 2_000;
/// For one account, from all sources except its known browsers: at most this many in an hour.
const FOR_ACCOUNT: u64 = 100;
const ACCOUNT_WINDOW_MS: i64 = 60 * 60 * 1_000;
const ATTEMPTS: Swept = Swept { table: "sign_in_attempt", key: "id", until: "at" };

/// The source of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Address(String),
    /// A browser that was used with this account before.
    Known(String),
}

impl Source {
    fn key(&self) -> String {
        match self {
            Self::Address(address) => format!("address {address}"),
            Self::Known(device) => format!("device {device}"),
        }
    }
}

/// A try that has begun; it counts as wrong until it is forgiven.
#[derive(Debug)]
pub(super) struct Attempt {
    login: String,
    source: String,
}

/// Records a try.
///
/// # Errors
/// [`Error::TooManyAttempts`] with the time from which the next try is accepted.
pub(super) async fn begin_attempt(
    backend: &Backend,
    login: &str,
    source: &Source,
    now: Millis,
) -> Result<Attempt> {
    let key = source.key();
    bring_back(&backend.db, login, now).await?;
    transaction!(&backend.db, |tx| {
        lock(tx, &format!("sign-in {login}")).await?;
        let over = now.plus(-ACCOUNT_WINDOW_MS);
        sweep(tx, ATTEMPTS, over).await?;
        let of_login = || Entity::find().filter(Column::Login.eq(login)).filter(Column::At.gt(over));
        let recent: Vec<i64> = of_login()
            .filter(Column::Source.eq(&key))
            .filter(Column::At.gt(now.plus(-SOURCE_WINDOW_MS)))
            .order_by_desc(Column::At)
            .select_only()
            .column(Column::At)
            .into_tuple()
            .all(tx)
            .await?;
        let mut free_at = from_source(&recent);
        // Whoever is asked for a code has given the password already, so that no stranger can use up
        // the tries of the owner: all of them count.
        if is_of_code(login) {
            let all = of_login().count(tx).await?;
            if all >= FOR_ACCOUNT {
                free_at = free_at.max(Some(now.0 + SOURCE_WINDOW_MS));
            }
        } else if matches!(source, Source::Address(_)) {
            let strangers = of_login().filter(Column::Source.starts_with("address "));
            if strangers.clone().count(tx).await? >= FOR_ACCOUNT {
                let oldest: Vec<i64> = strangers
                    .order_by_desc(Column::At)
                    .select_only()
                    .column(Column::At)
                    .offset(FOR_ACCOUNT - 1)
                    .limit(1)
                    .into_tuple()
                    .all(tx)
                    .await?;
                free_at = free_at.max(oldest.first().map(|at| at + ACCOUNT_WINDOW_MS));
            }
        }
        if let Some(free_at) = free_at.filter(|at| *at > now.0) {
            let wait_seconds = u64::try_from(free_at - now.0).unwrap_or_default().div_ceil(1_000);
            return Err(Error::TooManyAttempts { wait_seconds });
        }
        let row = ActiveModel {
            login: Set(login.to_owned()),
            source: Set(key.clone()),
            at: Set(now),
            ..Default::default()
        };
        Entity::insert(row).exec_without_returning(tx).await?;
        Ok(())
    })?;
    Ok(Attempt { login: login.to_owned(), source: key })
}

/// When the next try is accepted from a source that tried at these instants (latest first).
fn from_source(recent: &[i64]) -> Option<i64> {
    let tries = recent.len() as u64;
    let latest = recent.first()?;
    if tries >= FROM_SOURCE {
        let tenth = usize::try_from(FROM_SOURCE - 1).ok().and_then(|position| recent.get(position));
        return tenth.map(|at| at + SOURCE_WINDOW_MS);
    }
    let doubled = tries.checked_sub(AT_ONCE)?;
    Some(latest + (FIRST_WAIT_MS << doubled))
}

impl Attempt {
    /// The password was right: deletes the tries of this source.
    pub(super) async fn forgive(&self, db: &impl sea_orm::ConnectionTrait) -> Result<()> {
        Entity::delete_many()
            .filter(Column::Login.eq(&self.login))
            .filter(Column::Source.eq(&self.source))
            .exec(db)
            .await?;
        Ok(())
    }
}

/// Deletes every try for a login: its owner has proved who they are in another way.
pub(super) async fn forget(db: &impl sea_orm::ConnectionTrait, login: &str) -> Result<()> {
    Entity::delete_many().filter(Column::Login.eq(login)).exec(db).await?;
    Ok(())
}

/// Tries that seem to come from the future were recorded before the clock was set back. From then on
/// they count as made now; otherwise they would lock people out until the clock is that late again.
///
/// Not in the transaction of a try: one that is refused is rolled back, and this has to stay.
async fn bring_back(db: &impl sea_orm::ConnectionTrait, login: &str, now: Millis) -> Result<()> {
    let future = Column::At.gt(now.plus(CLOCKS_DIFFER_MS));
    let ahead = Condition::all().add(Column::Login.eq(login)).add(future);
    // Looking first, because this hardly ever happens.
    if Entity::find().filter(ahead.clone()).count(db).await? > 0 {
        Entity::update_many().col_expr(Column::At, Expr::value(now)).filter(ahead).exec(db).await?;
    }
    Ok(())
}

const CODE: &str = "\ncode";

/// The name under which tries of the second factor's code are counted; no login contains a line
/// break.
pub(super) fn code_login(login: &str) -> String {
    format!("{login}{CODE}")
}

fn is_of_code(login: &str) -> bool {
    login.ends_with(CODE)
}

#[cfg(test)]
mod tests {
    use super::{FIRST_WAIT_MS, SOURCE_WINDOW_MS, from_source};

    #[test]
    fn the_wait_doubles_and_never_exceeds_the_window() {
        assert_eq!(from_source(&[]), None);
        assert_eq!(from_source(&[100, 0]), None);
        assert_eq!(from_source(&[200, 100, 0]), Some(200 + FIRST_WAIT_MS));
        assert_eq!(from_source(&[300, 200, 100, 0]), Some(300 + 2 * FIRST_WAIT_MS));
        let nine: Vec<i64> = (0..9).rev().collect();
        assert_eq!(from_source(&nine), Some(8 + 64 * FIRST_WAIT_MS));
        let ten: Vec<i64> = (0..10).rev().collect();
        assert_eq!(from_source(&ten), Some(SOURCE_WINDOW_MS));
        // All ten fit into the window, so the delays alone are never longer than the window.
        assert!((0..7).map(|doubled| FIRST_WAIT_MS << doubled).sum::<i64>() < SOURCE_WINDOW_MS);
    }
}
