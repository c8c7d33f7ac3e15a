use chrono_tz::Tz;
use domain::{
    MessageId,
    communications::{
        ContentDetail, Spoken,
        channels::message::{MessageDetail, MessageProgress},
    },
    time::{Millis, Stamp},
};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::states::{left, states};
use crate::{
    Backend, Required, Result,
    access::Caller,
    communications::{channels::figures::State, row::CommunicationRow},
    entities::{message::Model, message_body},
    files,
    ground::sql::sql,
    rich_text, stored,
};

/// What the sender sees of a message. `canceller` is the caller, if they may cancel it, and so also send
/// a reminder. See [`states`] for how recent the figures are.
pub async fn detail(
    backend: &Backend,
    message: &Model,
    row: &CommunicationRow,
    canceller: Option<&Caller>,
) -> Result<(ContentDetail, Option<State>)> {
    let (db, id) = (&backend.db, message.id);
    let acknowledgement = message.acknowledgement;
    let zone = row.time_zone.0;
    let total = states(backend, id, message.expected).await?.total;
    let expected = stored::count(message.expected);
    let done = if acknowledgement.is_asked() { total.acknowledged } else { total.opened };
    let somebody_is_left = expected.is_some_and(|people| done < people);
    let delivered = message.finished_at.is_some() && message.cancelled_at.is_none();
    let reminded = last_reminder(db, id).await?.map(|at| Stamp::new(at, zone));
    let now = Stamp::new(backend.clock.now(), zone);
    let today = reminded.is_some_and(|at| at.local.date() == now.local.date());
    let left = match canceller {
        Some(caller) if delivered && somebody_is_left && !today => left(backend, caller, message).await?,
        _ => 0,
    };
    let detail = ContentDetail::Message(MessageDetail {
        progress: MessageProgress {
            expected,
            delivered: stored::count(Some(message.delivered)).unwrap_or_default(),
            opened: total.opened,
            acknowledged: total.acknowledged,
        },
        reminded,
        may_remind: left > 0,
        left_to_remind: left,
        ..content(db, message, zone).await?
    });
    Ok((detail, Some(total)))
}

/// What a school that received the message reads.
pub async fn received(
    db: &impl ConnectionTrait,
    message: &Model,
    row: &CommunicationRow,
) -> Result<ContentDetail> {
    Ok(ContentDetail::Message(content(db, message, row.time_zone.0).await?))
}

/// What it says, without any figure.
async fn content(db: &impl ConnectionTrait, message: &Model, zone: Tz) -> Result<MessageDetail> {
    let body = message_body::Entity::find_by_id(message.id).one(db).await?;
    let body = body.required(format_args!("the text of message {}", message.id))?;
    Ok(MessageDetail {
        subject: message.subject.clone(),
        // Cleaned again, to remove anything that the list has forbidden since it was stored.
        body: rich_text::clean(&body.html),
        attachments: files::of(db, message.id).await?,
        due: Stamp::new(message.due_at, zone),
        zone: zone.name().to_owned(),
        named_zone: None,
        copy_to_author: message.copy_to_author,
        reply_allowed: message.reply_allowed,
        acknowledgement: message.acknowledgement,
        progress: MessageProgress::default(),
        reminded: None,
        may_remind: false,
        left_to_remind: 0,
        language: Spoken::FIRST,
        second: None,
    })
}

async fn last_reminder(db: &impl ConnectionTrait, id: MessageId) -> Result<Option<Millis>> {
    let sql = "SELECT MAX(created_at) AS latest FROM message WHERE reply_to = :id AND kind = 'reminder'";
    let row = db.query_one_raw(sql!(db, sql, id)).await?;
    Ok(row.map(|row| row.try_get("", "latest")).transpose()?.flatten())
}
