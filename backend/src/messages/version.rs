use std::sync::LazyLock;

use domain::PersonId;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::unread;
use crate::{Backend, Required, Result, access::arrived, ground::sql::Sql, token::fingerprint};

/// How many rows the version covers: the first page.
const FIRST: usize = 25;

/// A row of the first page as one word: its place, and what can change of it.
const ROW: &str = "CAST(delivery.sent_at AS text) || '-' || CAST(delivery.message_id AS text) || '.' || \
     CASE WHEN delivery.read_at IS NULL THEN '' ELSE 'r' END || \
     CASE WHEN delivery.acknowledged_at IS NULL AND delivery.covered_at IS NULL THEN '' ELSE 's' END || \
     CASE WHEN message.cancelled_at IS NULL THEN '' ELSE 'c' END";

/// Open pages ask this whenever messages change, so its text is made once.
static LOOK: LazyLock<Sql> = LazyLock::new(|| seen(Sql::new("SELECT ")));

/// What a version is made of.
#[derive(Debug, FromQueryResult)]
pub(super) struct Seen {
    unread: i64,
    /// The rows of the first page, newest first; `None` for an empty inbox.
    first_page: Option<String>,
}

impl Seen {
    /// The number of unread messages, and the version.
    pub fn told(self) -> Result<(u64, String)> {
        let unread = u64::try_from(self.unread).required("the number of unread messages")?;
        let rows = self.first_page.unwrap_or_default();
        let newest = rows.split('.').next().filter(|place| !place.is_empty()).unwrap_or("0-0");
        let version = format!("{unread}.{newest}.{}", fingerprint(rows.as_bytes()));
        Ok((unread, version))
    }
}

/// What the inbox of `person` shows now, as `unread.newest.rest`: how many are unread, the place of
/// the newest message (`0-0` in an empty inbox), and a fingerprint of the first page. It costs one
/// small read from the index, because every open page asks for it whenever messages change.
pub async fn version_of(backend: &Backend, person: PersonId) -> Result<String> {
    Ok(look(&backend.db, person).await?.1)
}

/// The number of unread messages, and the version.
pub(super) async fn look(db: &impl ConnectionTrait, person: PersonId) -> Result<(u64, String)> {
    let sql = LOOK.clone().bind("person", person);
    let row = Seen::find_by_statement(sql.on(db)).one(db).await?;
    row.required("the version of an inbox")?.told()
}

/// Appends the columns of a [`Seen`] for the inbox of `:person`: one row, however many messages there
/// are.
pub(super) fn seen(sql: Sql) -> Sql {
    unread::counted(sql)
        .then(" AS unread, (SELECT string_agg(one.said, ' ') FROM (SELECT ")
        .then(ROW)
        .then(
            " AS said FROM delivery JOIN message ON message.id = delivery.message_id \
             WHERE delivery.person_id = :person AND delivery.folder = 0 AND ",
        )
        .condition(arrived())
        .then(" ORDER BY delivery.sent_at DESC, delivery.message_id DESC")
        .then(&format!(" LIMIT {FIRST}) AS one) AS first_page"))
}
