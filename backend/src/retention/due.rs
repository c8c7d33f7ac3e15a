//! What is over its time, as SQL that the page counts and the purge deletes.

use domain::{
    retention::{COUNTED, Kept},
    time::Millis,
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};

use crate::{Result, ground::sql::sql};

/// Along the index of who has left, and among whom the last import has touched, as long as that is not
/// written into their rows: it may have brought somebody back.
const LEFT: &str = "SELECT f.id FROM person_row f WHERE f.removed_at < :before AND f.erased_at IS NULL \
    UNION ALL SELECT s.id FROM import_person s WHERE s.removed_at < :before";
/// Whom an import that died has brought and never shown: on `SQLite` only the view says that they are not
/// there.
const NEVER_SEEN: &str = " UNION ALL SELECT c.id FROM person_row c INDEXED BY person_coming \
    WHERE c.changes_in > 2 AND c.erased_at IS NULL";

pub(super) fn people(engine: DbBackend) -> String {
    let never_seen = if engine == DbBackend::Sqlite { NEVER_SEEN } else { "" };
    format!(
        "SELECT t.id AS id FROM person t WHERE t.id IN ({LEFT}{never_seen}) \
         AND t.removed_at < :before AND t.erased_at IS NULL"
    )
}

/// Messages that are no communication: answers, reminders, notifications. One that has an answer stays
/// as long as the answer.
pub(super) const LETTERS: &str = "SELECT t.id AS id FROM message t WHERE t.communication_id IS NULL \
    AND t.purged_at IS NULL AND t.created_at < :before \
    AND COALESCE(t.finished_at, t.cancelled_at, t.failed_at) < :before \
    AND NOT EXISTS (SELECT 1 FROM message r WHERE r.reply_to = t.id)";

/// Communications that were sent as a message.
pub(super) const SENT: &str = "EXISTS (SELECT 1 FROM message m WHERE m.communication_id = t.id)";
/// Communications that were shown for a period.
pub(super) const SHOWN: &str = "NOT EXISTS (SELECT 1 FROM message m WHERE m.communication_id = t.id)";

/// Files of messages, whether the messages go too or stay longer.
pub(super) const ATTACHMENTS: &str = "SELECT t.id AS id FROM file t JOIN message m ON m.id = t.owner_id \
    WHERE t.owner_kind = 'message' AND COALESCE(m.finished_at, m.cancelled_at, m.failed_at) < :before";

pub(super) const DRAFTS: &str = "SELECT t.id AS id FROM draft t WHERE t.updated_at < :before";

pub(super) const MAIL: &str = "SELECT t.id AS id FROM job t WHERE t.kind = 'mail' \
    AND (t.done_at < :before OR t.failed_at < :before)";

const JOURNAL: &str = "SELECT t.number AS id FROM audit_entry t WHERE t.at < :before";

/// Communications that ended long ago, and about which nothing younger was written: no answer, no
/// notification, no question of a school.
pub(super) fn communications(which: &str) -> String {
    format!(
        "SELECT t.id AS id FROM communication t WHERE t.purged_at IS NULL AND t.created_at < :before AND {which} \
         AND (t.cancelled_at < :before OR (t.cancelled_at IS NULL AND NOT EXISTS \
         (SELECT 1 FROM publication p WHERE p.communication_id = t.id AND p.ends_at >= :before))) \
         AND NOT EXISTS (SELECT 1 FROM message a WHERE a.about_id = t.id) \
         AND NOT EXISTS (SELECT 1 FROM exchange x WHERE x.communication_id = t.id) \
         AND NOT EXISTS (SELECT 1 FROM message m WHERE m.communication_id = t.id \
         AND (COALESCE(m.finished_at, m.cancelled_at, m.failed_at, :before) >= :before \
         OR EXISTS (SELECT 1 FROM message r WHERE r.reply_to = m.id)))"
    )
}

#[derive(FromQueryResult)]
struct DueCount {
    found: i64,
}

/// How many of a kind the next purge deletes; at most [`COUNTED`] and one more.
pub(super) async fn count(db: &impl ConnectionTrait, kind: Kept, before: Millis) -> Result<u64> {
    let selects = match kind {
        Kept::People => vec![people(db.get_database_backend())],
        Kept::Messages => vec![communications(SENT), LETTERS.to_owned()],
        Kept::Shown => vec![communications(SHOWN)],
        Kept::Attachments => vec![ATTACHMENTS.to_owned()],
        Kept::Drafts => vec![DRAFTS.to_owned()],
        Kept::Mail => vec![MAIL.to_owned()],
        Kept::Journal => vec![JOURNAL.to_owned()],
    };
    let (mut all, most) = (0, COUNTED + 1);
    for select in selects {
        let text = format!("SELECT COUNT(*) AS found FROM ({select} LIMIT {most}) q");
        let found = DueCount::find_by_statement(sql!(db, text, before)).one(db).await?;
        all += found.and_then(|row| u64::try_from(row.found).ok()).unwrap_or_default();
    }
    Ok(all.min(most))
}

#[derive(FromQueryResult)]
struct DueRow {
    id: i64,
}

/// The next ones after `last`, in their order; at most `most`.
pub(super) async fn next(
    db: &impl ConnectionTrait,
    select: &str,
    (before, last, most): (Millis, i64, u64),
) -> Result<Vec<i64>> {
    let text = format!("{select} AND t.id > :last ORDER BY t.id LIMIT {most}");
    let rows = DueRow::find_by_statement(sql!(db, text, before, last)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Which of these are still over their time. Read again in the transaction that deletes.
pub(super) async fn still(
    db: &impl ConnectionTrait,
    select: &str,
    before: Millis,
    among: &str,
) -> Result<Vec<i64>> {
    let text = format!("{select} AND t.id IN ({among}) ORDER BY t.id");
    let rows = DueRow::find_by_statement(sql!(db, text, before)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// The first rows of a `SELECT` whose column is called `id`.
pub(super) async fn ids(db: &impl ConnectionTrait, text: &str) -> Result<Vec<i64>> {
    let rows = DueRow::find_by_statement(sql!(db, text)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
