use std::collections::HashMap;

use chrono::{Days as Count, NaiveDate};
use chrono_tz::Tz;
use domain::{
    CommunicationId, PersonId,
    access::Right,
    communications::{
        Channel, Concern,
        view::{SentFilter, SentPage, SentRow},
    },
    time::{Millis, Stamp},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait,
    sea_query::{Expr, LikeExpr, Query},
};

use super::{
    channels::{self, Days, Stored},
    concerns, drafts,
    row::{self, CommunicationRow, FIGURES, figures_of},
};
use crate::{
    Backend, Result,
    access::{Caller, responsible, sendings},
    database::statement,
    entities::{communication, message, message_body},
    ground::sql::{Sql, numbers},
    search::{is_named, patterns, words},
    stored,
};

const PAGE: u32 = 25;
/// The values of the filter *Statut* whose meaning depends on the channel.
const STATUSES: [&str; 7] =
    ["en-attente", "programmee", "en-cours", "deployee", "sans-destinataire", "terminee", "en-echec"];

/// *Communications émises*: the caller's own and those of the caller's perimeter, as the roles
/// allow.
pub async fn sent(backend: &Backend, caller: &Caller, filter: &SentFilter) -> Result<SentPage> {
    caller.authorize_somewhere(Right::OpenSenderDashboard, &Channel::ALL)?;
    let db = &backend.db;
    let now = backend.clock.now();
    let among = sendings(caller);
    let days = days(db, filter).await?.map(|days| Expr::cust(channels::days_sql(&days)));
    let author = by_author(db, &filter.author, among.as_deref()).await?;
    let condition = condition(caller, filter, now)
        .add_option(among.as_ref().map(|among| Expr::cust(format!("communication.id IN ({among})"))))
        .add_option(days)
        .add_option(author);
    let tables = tables(filter, among.as_deref());
    let (total, newest) = count(db, &tables, condition.clone()).await?;
    let pages = u32::try_from(total.div_ceil(u64::from(PAGE))).unwrap_or(u32::MAX).max(1);
    let page = filter.page.clamp(1, pages);
    let order = match filter.sort.as_str() {
        "ancien" => "communication.created_at ASC, communication.id ASC",
        "debut" => "f.first_begins_at DESC, communication.id DESC",
        "fin" => "f.last_ends_at DESC, communication.id DESC",
        "auteur" => "a.search_last ASC, communication.id DESC",
        _ => "communication.created_at DESC, communication.id DESC",
    };
    let shown = format!(" ORDER BY {order} LIMIT {PAGE} OFFSET {}", (page - 1) * PAGE);
    let sql = Sql::new("SELECT communication.id AS id").then(&tables);
    let ids: Vec<CommunicationId> = db
        .query_all_raw(sql.condition(condition).then(&shown).on(db))
        .await?
        .iter()
        .map(|row| row.try_get("", "id"))
        .collect::<Result<_, _>>()?;
    let rows = rows(db, caller, &ids, now).await?;
    let drafts = if caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED).is_ok() {
        drafts::list(db, caller, None, caller.own_zone()).await?
    } else {
        Vec::new()
    };
    Ok(SentPage { rows, total, page, pages, newest, drafts })
}

/// The rows of these communications, in this order.
async fn rows(
    db: &impl ConnectionTrait,
    caller: &Caller,
    ids: &[CommunicationId],
    now: Millis,
) -> Result<Vec<SentRow>> {
    let loaded = row::load_all(db, caller, ids).await?;
    let contents = channels::stored(db, &loaded).await?;
    let mut concerns = concerns::first_of(db, ids.iter().copied()).await?;
    let authors = responsible(db, caller.words(), loaded.iter().map(|row| row.author_id)).await?;
    let mut rows: HashMap<CommunicationId, CommunicationRow> =
        loaded.into_iter().map(|row| (row.id, row)).collect();
    let found = ids.iter().filter_map(|id| rows.remove(id));
    found
        .map(|row| match contents.get(&row.id) {
            Some(content) => {
                let concern = concerns.remove(&row.id);
                let author = authors.get(&row.author_id).cloned().unwrap_or_default();
                Ok(sent_row(row, content, author, concern, (now, caller.own_zone())))
            }
            None => Err(channels::missing(row.id)),
        })
        .collect()
}

/// The tables that a filter and its order need. The figures of the schools cost a look at every
/// publication, so they are joined only where they are needed.
fn tables(filter: &SentFilter, among: Option<&str>) -> String {
    let by_figures = matches!(filter.sort.as_str(), "debut" | "fin");
    // The days of a message are those of its first school.
    let by_days = !filter.from.trim().is_empty() || !filter.to.trim().is_empty();
    let figures = match among {
        _ if !(by_figures || by_days || STATUSES.contains(&filter.status.as_str())) => String::new(),
        Some(among) => figures_of(among),
        None => FIGURES.to_owned(),
    };
    let author = if filter.sort == "auteur" { "JOIN person a ON a.id = communication.author_id" } else { "" };
    format!(" FROM communication {author} {figures} WHERE ")
}

/// `zone` is the reader's own.
fn sent_row(
    row: CommunicationRow,
    content: &Stored,
    author: String,
    concern: Option<Concern>,
    (now, zone): (Millis, Tz),
) -> SentRow {
    let facts = content.facts(&row);
    let status = facts.status(now);
    SentRow {
        id: row.id,
        content: content.sent(&row).for_reader(zone),
        created: Stamp::new(row.created_at, zone),
        recipients: stored::count(row.recipients),
        status,
        schools: facts.schools,
        concern: concern.filter(|_| !concerns::is_over(status)),
        title: row.title,
        language: row.language,
        author,
        source: row.source_name,
    }
}

/// How many communications there are, and the newest of them.
async fn count(db: &impl ConnectionTrait, tables: &str, condition: Condition) -> Result<(u64, i64)> {
    let sql = Sql::new("SELECT COUNT(*) AS rows_found, MAX(communication.id) AS newest").then(tables);
    let Some(row) = db.query_one_raw(sql.condition(condition).on(db)).await? else { return Ok((0, 0)) };
    let (count, newest): (i64, Option<i64>) = (row.try_get("", "rows_found")?, row.try_get("", "newest")?);
    Ok((u64::try_from(count).unwrap_or_default(), newest.unwrap_or_default()))
}

/// The filter as a condition; an invalid value filters nothing.
fn condition(caller: &Caller, filter: &SentFilter, now: Millis) -> Condition {
    let mut all = Condition::all().add(caller.visible(Right::OpenSenderDashboard));
    for pattern in patterns(&filter.search) {
        all = all.add(says(&pattern));
    }
    if let Some(channel) = Channel::from_code(&filter.channel) {
        all = all.add(communication::Column::Channel.eq(channel));
    }
    if filter.up_to > 0 {
        all = all.add(communication::Column::Id.lte(filter.up_to));
    }
    all.add_option(status(&filter.status, now).map(Expr::cust))
}

/// Has these signs in its titles, in the name of its author, or in the text of its message.
fn says(pattern: &str) -> Condition {
    let like = || LikeExpr::new(pattern).escape('\\');
    let text = Query::select()
        .expr(Expr::cust("1"))
        .from(message::Entity)
        .from(message_body::Entity)
        .and_where(Expr::cust("message.communication_id = communication.id"))
        .and_where(Expr::cust("message_body.message_id = message.id"))
        .and_where(message_body::Column::SearchText.like(like()))
        .to_owned();
    Condition::any().add(communication::Column::SearchText.like(like())).add(Expr::exists(text))
}

fn status(status: &str, now: Millis) -> Option<String> {
    match status {
        "annulee" => Some("communication.cancelled_at IS NOT NULL".to_owned()),
        "en-attente" => Some(format!("communication.cancelled_at IS NULL AND {}", held_sql(now))),
        _ if STATUSES.contains(&status) => Some(format!(
            "communication.cancelled_at IS NULL AND NOT {} AND {}",
            held_sql(now),
            channels::status_sql(status, now)
        )),
        _ => None,
    }
}

/// SQL condition: its author can still take it back. Must agree with `StatusFacts::status`.
fn held_sql(Millis(now): Millis) -> String {
    format!(
        "(communication.held_until IS NOT NULL AND communication.held_until > {now} \
         AND f.published = 0 AND f.failed = 0)"
    )
}

/// The days that the filter requests.
async fn days(db: &impl ConnectionTrait, filter: &SentFilter) -> Result<Option<Days>> {
    let day = |text: &str| text.trim().parse::<NaiveDate>().ok();
    let from = day(&filter.from).filter(|day| day.checked_sub_days(Count::new(1)).is_some());
    let to = day(&filter.to).filter(|day| day.checked_add_days(Count::new(1)).is_some());
    Days::of(db, from, to).await
}

/// Communications of authors whose name contains every word; `None` when nothing was typed.
///
/// The search ignores accents and capitals, which neither engine's SQL can do. There are few
/// authors compared with readers, so their names are compared one by one here.
async fn by_author(db: &impl ConnectionTrait, typed: &str, among: Option<&str>) -> Result<Option<Expr>> {
    let words = words(typed);
    if words.is_empty() {
        return Ok(None);
    }
    let those = among.map(|among| format!("WHERE id IN ({among})")).unwrap_or_default();
    let sql = format!(
        "SELECT id, first_name, last_name FROM person WHERE id IN (SELECT author_id FROM communication {those})"
    );
    let mut authors: Vec<PersonId> = Vec::new();
    for row in db.query_all_raw(statement(db, &sql, [])).await? {
        let id: PersonId = row.try_get("", "id")?;
        let (first_name, last_name): (String, String) =
            (row.try_get("", "first_name")?, row.try_get("", "last_name")?);
        if is_named(&words, [&last_name, &first_name]) {
            authors.push(id);
        }
    }
    let authors = numbers(authors.iter().map(|id| id.0));
    Ok(Some(Expr::cust(format!("communication.author_id IN ({authors})"))))
}
