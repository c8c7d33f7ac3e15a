use domain::{
    CommunicationId, MessageId, PersonId,
    communications::{Acknowledgement, CleanHtml, valid_text},
    messages::{MessageKind, Notice},
    search::fold,
    time::Millis,
};
use sea_orm::{
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::OnConflict,
};
use values::columns::Json;

use super::content::Content;
use crate::{
    Required, Result,
    entities::{message, message_body},
    notice::{excerpt, search_text},
    queue::{self, Kind, New},
};

/// A message that is about to be written.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub kind: MessageKind,
    pub communication: Option<CommunicationId>,
    /// The communication that a notification is about.
    pub about: Option<CommunicationId>,
    /// The message that a reply answers or a reminder refers to.
    pub reply_to: Option<MessageId>,
    /// `None` for a letter written by the program.
    pub author: Option<PersonId>,
    pub sender_name: String,
    pub source_name: String,
    pub content: Content,
    pub copy_to_author: bool,
    pub reply_allowed: bool,
    pub acknowledgement: Acknowledgement,
    pub attachments: usize,
    /// A second letter with the same reason is not written.
    pub dedup: String,
    pub due_at: Millis,
}

impl Letter {
    /// A letter that the program sends by itself and that cannot be answered. `dedup` is its
    /// reason.
    pub fn new(kind: MessageKind, dedup: String, content: Content, due_at: Millis) -> Self {
        Self {
            kind,
            communication: None,
            about: None,
            reply_to: None,
            author: None,
            sender_name: String::new(),
            source_name: String::new(),
            content,
            copy_to_author: false,
            reply_allowed: false,
            acknowledgement: Acknowledgement::None,
            attachments: 0,
            dedup,
            due_at,
        }
    }
}

/// Writes a message and the job that delivers it. Call it in the transaction that causes it. `None`
/// when a message with the same `dedup` exists already.
pub(crate) async fn enqueue(
    db: &impl ConnectionTrait,
    now: Millis,
    letter: Letter,
) -> Result<Option<MessageId>> {
    let due_at = letter.due_at;
    let Some(id) = write(db, now, letter).await? else { return Ok(None) };
    let key = id.0.to_string();
    queue::enqueue(db, now, &New::about(Kind::Deliver, &key, id.0, due_at)).await?;
    Ok(Some(id))
}

/// Writes a message that has not been delivered to anybody yet.
pub(super) async fn write(
    db: &impl ConnectionTrait,
    now: Millis,
    letter: Letter,
) -> Result<Option<MessageId>> {
    let stored = Stored::of(letter.content, [&letter.sender_name, &letter.source_name])?;
    let dedup = letter.dedup;
    let row = message::ActiveModel {
        kind: Set(letter.kind),
        communication_id: Set(letter.communication),
        about_id: Set(letter.about),
        reply_to: Set(letter.reply_to),
        author_id: Set(letter.author),
        sender_name: Set(letter.sender_name.clone()),
        source_name: Set(letter.source_name),
        subject: Set(stored.subject),
        excerpt: Set(stored.excerpt),
        notice: Set(stored.notice),
        copy_to_author: Set(letter.copy_to_author),
        reply_allowed: Set(letter.reply_allowed),
        acknowledgement: Set(letter.acknowledgement),
        attachments: Set(i32::try_from(letter.attachments).unwrap_or(i32::MAX)),
        dedup: Set(Some(dedup.clone())),
        created_at: Set(now),
        due_at: Set(letter.due_at),
        ..Default::default()
    };
    let once = OnConflict::column(message::Column::Dedup).do_nothing().to_owned();
    if message::Entity::insert(row).on_conflict(once).exec_without_returning(db).await? == 0 {
        return Ok(None);
    }
    let written = message::Entity::find().filter(message::Column::Dedup.eq(&dedup)).one(db).await?;
    let id = written.required(format_args!("message {dedup}"))?.id;
    let body = message_body::ActiveModel {
        message_id: Set(id),
        search_text: Set(stored.search_text),
        html: Set(stored.html),
    };
    message_body::Entity::insert(body).exec_without_returning(db).await?;
    Ok(Some(id))
}

/// Whether a letter with this reason was written: sent once more, it is no further one.
pub(crate) async fn is_written(db: &impl ConnectionTrait, dedup: &str) -> Result<bool> {
    Ok(message::Entity::find().filter(message::Column::Dedup.eq(dedup)).one(db).await?.is_some())
}

/// Replaces subject and text of a message that has not gone out. Call it under the message's lock.
pub(crate) async fn reword(
    db: &impl ConnectionTrait,
    id: MessageId,
    from: [&str; 2],
    subject: &str,
    body: CleanHtml,
) -> Result<()> {
    let stored = Stored::of(Content::Written { subject: subject.to_owned(), body }, from)?;
    let row = message::ActiveModel {
        id: Unchanged(id),
        subject: Set(stored.subject),
        excerpt: Set(stored.excerpt),
        ..Default::default()
    };
    message::Entity::update(row).exec(db).await?;
    let body = message_body::ActiveModel {
        message_id: Unchanged(id),
        html: Set(stored.html),
        search_text: Set(stored.search_text),
    };
    message_body::Entity::update(body).exec(db).await?;
    Ok(())
}

/// A content in the form in which the two tables of a message store it.
struct Stored {
    subject: String,
    excerpt: String,
    html: String,
    notice: Option<Json<Notice>>,
    search_text: String,
}

impl Stored {
    /// `from` is who sends it, and in whose name: a list shows both, so it is found by both.
    fn of(content: Content, from: [&str; 2]) -> Result<Self> {
        let from = from.join(" ");
        Ok(match content {
            Content::Written { subject, body } => {
                let text = valid_text(body.as_str());
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                Self {
                    search_text: fold(&format!("{subject} {from} {words}")),
                    excerpt: excerpt(&text),
                    html: body.as_str().to_owned(),
                    subject,
                    notice: None,
                }
            }
            Content::Notice(notice) => Self {
                subject: String::new(),
                excerpt: String::new(),
                html: String::new(),
                search_text: search_text(&notice, &from),
                notice: Some(Json::new(notice)?),
            },
        })
    }
}
