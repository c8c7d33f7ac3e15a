use domain::{
    CommunicationId, MessageId,
    communications::{Bounds, NewMessage},
    fields::FieldProblem,
    messages::MessageKind,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::rewrite::add_to_search;
use crate::{
    Backend, Error, Required, Result,
    access::signature,
    communications::{channels::attached, deployment::Deployment, insert},
    delivery::{self, Letter},
    entities::message,
    files, rich_text,
};

/// # Errors
/// [`Error::Fields`] for too many files, and for a time in the past.
pub fn check(backend: &Backend, deployment: &Deployment<'_>, new: &NewMessage) -> Result<()> {
    attached::check(backend, &new.attachments)?;
    let local = deployment.now.local(deployment.zone);
    match local.and_then(|now| new.send_at.over_at(now)) {
        Some(field) => Err(Error::field(field, FieldProblem::InThePast)),
        None => Ok(()),
    }
}

/// Writes the message, due now or later; the engine finds it by itself.
pub async fn write(
    db: &DatabaseTransaction,
    deployment: &Deployment<'_>,
    id: CommunicationId,
    new: &NewMessage,
) -> Result<()> {
    // A time earlier in the current minute, or in an hour that the clock shows twice, counts as
    // now.
    let due_at = deployment.due(new.send_at.instant(deployment.now, deployment.zone));
    // A message has no period: these bounds keep it off every home page.
    let bounds = |_| Bounds { begins_at: due_at, ends_at: due_at };
    insert::publications(db, deployment, id, bounds).await?;
    let letter = Letter {
        communication: Some(id),
        author: Some(deployment.caller.person),
        sender_name: signature(db, deployment.caller).await?,
        source_name: deployment.source_name(),
        copy_to_author: new.copy_to_author,
        reply_allowed: new.reply_allowed,
        acknowledgement: new.acknowledgement,
        ..Letter::new(
            MessageKind::Communication,
            format!("communication-{id}"),
            delivery::Content::Written {
                subject: new.subject.as_str().to_owned(),
                body: rich_text::clean(new.body.as_str()),
            },
            due_at,
        )
    };
    let message = delivery::enqueue(db, deployment.now, letter).await?;
    let message = message.required(format_args!("the message of communication {id}"))?;
    add_to_search(db, message, new.second.as_ref()).await?;
    attach(db, deployment, message, &new.attachments).await
}

/// Moves the files that the form showed to the message.
async fn attach(
    db: &DatabaseTransaction,
    deployment: &Deployment<'_>,
    message: MessageId,
    shown: &[String],
) -> Result<()> {
    let attached = files::adopt(db, deployment.form(), message.into(), shown).await?;
    if attached > 0 {
        let count = i32::try_from(attached).unwrap_or(i32::MAX);
        message::Entity::update_many()
            .col_expr(message::Column::Attachments, count.into())
            .filter(message::Column::Id.eq(message))
            .exec(db)
            .await?;
    }
    Ok(())
}
