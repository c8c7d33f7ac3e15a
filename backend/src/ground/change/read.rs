use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{Scope, Topic};
use crate::{
    Result,
    entities::{change, revision},
};

/// The name of the number that a restore changes.
pub(crate) const INCARNATION: &str = "incarnation";

/// The counter of each topic; 0 for a topic that was never raised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    pub board: i64,
    pub directory: i64,
    pub access: i64,
    pub sessions: i64,
    pub messages: i64,
    /// Another number means that another state of the database was restored: nothing that was read
    /// before holds.
    pub incarnation: i64,
}

impl Revisions {
    pub fn of(&self, topic: Topic) -> i64 {
        match topic {
            Topic::Board => self.board,
            Topic::Directory => self.directory,
            Topic::Access => self.access,
            Topic::Sessions => self.sessions,
            Topic::Messages => self.messages,
        }
    }

    fn set(&mut self, topic: Topic, value: i64) {
        match topic {
            Topic::Board => self.board = value,
            Topic::Directory => self.directory = value,
            Topic::Access => self.access = value,
            Topic::Sessions => self.sessions = value,
            Topic::Messages => self.messages = value,
        }
    }
}

pub async fn read(db: &impl ConnectionTrait) -> Result<Revisions> {
    let mut revisions = Revisions::default();
    for row in revision::Entity::find().all(db).await? {
        if let Some(topic) = Topic::from_code(&row.name) {
            revisions.set(topic, row.value);
        } else if row.name == INCARNATION {
            revisions.incarnation = row.value;
        }
    }
    Ok(revisions)
}

/// What some changes of one topic touch together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    Everything,
    These(BTreeSet<Scope>),
}

/// The topics that changed, each with what was touched.
pub type Changes = BTreeMap<Topic, Touched>;

/// So many lines of the log are read at most: a process that stood still may find millions.
const READ_AT_MOST: u64 = 20_000;

/// What changed between two readings. A counter that went back (an older database was restored),
/// numbers that are no longer in the log, or too many changes mean everything.
pub async fn since(db: &impl ConnectionTrait, before: &Revisions, now: &Revisions) -> Result<Changes> {
    let mut changes = Changes::new();
    for topic in Topic::ALL {
        let (from, to) = (before.of(topic), now.of(topic));
        if before.incarnation != now.incarnation {
            changes.insert(topic, Touched::Everything);
        } else if from != to {
            changes.insert(topic, touched(db, topic, from, to).await?);
        }
    }
    Ok(changes)
}

async fn touched(db: &impl ConnectionTrait, topic: Topic, from: i64, to: i64) -> Result<Touched> {
    if to < from {
        return Ok(Touched::Everything);
    }
    let rows = change::Entity::find()
        .filter(change::Column::Topic.eq(topic.code()))
        .filter(change::Column::Number.gt(from))
        .filter(change::Column::Number.lte(to))
        .limit(READ_AT_MOST)
        .all(db)
        .await?;
    let numbers: BTreeSet<i64> = rows.iter().map(|row| row.number).collect();
    let scopes: BTreeSet<Scope> = rows.iter().map(|row| Scope::from_code(&row.scope)).collect();
    let all_read = (rows.len() as u64) < READ_AT_MOST;
    let complete = all_read && i64::try_from(numbers.len()).is_ok_and(|read| read == to - from);
    Ok(if complete && !scopes.contains(&Scope::Everything) {
        Touched::These(scopes)
    } else {
        Touched::Everything
    })
}
