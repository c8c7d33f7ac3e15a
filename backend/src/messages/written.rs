use domain::{
    MessageId,
    messages::view::{WrittenLetter, WrittenPage},
    time::{Millis, Stamp},
};
use sea_orm::FromQueryResult;

use crate::{Backend, Result, access::Caller, ground::sql::sql, rich_text};

const PAGE: usize = 25;

#[derive(FromQueryResult)]
struct WrittenMessage {
    id: MessageId,
    recipient: Option<String>,
    subject: String,
    html: String,
    created_at: Millis,
    answered: Option<MessageId>,
}

/// *Envoyés*: what the caller answered to messages and wrote to authors, after the letter `before`. What
/// they send as a sender is under *Communications émises*.
pub async fn written(backend: &Backend, caller: &Caller, before: Option<MessageId>) -> Result<WrittenPage> {
    let text = format!(
        "SELECT m.id, m.subject, m.created_at, b.html, \
         (SELECT MIN(p.first_name || ' ' || p.last_name) FROM delivery t JOIN person p ON p.id = t.person_id \
         WHERE t.message_id = m.id AND t.person_id <> :me) AS recipient, \
         (SELECT o.message_id FROM delivery o WHERE o.message_id = m.reply_to AND o.person_id = :me \
         AND o.folder <> 2) AS answered \
         FROM message m JOIN message_body b ON b.message_id = m.id \
         WHERE m.author_id = :me AND m.kind IN ('reply', 'contact') AND m.id < :before \
         ORDER BY m.id DESC LIMIT {}",
        PAGE + 1
    );
    let newer = before.is_some();
    let before = before.unwrap_or(MessageId(i64::MAX));
    let db = &backend.db;
    let mut rows =
        WrittenMessage::find_by_statement(sql!(db, text, before, me = caller.person)).all(db).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let zone = caller.own_zone();
    let older = rows.last().map(|row| row.id).filter(|_| more);
    let rows = rows.into_iter().map(|row| WrittenLetter {
        id: row.id,
        to: row.recipient.unwrap_or_default(),
        subject: row.subject,
        // Cleaned again, to remove anything that the list has forbidden since it was stored.
        body: rich_text::clean(&row.html),
        sent: Stamp::new(row.created_at, zone),
        answers: row.answered,
    });
    Ok(WrittenPage { rows: rows.collect(), older, newer })
}
