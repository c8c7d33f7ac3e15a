//! How server processes learn that something changed: one counter a subject, raised in the
//! transaction that changes it, read by every process several times a second.

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use super::{Result, database::statement};
use crate::entities::revision;

/// What announcements are up, and in which state.
pub const BOARD: &str = "board";
/// Who is in which school.
pub const DIRECTORY: &str = "directory";
/// Who may do what.
pub const ACCESS: &str = "access";
/// Who is signed in.
pub const SESSIONS: &str = "sessions";
/// What stands in inboxes.
pub const MESSAGES: &str = "messages";

/// Raises the counter of `name`; call it in the transaction of the change itself, after everything
/// else that it locks but the journal. Who raises several raises `MESSAGES` before `BOARD`: two
/// transactions must not wait for one another.
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

/// The counters of each subject; 0 for one never raised.
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
