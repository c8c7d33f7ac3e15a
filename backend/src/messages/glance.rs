use std::{
    cmp::Reverse,
    collections::{BTreeMap, btree_map::Entry},
};

use domain::{
    MessageId, PersonId,
    messages::{Folder, view::InboxRow},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    inbox::{newest, views},
    row::InboxDelivery,
    version::{Seen, seen},
};
use crate::{Result, access::Caller, ground::sql::Sql};

/// What a home page shows of an inbox: all as it was at one instant.
#[derive(Debug)]
pub struct Glance {
    /// As [`super::unread()`] counts.
    pub unread: u64,
    /// As [`super::version_of`] says.
    pub version: String,
    newest: Vec<InboxDelivery>,
}

impl Glance {
    /// The newest messages, as [`super::latest`] shows them to the one whose inbox it is.
    #[must_use]
    pub fn latest(&self, caller: &Caller) -> Vec<InboxRow> {
        views(self.newest.clone(), caller, caller.own_zone())
    }
}

/// The statement that reads it about `:person`, together with `beside`: a text, as an expression in SQL.
pub(crate) fn glance_with(beside: &str) -> Sql {
    written(beside, "", "")
}

/// The same about each person of `people`, an expression in SQL that lists them. `PostgreSQL` only: `SQLite`
/// takes one after the other in one statement as fast.
pub(crate) fn glances_with(beside: &str, people: &str) -> Sql {
    let asked = format!("{people} AS asked(person) CROSS JOIN LATERAL ");
    written(beside, &asked, "LATERAL ").with("person", "asked.person")
}

/// `asked` stands before what is told of a person, and `lateral` before each other part that depends on them.
fn written(beside: &str, asked: &str, lateral: &str) -> Sql {
    let sql = Sql::new(
        "SELECT CAST(:person AS bigint) AS reader, told.unread, told.first_page, told.beside, newest.* FROM ",
    );
    let sql = seen(sql.then(asked).then("(SELECT "));
    let sql = sql.then(", ").then(beside).then(" AS beside) AS told LEFT JOIN ").then(lateral).then("(");
    // An empty inbox has a row too.
    newest(sql).then(") AS newest ON 1 = 1").bind("folder", Folder::Inbox)
}

/// What a statement of [`glance_with`] or [`glances_with`] reads whose names have their values: for each
/// person their inbox, and what was asked beside.
pub(crate) async fn glances(
    db: &impl ConnectionTrait,
    sql: Sql,
) -> Result<BTreeMap<PersonId, (Glance, Option<String>)>> {
    let mut read: BTreeMap<PersonId, (Glance, Option<String>)> = BTreeMap::new();
    for row in db.query_all_raw(sql.on(db)).await? {
        let (glance, _) = match read.entry(row.try_get("", "reader")?) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let (unread, version) = Seen::from_query_result(&row, "")?.told()?;
                let glance = Glance { unread, version, newest: Vec::new() };
                new.insert((glance, row.try_get("", "beside")?))
            }
        };
        let message: Option<MessageId> = row.try_get("", "message_id")?;
        if message.is_some() {
            glance.newest.push(InboxDelivery::from_query_result(&row, "")?);
        }
    }
    for (glance, _) in read.values_mut() {
        glance.newest.sort_by_key(|row| Reverse((row.sent_at, row.message_id)));
    }
    Ok(read)
}
