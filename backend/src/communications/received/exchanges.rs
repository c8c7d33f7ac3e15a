use chrono_tz::Tz;
use domain::{
    CommunicationId, EstablishmentId,
    communications::received::{Exchange, Exchanges},
    time::{Millis, Stamp},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Backend, Result,
    access::Caller,
    communications::row::load,
    ground::{school_name::SCHOOL_CALLED, sql::Sql},
    rich_text, stored,
};

/// How many messages a page shows, the newest.
const SHOWN: usize = 50;

#[derive(FromQueryResult)]
struct ContactRow {
    school: String,
    sender_name: String,
    subject: String,
    html: String,
    sent_at: Millis,
    all_of_them: i64,
}

/// The messages between schools and the author of a communication, for those who see it as senders.
///
/// # Errors
/// As [`load`].
pub async fn exchanges(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<Exchanges> {
    load(&backend.db, caller, id).await?;
    read(&backend.db, id, None, caller.own_zone()).await
}

/// Those of one school. The caller has checked that its dashboard may be opened.
pub(super) async fn of_school(
    db: &impl ConnectionTrait,
    id: CommunicationId,
    school: EstablishmentId,
    zone: Tz,
) -> Result<Exchanges> {
    read(db, id, Some(school), zone).await
}

async fn read(
    db: &impl ConnectionTrait,
    id: CommunicationId,
    school: Option<EstablishmentId>,
    zone: Tz,
) -> Result<Exchanges> {
    let here = if school.is_some() { "AND x.establishment_id = :school" } else { "" };
    let text = format!(
        "SELECT {SCHOOL_CALLED} AS school, m.sender_name, m.subject, b.html, COALESCE(m.sent_at, m.created_at) AS sent_at, \
         COUNT(*) OVER () AS all_of_them FROM exchange x JOIN message m ON m.id = x.message_id \
         JOIN message_body b ON b.message_id = m.id JOIN establishment e ON e.id = x.establishment_id \
         WHERE x.communication_id = :id {here} ORDER BY x.message_id DESC LIMIT {SHOWN}"
    );
    let sql = Sql::new(text).bind("id", id);
    let sql = if let Some(school) = school { sql.bind("school", school) } else { sql };
    let rows = ContactRow::find_by_statement(sql.on(db)).all(db).await?;
    let all = rows.first().and_then(|row| stored::count(Some(row.all_of_them))).unwrap_or_default();
    let more = all.saturating_sub(rows.len() as u64);
    let messages = rows.into_iter().rev().map(|row| Exchange {
        school: row.school,
        sender: row.sender_name,
        subject: row.subject,
        // Cleaned again, to remove anything that the list has forbidden since it was stored.
        body: rich_text::clean(&row.html),
        sent: Stamp::new(row.sent_at, zone),
    });
    Ok(Exchanges { messages: messages.collect(), more })
}
