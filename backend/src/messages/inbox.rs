use chrono_tz::Tz;
use domain::{
    messages::{
        Folder,
        view::{InboxFilter, InboxPage, InboxRow},
    },
    time::Millis,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, FromQueryResult, sea_query::LikeExpr};

use super::{
    file::deleted_since,
    row::{COLUMNS, InboxDelivery, InboxPosition},
    version,
    visible::ASKED,
};
use crate::{
    Backend, Result,
    access::{Caller, arrived},
    entities::message_body,
    ground::sql::Sql,
    request::reads_first,
    search::patterns,
    stored,
};

const PAGE: usize = 25;
/// How many *Derniers messages* the home page shows.
const LATEST: usize = 5;

/// *Messagerie*: one page of one of the caller's folders. An invalid place or folder gives the
/// first page of the inbox.
pub async fn inbox(backend: &Backend, caller: &Caller, filter: &InboxFilter) -> Result<InboxPage> {
    let db = &backend.db;
    let zone = caller.own_zone();
    // Read before the rows: the event stream reports whatever arrives in between.
    let (unread, version) = version::look(db, caller.person).await?;
    let now = backend.clock.now();
    let list =
        List { caller, folder: Folder::from_code(&filter.folder), patterns: patterns(&filter.search), now };
    let page = match (InboxPosition::parse(&filter.before), InboxPosition::parse(&filter.after)) {
        (Some(before), _) => list.older(db, Some(before)).await?,
        (None, Some(after)) => list.newer(db, after).await?,
        (None, None) => list.older(db, None).await?,
    };
    let today = stored::day(now, zone)?;
    Ok(InboxPage {
        folder: list.folder,
        older: page.more_older.then(|| page.rows.last().map(|row| row.place().to_string())).flatten(),
        newer: page.more_newer.then(|| page.rows.first().map(|row| row.place().to_string())).flatten(),
        rows: views(page.rows, caller, zone),
        unread,
        version,
        today,
    })
}

/// The newest messages of the inbox, for the home page.
pub async fn latest(backend: &Backend, caller: &Caller) -> Result<Vec<InboxRow>> {
    let zone: Tz = caller.own_zone();
    let now = backend.clock.now();
    let list = List { caller, folder: Folder::Inbox, patterns: Vec::new(), now };
    let rows = list.rows(&backend.db, None, LATEST).await?;
    Ok(views(rows, caller, zone))
}

/// The rows in the reader's language, with times in their school's zone.
pub(super) fn views(rows: Vec<InboxDelivery>, caller: &Caller, zone: Tz) -> Vec<InboxRow> {
    let reads = reads_first();
    rows.into_iter().map(|row| row.view(zone, caller.words(), &reads)).collect()
}

/// Appends the deliveries of `:person` that are in `:folder`, as [`InboxDelivery`].
fn deliveries(sql: Sql) -> Sql {
    sql.then(&format!("SELECT {COLUMNS}, ({ASKED}) AS asked "))
        .then(
            "FROM delivery JOIN message ON message.id = delivery.message_id \
             LEFT JOIN second_version s ON s.communication_id = message.communication_id \
             WHERE delivery.person_id = :person AND delivery.folder = :folder AND ",
        )
        .condition(arrived())
}

/// Appends those that the home page shows of `:folder`.
pub(super) fn newest(sql: Sql) -> Sql {
    deliveries(sql).then(&format!(" ORDER BY delivery.sent_at DESC, delivery.message_id DESC LIMIT {LATEST}"))
}

struct List<'a> {
    caller: &'a Caller,
    folder: Folder,
    /// The search patterns.
    patterns: Vec<String>,
    now: Millis,
}

struct Page {
    rows: Vec<InboxDelivery>,
    more_older: bool,
    more_newer: bool,
}

/// On which side of a place; both are read from the index, starting at the place.
enum Side {
    Older(InboxPosition),
    Newer(InboxPosition),
}

impl List<'_> {
    async fn older(&self, db: &impl ConnectionTrait, before: Option<InboxPosition>) -> Result<Page> {
        let mut rows = self.rows(db, before.map(Side::Older), PAGE + 1).await?;
        let more_older = rows.len() > PAGE;
        rows.truncate(PAGE);
        Ok(Page { rows, more_older, more_newer: before.is_some() })
    }

    /// The page just before a place. If it would not be full, the first page is shown instead.
    async fn newer(&self, db: &impl ConnectionTrait, after: InboxPosition) -> Result<Page> {
        let mut rows = self.rows(db, Some(Side::Newer(after)), PAGE + 1).await?;
        if rows.len() <= PAGE {
            return self.older(db, None).await;
        }
        rows.truncate(PAGE);
        rows.reverse();
        Ok(Page { rows, more_older: true, more_newer: true })
    }

    async fn rows(
        &self,
        db: &impl ConnectionTrait,
        side: Option<Side>,
        limit: usize,
    ) -> Result<Vec<InboxDelivery>> {
        let mut sql =
            deliveries(Sql::default()).bind("person", self.caller.person).bind("folder", self.folder);
        if self.folder == Folder::Deleted {
            sql = sql.then(" AND delivery.deleted_at > :since").bind("since", deleted_since(self.now));
        }
        let order = match side {
            None => "DESC",
            Some(Side::Older(place)) => {
                sql = place.bound(sql.then(" AND (delivery.sent_at, delivery.message_id) < (:at, :message)"));
                "DESC"
            }
            Some(Side::Newer(place)) => {
                sql = place.bound(sql.then(" AND (delivery.sent_at, delivery.message_id) > (:at, :message)"));
                "ASC"
            }
        };
        if !self.patterns.is_empty() {
            let like = |pattern: &String| {
                message_body::Column::SearchText.like(LikeExpr::new(pattern.as_str()).escape('\\'))
            };
            let all = self.patterns.iter().fold(Condition::all(), |all, pattern| all.add(like(pattern)));
            let body =
                " AND EXISTS (SELECT 1 FROM message_body WHERE message_body.message_id = message.id AND ";
            sql = sql.then(body).condition(all).then(")");
        }
        let order = format!(" ORDER BY delivery.sent_at {order}, delivery.message_id {order} LIMIT {limit}");
        Ok(InboxDelivery::find_by_statement(sql.then(&order).on(db)).all(db).await?)
    }
}
