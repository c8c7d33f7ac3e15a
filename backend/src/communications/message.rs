use domain::{
    MessageId,
    communications::{
        Acknowledgement, CleanHtml,
        view::{MessageDetail, MessageProgress},
    },
    time::{Millis, Stamp},
};
use sea_orm::EntityTrait;

use super::{detail::Row, stored};
use crate::{
    Backend, Error, Result, attachments,
    entities::{message, message_body},
    rich_text,
};

/// What the sender sees of the message of a communication; `None` on another channel.
pub(super) async fn detail(backend: &Backend, row: &Row, may_remind: bool) -> Result<Option<MessageDetail>> {
    let Some(id) = row.message_id else { return Ok(None) };
    let db = &backend.db;
    let missing = || Error::Inconsistent(format!("message {id}"));
    let message = message::Entity::find_by_id(id).one(db).await?.ok_or_else(missing)?;
    let body = message_body::Entity::find_by_id(id).one(db).await?.ok_or_else(missing)?;
    let acknowledgement = Acknowledgement::from_code(&message.acknowledgement).ok_or_else(missing)?;
    Ok(Some(MessageDetail {
        body: cleaned(&body.html),
        attachments: attachments::of_message(db, MessageId(id)).await?,
        due: Stamp::new(Millis(message.due_at), row.zone()?),
        copy_to_author: message.copy_to_author,
        reply_allowed: message.reply_allowed,
        acknowledgement,
        progress: MessageProgress {
            expected: stored::count(message.expected),
            delivered: stored::count(Some(message.delivered)).unwrap_or_default(),
            ..MessageProgress::default()
        },
        reminded: None,
        may_remind,
    }))
}

/// Cleaned once more: what the list forbids since it was stored is gone too.
fn cleaned(html: &str) -> CleanHtml {
    rich_text::clean(html)
}
