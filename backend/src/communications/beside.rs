//! *Envoyer aussi par messagerie*: what goes out beside a communication, to the same people, is a
//! communication of its own. Its form key follows from that of the form.

use domain::{
    CommunicationId,
    communications::{Status, view::Beside},
    time::Millis,
};
use sea_orm::ConnectionTrait;

use super::{
    channels,
    row::{load, may_cancel},
};
use crate::{Backend, Error, Result, access::Caller, ground::sql::sql};

const MARK: &str = "-aussi";

/// The key under which the other one is written.
pub(super) fn other_key(form_key: &str) -> String {
    format!("{form_key}{MARK}")
}

/// The key of the form, if this is the other one's.
pub(super) fn form_key_of(key: &str) -> Option<&str> {
    key.strip_suffix(MARK)
}

/// The other communication of the same form.
pub(super) async fn other_of(
    db: &impl ConnectionTrait,
    id: CommunicationId,
) -> Result<Option<CommunicationId>> {
    let text = format!(
        "SELECT o.id FROM communication c JOIN communication o ON o.author_id = c.author_id \
         AND (o.form_key = c.form_key || '{MARK}' OR c.form_key = o.form_key || '{MARK}') WHERE c.id = :id"
    );
    let row = db.query_one_raw(sql!(db, text.as_str(), id)).await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

/// The same for a page, if the caller may know of it, and it is neither cancelled nor over.
pub(super) async fn beside(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    now: Millis,
) -> Result<Option<Beside>> {
    let db = &backend.db;
    let Some(other) = other_of(db, id).await? else { return Ok(None) };
    let row = match load(db, caller, other).await {
        Ok(row) => row,
        Err(Error::NotFound | Error::Forbidden(_) | Error::SecondFactorMissing) => return Ok(None),
        Err(reason) => return Err(reason),
    };
    let status = channels::stored_of(db, &row).await?.facts(&row).status(now);
    if matches!(status, Status::Cancelled | Status::Ended) {
        return Ok(None);
    }
    let may_cancel = may_cancel(db, caller, other).await?;
    Ok(Some(Beside { id: other, channel: row.channel, title: row.title, may_cancel }))
}
