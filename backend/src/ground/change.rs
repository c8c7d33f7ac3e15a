//! How server processes learn that something changed. Each subject has one counter. The transaction
//! that makes a change raises the counter, and every process reads the counters several times a
//! second.

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use super::{Result, database::statement};
use crate::entities::revision;

/// Which announcements are shown, and their state.
pub const BOARD: &str = "board";
/// Who is in which school.
pub const DIRECTORY: &str = "directory";
/// Who may do what.
pub const ACCESS: &str = "access";
/// Who is signed in.
pub const SESSIONS: &str = "sessions";
/// The contents of inboxes.
pub const MESSAGES: &str = "messages";

/// Raises the counter of `name`. Call it in the transaction that makes the change, after every
/// other lock except the journal's. To raise several, raise `MESSAGES` before `BOARD`, so that two
/// transactions never wait for each other.
pub async fn raise(db: &impl ConnectionTrait, name: &str) -> Result<()> {
    let raise = || statement(db, "UPDATE revision SET value = value + 1 WHERE name = ?", [name.into()]);
    if db.execute_raw(raise()).await?.rows_affected() > 0 {
        return Ok(());
    }
    let row = revision::ActiveModel { name: Set(name.to_owned()), value: Set(0) };
    revision::Entity::insert(row)
        .on_conflict(OnConflict::column(revision::Column::Name).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    db.execute_raw(raise()).await?;
    Ok(())
}

/// The counter of each subject; 0 for a subject that was never raised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    pub board: i64,
    pub directory: i64,
    pub access: i64,
    pub sessions: i64,
    pub messages: i64,
}

pub async fn read(db: &impl ConnectionTrait) -> Result<Revisions> {
    let mut revisions = Revisions::default();
    for row in revision::Entity::find().all(db).await? {
        match row.name.as_str() {
            BOARD => revisions.board = row.value,
            DIRECTORY => revisions.directory = row.value,
            ACCESS => revisions.access = row.value,
            SESSIONS => revisions.sessions = row.value,
            MESSAGES => revisions.messages = row.value,
            _ => {}
        }
    }
    Ok(revisions)
}
