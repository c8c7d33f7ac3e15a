use domain::{
    MessageId,
    messages::{Folder, view::InboxRow},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    inbox::{newest, views},
    row::InboxDelivery,
    version::{Seen, seen},
};
use crate::{Required, Result, access::Caller, ground::sql::Sql};

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
    let sql = seen(Sql::new("SELECT told.unread, told.first_page, told.beside, newest.* FROM (SELECT "));
    let sql = sql.then(", ").then(beside).then(" AS beside) AS told LEFT JOIN (");
    // An empty inbox has a row too.
    newest(sql)
        .then(") AS newest ON 1 = 1 ORDER BY newest.sent_at DESC, newest.message_id DESC")
        .bind("folder", Folder::Inbox)
}

/// Reads it by a statement of [`glance_with`] whose names have their values.
pub(crate) async fn glance(db: &impl ConnectionTrait, sql: Sql) -> Result<(Glance, Option<String>)> {
    let rows = db.query_all_raw(sql.on(db)).await?;
    let first = rows.first().required("the version of an inbox")?;
    let (unread, version) = Seen::from_query_result(first, "")?.told()?;
    let beside: Option<String> = first.try_get("", "beside")?;
    let mut newest = Vec::new();
    for row in &rows {
        let message: Option<MessageId> = row.try_get("", "message_id")?;
        if message.is_some() {
            newest.push(InboxDelivery::from_query_result(row, "")?);
        }
    }
    Ok((Glance { unread, version, newest }, beside))
}
