use domain::{MessageId, PersonId, time::Millis};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::unread;
use crate::{Backend, Error, Result, access::VISIBLE, database::statement, token::fingerprint};

/// Whose state the version tells: the first page.
const FIRST: usize = 25;

#[derive(Debug, FromQueryResult, serde::Serialize)]
struct Seen {
    message_id: MessageId,
    sent_at: Millis,
    read: bool,
    settled: bool,
    cancelled: bool,
}

/// What the inbox of `person` shows now, as `unread.newest.rest`: how many are unread, the place of
/// the newest message (`0-0` in an empty inbox), and a mark of the first page's state. Two small
/// reads from the index: it is asked for each open page whenever messages move.
pub async fn version_of(backend: &Backend, person: PersonId) -> Result<String> {
    Ok(look(&backend.db, person).await?.1)
}

/// How many are unread, and the version.
pub(super) async fn look(db: &impl ConnectionTrait, person: PersonId) -> Result<(u64, String)> {
    let unread = unread::count(db, person).await?;
    let sql = format!(
        "SELECT d.message_id, d.sent_at, (d.read_at IS NOT NULL) AS read, \
         (d.acknowledged_at IS NOT NULL OR d.covered_at IS NOT NULL) AS settled, \
         (m.cancelled_at IS NOT NULL) AS cancelled FROM delivery d JOIN message m ON m.id = d.message_id \
         WHERE d.person_id = ? AND d.folder = 0 AND {VISIBLE} \
         ORDER BY d.sent_at DESC, d.message_id DESC LIMIT {FIRST}"
    );
    let rows = Seen::find_by_statement(statement(db, &sql, [person.into()])).all(db).await?;
    let newest = rows.first().map_or((Millis(0), MessageId(0)), |row| (row.sent_at, row.message_id));
    let told = serde_json::to_vec(&rows)
        .map_err(|reason| Error::Inconsistent(format!("an inbox as JSON: {reason}")))?;
    let mut rest = fingerprint(&told);
    rest.truncate(16);
    Ok((unread, format!("{unread}.{}-{}.{rest}", newest.0, newest.1)))
}
