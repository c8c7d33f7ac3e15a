use std::time::Duration;

use domain::{
    CommunicationId, EstablishmentId, MessageId, PersonId,
    communications::received::RECEIVED,
    directory::ConcernedChild,
    messages::{
        MessageKind, Notice,
        view::{AcknowledgementState, MessageView, ReplyState},
    },
    time::{Millis, Stamp},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, EntityTrait};

use super::{
    answers::own_answers,
    original::original,
    version::version_of,
    visible::{Own, load, may_receive, may_see, update},
};
use crate::{
    Backend, Required, Result,
    access::{Caller, Seer, responsible_to},
    database::alone,
    entities::{delivery, message_body},
    files,
    ground::{school_name::SCHOOL_CALLED, second, sql::sql},
    notice::Rendered,
    rich_text,
    search::by_name,
    token::random_hex,
};

/// How long the page of a message waits until it is noted as read.
const NOTE_PATIENCE: Duration = Duration::from_secs(1);

/// Opens a message and marks it as read, unless the page is loaded in advance.
///
/// # Errors
/// [`crate::Error::NotFound`] when the message is not in the caller's inbox or archive, or was withdrawn
/// before they opened it.
pub async fn open(backend: &Backend, caller: &Caller, id: MessageId) -> Result<MessageView> {
    // Read before the message: the event stream reports what happens in between.
    let mut version = version_of(backend, caller.person).await?;
    let mut own = load(&backend.db, caller.person, id).await?;
    if let Some(person) = Seer::from(caller).person().filter(|_| own.read_at.is_none()) {
        let set = [(delivery::Column::ReadAt, backend.clock.now().into())];
        let unread = Condition::all().add(delivery::Column::ReadAt.is_null());
        let db = backend.db.clone();
        let noted = async move { update(&db, person, id, set, unread).await };
        note_opened(&backend.db, noted).await;
        version = version_of(backend, caller.person).await?;
        // It may have been withdrawn meanwhile: then there is nothing to show.
        own = load(&backend.db, caller.person, id).await?;
    }
    view(backend, caller, id, own, version).await
}

/// Notes that a message was opened. It is shown in any case: if another writer holds the database, the note
/// is stored behind the answer, and if nothing can be stored, the message stays unread.
async fn note_opened(db: &DatabaseConnection, noted: impl Future<Output = Result<bool>> + Send + 'static) {
    let db = db.clone();
    let mut storing = tokio::spawn(async move { alone(&db, noted).await });
    match tokio::time::timeout(NOTE_PATIENCE, &mut storing).await {
        Ok(Ok(Err(reason))) => {
            tracing::warn!(%reason, "that a message was opened could not be stored");
        }
        Ok(Err(reason)) => {
            tracing::error!(%reason, "that a message was opened could not be stored");
        }
        Ok(Ok(Ok(_))) | Err(_) => {}
    }
}

async fn view(
    backend: &Backend,
    caller: &Caller,
    id: MessageId,
    own: Own,
    version: String,
) -> Result<MessageView> {
    let db = &backend.db;
    let body = message_body::Entity::find_by_id(id).one(db).await?;
    let body = body.required(format_args!("the text of message {id}"))?;
    let (subject, body) = match &own.notice {
        Some(notice) => {
            let told = Rendered::of(notice, caller.words());
            (told.subject, told.body)
        }
        // Cleaned again, to remove anything that the list has forbidden since it was stored.
        None => (own.subject.clone(), rich_text::clean(&body.html)),
    };
    let zone = caller.own_zone();
    let stamp = |at: Millis| Stamp::new(at, zone);
    let (answers, more_answers) = own_answers(db, caller, id).await?;
    let attachments = files::of(db, id).await?;
    let sent_with = u64::try_from(own.attachments).unwrap_or_default();
    Ok(MessageView {
        id,
        version,
        kind: own.kind,
        folder: own.folder,
        body,
        language: second::language_of(db, own.communication_id).await?,
        second: second::second_of(db, own.communication_id).await?,
        sent: stamp(own.sent_at),
        cancelled: own.cancelled_at.map(stamp),
        schools: schools(db, caller, id, own.establishment_id).await?,
        children: children(db, caller, id, &own).await?,
        attachments_gone: sent_with.saturating_sub(attachments.len() as u64),
        attachments,
        acknowledgement: acknowledgement(db, caller, id, &own, stamp).await?,
        reply: reply_state(caller, &own),
        form_key: random_hex::<16>()?,
        original: original(db, caller, &own).await?,
        answers,
        more_answers,
        about: about(db, caller, own.about_id).await?,
        leads_to: own.notice.as_deref().and_then(Notice::leads_to),
        sender: own.sender_name,
        source: own.source_name,
        subject,
    })
}

/// The names of the schools through which the message came.
async fn schools(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: MessageId,
    first: Option<EstablishmentId>,
) -> Result<Vec<String>> {
    let Some(first) = first else { return Ok(Vec::new()) };
    let text = format!(
        "SELECT {SCHOOL_CALLED} AS name FROM establishment e WHERE e.id = :first OR e.id IN \
         (SELECT a.establishment_id FROM delivery_also a WHERE a.message_id = :id AND a.person_id = :me) \
         ORDER BY e.id"
    );
    let rows = db.query_all_raw(sql!(db, text, first, id, me = caller.person)).await?;
    let mut names: Vec<String> =
        rows.iter().map(|row| Ok(row.try_get("", "name")?)).collect::<Result<_>>()?;
    by_name(&mut names, |name| name);
    Ok(names)
}

/// The caller's own children whom the message concerns, or whom the message concerns that this one
/// reminds of.
async fn children(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: MessageId,
    own: &Own,
) -> Result<Vec<ConcernedChild>> {
    let id = own.reply_to.filter(|_| own.kind == MessageKind::Reminder).unwrap_or(id);
    let text = "SELECT p.first_name, c.level FROM delivery_child c JOIN person p ON p.id = c.child_id \
                WHERE c.message_id = :id AND c.person_id = :me AND p.removed_at IS NULL AND c.child_id IN \
                (SELECT f.child_id FROM family_link f WHERE f.parent_id = :me) \
                AND (SELECT COUNT(*) FROM family_link f WHERE f.parent_id = :me) > 1 ORDER BY p.search_first, p.id";
    let rows = db.query_all_raw(sql!(db, text, id, me = caller.person)).await?;
    rows.iter()
        .map(|row| {
            Ok(ConcernedChild {
                first_name: row.try_get("", "first_name")?,
                level: row.try_get("", "level")?,
            })
        })
        .collect()
}

pub(super) fn reply_state(caller: &Caller, own: &Own) -> ReplyState {
    match own.author_id {
        Some(author) if own.reply_allowed && author != caller.person => {
            if own.author_there {
                ReplyState::Possible
            } else {
                ReplyState::AuthorGone
            }
        }
        _ => ReplyState::Closed,
    }
}

async fn acknowledgement(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: MessageId,
    own: &Own,
    stamp: impl Fn(Millis) -> Stamp,
) -> Result<AcknowledgementState> {
    Ok(match (own.asked, own.acknowledged_at, own.covered_at) {
        (false, ..) => AcknowledgementState::NotAsked,
        (true, Some(at), _) => AcknowledgementState::Given(stamp(at)),
        (true, None, Some(_)) => AcknowledgementState::Covered(covered_by(db, caller, id).await?),
        (true, None, None) if own.cancelled_at.is_some() => AcknowledgementState::NotAsked,
        (true, None, None) => AcknowledgementState::Asked,
    })
}

/// The other guardians of the caller's children who acknowledged.
async fn covered_by(db: &impl ConnectionTrait, caller: &Caller, id: MessageId) -> Result<Vec<String>> {
    let text = "SELECT o.person_id FROM delivery o \
               WHERE o.message_id = :id AND o.acknowledged_at IS NOT NULL AND o.person_id IN \
               (SELECT theirs.parent_id FROM family_link mine JOIN family_link theirs \
               ON theirs.child_id = mine.child_id WHERE mine.parent_id = :me) ORDER BY o.acknowledged_at, o.person_id";
    let rows = db.query_all_raw(sql!(db, text, id, me = caller.person)).await?;
    let people: Vec<PersonId> =
        rows.iter().map(|row| Ok(row.try_get("", "person_id")?)).collect::<Result<_>>()?;
    let mut names = responsible_to(db, caller, people.iter().copied()).await?;
    Ok(people.into_iter().filter_map(|id| names.remove(&id)).collect())
}

/// The address of the communication that it is about, if the caller may see that: as its senders see
/// it, or else as a school received it.
async fn about(
    db: &impl ConnectionTrait,
    caller: &Caller,
    about: Option<CommunicationId>,
) -> Result<Option<String>> {
    let Some(id) = about else { return Ok(None) };
    Ok(if may_see(db, caller, id).await? {
        Some(format!("/communications/{id}"))
    } else {
        may_receive(db, caller, id).await?.then(|| format!("{RECEIVED}/{id}"))
    })
}
