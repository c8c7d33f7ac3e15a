use domain::{
    MessageId,
    messages::view::OwnAnswer,
    time::{Millis, Stamp},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{Result, access::Caller, ground::sql::sql, rich_text, stored};

/// How many of them a page shows, the newest.
const SHOWN: usize = 50;

#[derive(FromQueryResult)]
struct AnswerRow {
    html: String,
    created_at: Millis,
    all_of_them: i64,
}

/// What the caller answered to a message, the oldest first, and how many older answers are left out.
pub(super) async fn own_answers(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: MessageId,
) -> Result<(Vec<OwnAnswer>, u64)> {
    let text = format!(
        "SELECT b.html, m.created_at, COUNT(*) OVER () AS all_of_them FROM message m \
         JOIN message_body b ON b.message_id = m.id \
         WHERE m.reply_to = :id AND m.author_id = :me AND m.kind = 'reply' ORDER BY m.id DESC LIMIT {SHOWN}"
    );
    let rows = AnswerRow::find_by_statement(sql!(db, text, id, me = caller.person)).all(db).await?;
    let all = rows.first().and_then(|row| stored::count(Some(row.all_of_them))).unwrap_or_default();
    let more = all.saturating_sub(rows.len() as u64);
    let zone = caller.own_zone();
    let answers = rows.into_iter().rev().map(|row| OwnAnswer {
        // Cleaned again, to remove anything that the list has forbidden since it was stored.
        body: rich_text::clean(&row.html),
        sent: Stamp::new(row.created_at, zone),
    });
    Ok((answers.collect(), more))
}
