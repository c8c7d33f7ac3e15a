use domain::{
    CommunicationId, MessageId,
    communications::answers::{Answer, AnswersPage},
    time::{Millis, Stamp},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Backend, Error, Result,
    access::Caller,
    communications::row::{CommunicationRow, load},
    ground::sql::sql,
    rich_text, stored,
};

const PAGE: usize = 25;

/// The message `o` of a communication, with the answers `m` that its author `:me` has not deleted.
const ANSWERS: &str = "message o JOIN message m ON m.reply_to = o.id AND m.kind = 'reply' \
    JOIN delivery d ON d.message_id = m.id AND d.person_id = :me AND d.folder <> 2";

#[derive(FromQueryResult)]
struct AnswerRow {
    id: MessageId,
    sender_name: String,
    source_name: String,
    html: String,
    created_at: Millis,
    read_at: Option<Millis>,
}

#[derive(FromQueryResult)]
struct Count {
    reply_allowed: bool,
    answers: i64,
}

#[derive(FromQueryResult)]
struct Mark {
    answers: i64,
    opened: i64,
    newest: Option<MessageId>,
}

/// One page of the answers to a message of the caller, after the answer `before`. Answers are letters to
/// the author: nobody else reads them, whatever their role.
///
/// # Errors
/// As [`load`]; [`Error::NotFound`] when somebody else wrote it.
pub async fn answers(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    before: Option<MessageId>,
) -> Result<AnswersPage> {
    let db = &backend.db;
    if load(db, caller, id).await?.author_id != caller.person {
        return Err(Error::NotFound);
    }
    let text = format!(
        "SELECT m.id, m.sender_name, m.source_name, m.created_at, d.read_at, b.html FROM {ANSWERS} \
         JOIN message_body b ON b.message_id = m.id \
         WHERE o.communication_id = :id AND m.id < :before ORDER BY m.id DESC LIMIT {}",
        PAGE + 1
    );
    let newer = before.is_some();
    let before = before.unwrap_or(MessageId(i64::MAX));
    let mut rows =
        AnswerRow::find_by_statement(sql!(db, text, id, before, me = caller.person)).all(db).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let zone = caller.own_zone();
    let older = rows.last().map(|row| row.id).filter(|_| more);
    let rows = rows.into_iter().map(|row| Answer {
        id: row.id,
        sender: row.sender_name,
        source: row.source_name,
        // Cleaned again, to remove anything that the list has forbidden since it was stored.
        body: rich_text::clean(&row.html),
        sent: Stamp::new(row.created_at, zone),
        unread: row.read_at.is_none(),
    });
    Ok(AnswersPage { rows: rows.collect(), older, newer })
}

/// How many answers the author of a message has; `None` for everybody else, and where nobody can
/// answer.
pub async fn answered(
    db: &impl ConnectionTrait,
    caller: &Caller,
    row: &CommunicationRow,
) -> Result<Option<u64>> {
    if row.author_id != caller.person {
        return Ok(None);
    }
    let text = format!(
        "SELECT reply_allowed, (SELECT COUNT(*) FROM {ANSWERS} WHERE o.communication_id = :id) AS answers \
         FROM message WHERE communication_id = :id"
    );
    let found = Count::find_by_statement(sql!(db, text, id = row.id, me = caller.person)).one(db).await?;
    let found = found.filter(|found| found.reply_allowed || found.answers > 0);
    Ok(found.and_then(|found| stored::count(Some(found.answers))))
}

/// Other numbers when [`answers`] has something else to show; none to anybody but the author.
pub async fn answers_mark(
    db: &impl ConnectionTrait,
    caller: &Caller,
    row: &CommunicationRow,
) -> Result<Vec<i64>> {
    if row.author_id != caller.person {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT COUNT(*) AS answers, COUNT(d.read_at) AS opened, MAX(m.id) AS newest FROM {ANSWERS} \
         WHERE o.communication_id = :id"
    );
    let found = Mark::find_by_statement(sql!(db, text, id = row.id, me = caller.person)).one(db).await?;
    Ok(found.map_or_else(Vec::new, |Mark { answers, opened, newest }| {
        vec![answers, opened, newest.map_or(0, |newest| newest.0)]
    }))
}
