use domain::{
    CommunicationId, Conflict, MessageId,
    communications::{NewMessage, SecondVersion},
    search::fold,
    versions::Wording,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::Model;
use crate::{
    Error, Required, Result, delivery,
    entities::{message, message_body},
    ground::{sql::sql, wording},
    rich_text,
};

/// Holds a message that has not gone out; whoever delivers it waits for the correction.
///
/// # Errors
/// [`Error::Conflict`] when it is on its way.
pub async fn hold_to_correct(db: &DatabaseTransaction, id: CommunicationId) -> Result<()> {
    let text = "UPDATE message SET fence = fence WHERE communication_id = :id AND sent_at IS NULL \
                AND cancelled_at IS NULL AND failed_at IS NULL";
    let held = db.execute_raw(sql!(db, text, id)).await?.rows_affected();
    if held == 0 { Err(Error::Conflict(Conflict::NothingToCorrect)) } else { Ok(()) }
}

/// Writes another subject and text.
pub async fn rewrite(db: &DatabaseTransaction, id: CommunicationId, new: &NewMessage) -> Result<()> {
    let its_message = message::Entity::find().filter(message::Column::CommunicationId.eq(id));
    let row = its_message.one(db).await?.ok_or(Error::NotFound)?;
    let body = rich_text::clean(new.body.as_str());
    let from = [row.sender_name.as_str(), row.source_name.as_str()];
    delivery::reword(db, row.id, from, new.subject.as_str(), body).await?;
    add_to_search(db, row.id, new.second.as_ref()).await
}

/// Lets a reader find the message by the words of its second version too. Call it when the first one has
/// been written.
pub async fn add_to_search(
    db: &DatabaseTransaction,
    id: MessageId,
    second: Option<&SecondVersion>,
) -> Result<()> {
    let Some(SecondVersion { title, text, .. }) = second else { return Ok(()) };
    let more = fold(&format!("{title} {text}"));
    let sql = "UPDATE message_body SET search_text = search_text || ' ' || :more WHERE message_id = :id";
    db.execute_raw(sql!(db, sql, more, id)).await?;
    Ok(())
}

/// What its readers will read.
pub async fn wording(db: &impl ConnectionTrait, message: &Model) -> Result<Wording> {
    let body = message_body::Entity::find_by_id(message.id).one(db).await?;
    let body = body.required(format_args!("the text of message {}", message.id))?;
    Ok(wording::wording(&message.subject, &body.html))
}

pub fn wording_of(new: &NewMessage) -> Wording {
    wording::wording(new.subject.as_str(), rich_text::clean(new.body.as_str()).as_str())
}
