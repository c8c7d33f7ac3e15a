//! What each channel stores, reads and does: one file for each channel, and one line in each list of this
//! file and of `content.rs`.
//!
//! The rest of the room knows what all channels share (author, perimeter, targets, schools), and asks this
//! module for everything else.

use domain::{
    CommunicationId,
    communications::{Channel, Content, SecondVersion},
    time::Millis,
    versions::Wording,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

mod announcement;
mod attached;
mod content;
mod figures;
pub(super) mod message;
mod news;
mod period;
mod shown;

pub(super) use self::{
    content::{Stored, missing, stored, stored_of},
    figures::{SchoolFigures, State, States},
    period::Days,
};
use super::deployment::Deployment;
use crate::{Backend, Result, files::Owner, ground::second, queue::Kind, revision::Scope};

/// The channels whose communications are shown for a period, each with its table.
const SHOWN: [(Channel, &str); 2] = [(Channel::Announcement, "announcement"), (Channel::News, "news")];

/// Refuses what cannot be deployed at this moment, field by field.
pub(super) fn check(backend: &Backend, deployment: &Deployment<'_>, content: &Content) -> Result<()> {
    match content {
        Content::Announcement(_) => Ok(()),
        Content::Message(message) => message::check(backend, deployment, message),
        Content::News(news) => news::check(backend, news),
    }
}

/// Writes the content, the record of each school and the work that follows.
pub(super) async fn write(
    db: &DatabaseTransaction,
    deployment: &Deployment<'_>,
    id: CommunicationId,
    content: &Content,
) -> Result<()> {
    match content {
        Content::Announcement(announcement) => announcement::write(db, deployment, id, announcement).await?,
        Content::Message(message) => message::write(db, deployment, id, message).await?,
        Content::News(news) => news::write(db, deployment, id, news).await?,
    }
    second::write(db, id, content.second()).await
}

/// The kind of job that follows a deployment.
pub(super) const fn work_of(channel: Channel) -> Kind {
    match channel {
        Channel::Announcement | Channel::News => Kind::Publish,
        Channel::Message => Kind::Deliver,
    }
}

/// Whether a channel shows its communications for a period.
pub(super) const fn has_period(channel: Channel) -> bool {
    match channel {
        Channel::Announcement | Channel::News => true,
        Channel::Message => false,
    }
}

/// Whether readers may get copies by e-mail.
pub(super) const fn has_copies(channel: Channel) -> bool {
    match channel {
        Channel::Message => true,
        Channel::Announcement | Channel::News => false,
    }
}

/// SQL condition on a `communication`: its channel has a period.
pub(super) fn periodic_sql() -> String {
    let codes: Vec<String> = Channel::ALL
        .into_iter()
        .filter(|channel| has_period(*channel))
        .map(|channel| format!("'{}'", channel.code()))
        .collect();
    format!("communication.channel IN ({})", codes.join(", "))
}

/// Withdraws what was given to readers. Home pages drop a cancelled communication by themselves.
pub(super) async fn withdraw(
    db: &DatabaseTransaction,
    channel: Channel,
    id: CommunicationId,
    now: Millis,
) -> Result<()> {
    match channel {
        Channel::Message => message::withdraw(db, id, now).await,
        Channel::Announcement | Channel::News => Ok(()),
    }
}

/// Holds what is being sent until the transaction ends, so that a correction comes before it or not at
/// all.
///
/// # Errors
/// [`crate::Error::Conflict`] when it is on its way.
pub(super) async fn hold_to_correct(
    db: &DatabaseTransaction,
    channel: Channel,
    id: CommunicationId,
) -> Result<()> {
    match channel {
        Channel::Message => message::hold_to_correct(db, id).await,
        Channel::Announcement | Channel::News => Ok(()),
    }
}

/// Whether a message may stand beside one of these: *Envoyer aussi par messagerie*.
pub(super) const fn may_have_message(channel: Channel) -> bool {
    matches!(channel, Channel::Announcement)
}

/// Writes another wording. Call it under the lock of the communication.
pub(super) async fn rewrite(db: &DatabaseTransaction, id: CommunicationId, content: &Content) -> Result<()> {
    match content {
        Content::Announcement(announcement) => announcement::rewrite(db, id, announcement).await?,
        Content::Message(message) => message::rewrite(db, id, message).await?,
        Content::News(news) => news::rewrite(db, id, news).await?,
    }
    second::rewrite(db, id, content.second()).await
}

/// What readers will read of a content.
pub(super) fn wording_of(content: &Content) -> Wording {
    let first = match content {
        Content::Announcement(announcement) => announcement::wording_of(announcement),
        Content::Message(message) => message::wording_of(message),
        Content::News(news) => news::wording_of(news),
    };
    SecondVersion::after(content.second(), first)
}

/// The inboxes in which a communication stands.
pub(super) async fn inboxes(
    db: &DatabaseTransaction,
    channel: Channel,
    id: CommunicationId,
) -> Result<Option<Scope>> {
    match channel {
        Channel::Message => message::inboxes(db, id).await,
        Channel::Announcement | Channel::News => Ok(None),
    }
}

/// The files and the picture of a communication belong to this owner, if its channel has any.
pub(super) async fn files_of(
    db: &impl ConnectionTrait,
    channel: Channel,
    id: CommunicationId,
) -> Result<Option<Owner>> {
    match channel {
        Channel::Announcement => Ok(None),
        Channel::Message => {
            let rows = message::load(db, vec![id]).await?;
            Ok(rows.first().map(|row| row.id.into()))
        }
        Channel::News => Ok(Some(id.into())),
    }
}

/// SQL condition on a `communication` with its [`FIGURES`](super::row::FIGURES): it has this status. Must
/// agree with [`domain::communications::StatusFacts::status`]; a test compares the two.
pub(super) fn status_sql(status: &str, now: Millis) -> String {
    let shown = SHOWN.map(|(channel, _)| shown::status_sql(channel, status, now));
    any_of(shown.into_iter().chain([message::status_sql(status, now)]))
}

/// SQL condition on a `communication`: it is shown, or sent, on one of these days.
pub(super) fn days_sql(days: &Days) -> String {
    let shown = SHOWN.map(|(_, table)| shown::days_sql(table, days));
    any_of(shown.into_iter().chain([message::days_sql(days)]).map(Some))
}

/// SQL condition on a `communication` that is not cancelled: it runs, or is still to come.
pub(super) fn live_sql(now: Millis) -> String {
    let shown = SHOWN.map(|(channel, _)| shown::live_sql(channel, now));
    any_of(shown.into_iter().chain([message::live_sql()]).map(Some))
}

fn any_of(conditions: impl IntoIterator<Item = Option<String>>) -> String {
    let conditions: Vec<String> =
        conditions.into_iter().flatten().map(|condition| format!("({condition})")).collect();
    if conditions.is_empty() { "1 = 0".to_owned() } else { format!("({})", conditions.join(" OR ")) }
}
