use chrono::{Days, NaiveDate};
use domain::{
    PersonId,
    access::Right,
    communications::{
        Channel, SentContent,
        channels::{announcement::SentAnnouncement, message::SentMessage},
        view::{SentFilter, SentPage, SentRow},
    },
    search::fold,
    time::{Millis, Stamp},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, FromQueryResult,
    sea_query::{Expr, LikeExpr},
};
use values::columns::Day;

use super::{
    detail::{Row, SELECT},
    drafts,
};
use crate::{
    Backend, Result, access::Caller, database::statement, entities::communication, ground::sql::Sql,
    search::patterns, stored,
};

const PAGE: u32 = 25;

/// *Communications émises*: those of the caller and of the caller's perimeter, as the roles say.
pub async fn sent(backend: &Backend, caller: &Caller, filter: &SentFilter) -> Result<SentPage> {
    caller.authorize_somewhere(Right::OpenSenderDashboard, &Channel::ALL)?;
    let db = &backend.db;
    let now = backend.clock.now();
    let condition = condition(caller, filter, now).add_option(by_author(db, &filter.author).await?);
    let total = count(db, condition.clone()).await?;
    let pages = u32::try_from(total.div_ceil(u64::from(PAGE))).unwrap_or(u32::MAX).max(1);
    let page = filter.page.clamp(1, pages);
    let order = match filter.sort.as_str() {
        "ancien" => "communication.created_at ASC, communication.id ASC",
        "debut" => "communication.first_day DESC, communication.id DESC",
        "fin" => "communication.last_day DESC, communication.id DESC",
        "auteur" => "a.last_name ASC, a.first_name ASC, communication.id DESC",
        _ => "communication.created_at DESC, communication.id DESC",
    };
    let shown = format!(" ORDER BY {order} LIMIT {PAGE} OFFSET {}", (page - 1) * PAGE);
    let sql = Sql::new(SELECT).then(" WHERE ").condition(condition).then(&shown);
    let rows = Row::find_by_statement(sql.on(db)).all(db).await?;
    let rows = rows.into_iter().map(|row| sent_row(row, now)).collect();
    let drafts = if caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED).is_ok() {
        drafts::list(db, caller, None, caller.zone(db).await?).await?
    } else {
        Vec::new()
    };
    Ok(SentPage { rows, total, page, pages, drafts })
}

fn sent_row(row: Row, now: Millis) -> SentRow {
    let content = match row.due_at {
        Some(due) => SentContent::Message(SentMessage { due: Stamp::new(due, row.time_zone.0) }),
        None => SentContent::Announcement(SentAnnouncement {
            severity: row.severity,
            first_day: row.first_day.0,
            last_day: row.last_day.0,
        }),
    };
    SentRow {
        id: row.id,
        content,
        created: Stamp::new(row.created_at, row.time_zone.0),
        recipients: stored::count(row.recipients),
        status: row.facts().status(now),
        title: row.text,
        author: row.author,
        source: row.source_name,
    }
}

async fn count(db: &impl ConnectionTrait, condition: Condition) -> Result<u64> {
    let sql = Sql::new("SELECT COUNT(*) AS rows_found FROM (").then(SELECT).then(" WHERE ");
    let row = db.query_one_raw(sql.condition(condition).then(") AS found").on(db)).await?;
    let count: i64 = row.map(|row| row.try_get("", "rows_found")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The filter as a condition; a value that means nothing filters nothing.
fn condition(caller: &Caller, filter: &SentFilter, now: Millis) -> Condition {
    let mut all = Condition::all().add(caller.visible(Right::OpenSenderDashboard));
    for pattern in patterns(&filter.search) {
        all = all.add(communication::Column::SearchText.like(LikeExpr::new(pattern).escape('\\')));
    }
    if let Some(channel) = Channel::from_code(&filter.channel) {
        all = all.add(communication::Column::Channel.eq(channel));
    }
    let day = |text: &str| text.trim().parse::<NaiveDate>().ok();
    // Periods that touch the days asked for.
    if let Some(from) = day(&filter.from).filter(|day| day.checked_sub_days(Days::new(1)).is_some()) {
        all = all.add(communication::Column::LastDay.gte(Day(from)));
    }
    if let Some(to) = day(&filter.to) {
        all = all.add(communication::Column::FirstDay.lte(Day(to)));
    }
    all.add_option(status_sql(&filter.status, now).map(Expr::cust))
}

/// Communications of those authors whose name has every word; `None` when none was typed.
///
/// Accents and capitals are no part of a name here, and neither engine's SQL looks past both: the
/// authors, who are few beside the readers, are compared one by one.
async fn by_author(db: &impl ConnectionTrait, typed: &str) -> Result<Option<Expr>> {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    if words.is_empty() {
        return Ok(None);
    }
    let sql =
        "SELECT id, first_name, last_name FROM person WHERE id IN (SELECT author_id FROM communication)";
    let mut authors = Vec::new();
    for row in db.query_all_raw(statement(db, sql, [])).await? {
        let id: PersonId = row.try_get("", "id")?;
        let (first_name, last_name): (String, String) =
            (row.try_get("", "first_name")?, row.try_get("", "last_name")?);
        let name = fold(&format!("{first_name} {last_name}"));
        if words.iter().all(|word| name.contains(word)) {
            authors.push(id);
        }
    }
    Ok(Some(communication::Column::AuthorId.is_in(authors)))
}

/// `StatusFacts::status` as SQL; a test compares the two.
fn status_sql(status: &str, Millis(now): Millis) -> Option<String> {
    let live = format!("m.id IS NULL AND f.last_ends_at > {now}");
    let settled = format!("{live} AND f.published + f.failed >= f.sites");
    let (announcement, message) = match status {
        "annulee" => return Some("communication.cancelled_at IS NOT NULL".to_owned()),
        "terminee" => (format!("m.id IS NULL AND f.last_ends_at <= {now}"), "1 = 0".to_owned()),
        "en-cours" => (
            format!("{live} AND f.published + f.failed < f.sites"),
            format!("m.failed_at IS NULL AND m.finished_at IS NULL AND m.due_at <= {now}"),
        ),
        "en-echec" => (format!("{settled} AND f.failed > 0"), "m.failed_at IS NOT NULL".to_owned()),
        "programmee" => (
            format!("{settled} AND f.failed = 0 AND f.first_begins_at > {now}"),
            format!("m.failed_at IS NULL AND m.finished_at IS NULL AND m.due_at > {now}"),
        ),
        "deployee" => (
            format!("{settled} AND f.failed = 0 AND f.first_begins_at <= {now}"),
            "m.failed_at IS NULL AND m.finished_at IS NOT NULL".to_owned(),
        ),
        _ => return None,
    };
    Some(format!("communication.cancelled_at IS NULL AND (({announcement}) OR ({message}))"))
}
