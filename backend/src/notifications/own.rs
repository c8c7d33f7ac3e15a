//! `Own`: authors learn what became of what they sent.

use domain::{CommunicationId, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{about::Told, schools, texts};
use crate::{Result, access::Caller, database::statement, delivery::post};

/// Everything of a communication has been carried out. Call it in the transaction that notes so.
pub(crate) async fn deployed(db: &DatabaseTransaction, now: Millis, id: CommunicationId) -> Result<()> {
    let told = Told::load(db, id).await?;
    if told.row.cancelled_at.is_some() {
        return Ok(());
    }
    if let Some(author) = told.author_to_tell(db).await? {
        let letter = told.letter(now, format!("own-deployed-{id}"), texts::deployed(&told.about()));
        post(db, now, letter, &[author]).await?;
    }
    schools::appeared(db, now, &told).await
}

/// A communication has been given up, perhaps in some schools alone.
pub(crate) async fn failed(db: &DatabaseTransaction, now: Millis, id: CommunicationId) -> Result<()> {
    let told = Told::load(db, id).await?;
    if let Some(author) = told.author_to_tell(db).await? {
        let letter = told.letter(now, format!("own-failed-{id}"), texts::failed(&told.about()));
        post(db, now, letter, &[author]).await?;
    }
    schools::appeared(db, now, &told).await
}

/// `by` has cancelled a communication.
pub(crate) async fn cancelled(
    db: &DatabaseTransaction,
    now: Millis,
    id: CommunicationId,
    by: &Caller,
) -> Result<()> {
    let told = Told::load(db, id).await?;
    if told.row.author_id != by.person.0
        && let Some(author) = told.author_to_tell(db).await?
    {
        let text = texts::cancelled(&told.about(), &by.name);
        post(db, now, told.letter(now, format!("own-cancelled-{id}"), text), &[author]).await?;
    }
    schools::withdrawn(db, now, &told, &by.name).await
}

/// Whether a school has something of it.
pub(super) async fn has_begun(db: &DatabaseTransaction, id: i64) -> Result<bool> {
    let sql =
        format!("SELECT 1 FROM publication p WHERE p.communication_id = ? AND {} LIMIT 1", schools::HAS_IT);
    Ok(db.query_one_raw(statement(db, &sql, [id.into()])).await?.is_some())
}
