use domain::messages::view::Original;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::visible::{Own, load, may_see};
use crate::{
    Error, Result,
    access::Caller,
    entities::{message, message_body},
    ground::second,
    rich_text,
};

/// The message that this one answers or reminds of. If the caller can open it, only its address is
/// given; if they cannot but wrote it themselves, the full text. Otherwise nothing.
pub(super) async fn original(
    db: &impl ConnectionTrait,
    caller: &Caller,
    own: &Own,
) -> Result<Option<Original>> {
    let Some(id) = own.reply_to else { return Ok(None) };
    let Some(message) = message::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let found = Original {
        subject: message.subject,
        language: second::language_of(db, message.communication_id).await?,
        second: second::second_of(db, message.communication_id).await?,
        address: None,
        body: None,
    };
    let at = |address: String| Original { address: Some(address), ..found.clone() };
    match load(db, caller.person, id).await {
        Ok(_) => return Ok(Some(at(format!("/messagerie/{id}")))),
        Err(Error::NotFound) => {}
        Err(other) => return Err(other),
    }
    if let Some(communication) = message.communication_id
        && may_see(db, caller, communication).await?
    {
        return Ok(Some(at(format!("/communications/{communication}"))));
    }
    if message.author_id != Some(caller.person) {
        return Ok(None);
    }
    let body = message_body::Entity::find_by_id(id).one(db).await?;
    let body = body.map(|body| rich_text::clean(&body.html));
    Ok(Some(Original { body, ..found }))
}
