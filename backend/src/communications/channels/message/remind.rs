use domain::{
    CommunicationId, Conflict, MessageId,
    audit::Action,
    communications::OtherTitle,
    messages::{MessageKind, Notice},
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::{
    Backend, Error, Required, Result,
    access::{Caller, signature},
    audit::{self, Entry},
    communications::row::load_to_cancel,
    delivery::{self, Letter, left_to_remind},
    entities::message,
    ground::{second::second_of, sql::sql},
    queue::Kind,
    revision::{self, Scope},
    stored, transaction,
};

/// relancer: writes only to the recipients from whom the message still awaits something, where the
/// caller may still remind, and returns how many they are. The engine chooses them at the moment when
/// it delivers the reminder.
///
/// # Errors
/// As [`cancel`](crate::communications::cancel()). [`Error::Conflict`] when a reminder was already
/// sent today (in the local time of the message's schools), when nobody is left to remind, when the
/// message has not reached everybody yet, and when it is cancelled.
pub async fn remind(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<u64> {
    let row = load_to_cancel(&backend.db, caller, id).await?;
    let its_message = message::Entity::find().filter(message::Column::CommunicationId.eq(id));
    let original = its_message.one(&backend.db).await?.ok_or(Error::NotFound)?.id;
    let now = backend.clock.now();
    let day = stored::day(now, row.time_zone.0)?;
    let people = transaction!(&backend.db, |tx| {
        hold(tx, original).await?;
        // The caller may have lost the right meanwhile.
        let present = Caller::load(tx, caller.person).await?;
        load_to_cancel(tx, &present, id).await?;
        let message = message::Entity::find_by_id(original).one(tx).await?;
        let message = message.required(format_args!("message {original}"))?;
        let people = left(tx, &present, original).await?;
        if people == 0 {
            return Err(Error::Conflict(Conflict::NobodyLeft));
        }
        let second = second_of(tx, Some(id)).await?;
        let notice = Notice::Reminder {
            other: OtherTitle::of(row.language, second.as_ref()),
            subject: message.subject,
            sender: message.sender_name,
            acknowledgement_asked: message.acknowledgement.is_asked(),
        };
        let letter = Letter {
            reply_to: Some(original),
            author: Some(caller.person),
            sender_name: signature(tx, caller).await?,
            source_name: message.source_name,
            ..Letter::new(
                MessageKind::Reminder,
                format!("reminder-{original}-{day}"),
                delivery::Content::Notice(notice),
                now,
            )
        };
        if delivery::enqueue(tx, now, letter).await?.is_none() {
            return Err(Error::Conflict(Conflict::Reminded));
        }
        revision::touch(tx, revision::MESSAGES, [Scope::Communication(id)]).await?;
        let entry = Entry::by(caller, Action::Reminded, row.title.as_str())
            .with("communication", id)
            .with("people", people);
        audit::append(tx, now, entry).await?;
        Ok(people)
    })?;
    backend.queue.wake(Kind::Deliver);
    backend.refresh().await?;
    Ok(people)
}

/// Keeps the message as it is, delivered and not cancelled, until the transaction ends.
async fn hold(db: &DatabaseTransaction, original: MessageId) -> Result<()> {
    let sql = "UPDATE message SET fence = fence WHERE id = :original AND cancelled_at IS NULL AND finished_at IS NOT NULL";
    if db.execute_raw(sql!(db, sql, original)).await?.rows_affected() > 0 {
        return Ok(());
    }
    let message = message::Entity::find_by_id(original).one(db).await?.ok_or(Error::NotFound)?;
    Err(Error::Conflict(if message.cancelled_at.is_some() {
        Conflict::Withdrawn
    } else {
        Conflict::Undelivered
    }))
}

/// How many people a reminder of the caller would go to now, with the condition by which the engine chooses
/// them.
pub(super) async fn left(db: &impl ConnectionTrait, caller: &Caller, original: MessageId) -> Result<u64> {
    let left = left_to_remind(db, original, Some(caller)).await?;
    let sql = format!(
        "SELECT COUNT(*) AS people FROM delivery d JOIN message o ON o.id = d.message_id \
         WHERE d.message_id = :original AND {left}"
    );
    let row = db.query_one_raw(sql!(db, sql.as_str(), original)).await?;
    let people: i64 = row.map(|row| row.try_get("", "people")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(people).unwrap_or_default())
}
