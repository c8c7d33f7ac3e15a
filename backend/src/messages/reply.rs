use domain::{
    Conflict, MessageId, PersonId,
    communications::MAX_SUBJECT_CHARACTERS,
    messages::{MessageKind, ReplyText, view::ReplyState},
    text::beginning,
    time::{HOUR_MS, Millis},
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait};
use words::{Language, Words};

use super::{
    read::reply_state,
    visible::{Own, load},
};
use crate::{
    Backend, Error, Result,
    access::{Caller, signature_to},
    clock::CLOCKS_DIFFER_MS,
    database::lock,
    delivery::{self, Letter},
    entities::exchange,
    ground::{school_name::schools_called, sql::sql},
    revision::{self, Scope},
    rich_text,
    token::{check_form_key, fingerprint},
    transaction,
};

/// Replies to one message from one person: nobody needs more in an hour.
const PER_HOUR: i64 = 20;

/// Replies to the author of a message, who can reply in turn. The same text from one `form_key` is
/// one reply.
///
/// # Errors
/// [`Error::NotFound`] when the message is not in the caller's inbox or archive;
/// [`Error::Conflict`] when it cannot be answered, or was answered too often; [`Error::Fields`]
/// (`reponse`) for an invalid text.
pub async fn reply(
    backend: &Backend,
    caller: &Caller,
    id: MessageId,
    form_key: &str,
    text: &str,
) -> Result<()> {
    let own = load(&backend.db, caller.person, id).await?;
    author_of(caller, &own)?;
    check_form_key(form_key)?;
    let text = ReplyText::parse(text).map_err(|problem| Error::field("reponse", problem))?;
    let html = text.html();
    let now = backend.clock.now();
    backend.failpoint.between("reply").await;
    transaction!(&backend.db, |tx| {
        lock(tx, &format!("replies of {}", caller.person)).await?;
        // The message may have been withdrawn while the text was checked.
        let own = load(tx, caller.person, id).await?;
        let author = author_of(caller, &own)?;
        let dedup = format!("reply-{}-{form_key}-{}", caller.person, fingerprint(html.as_bytes()));
        if !delivery::is_written(tx, &dedup).await?
            && replies_since(tx, id, caller.person, now.plus(-HOUR_MS)).await? >= PER_HOUR
        {
            return Err(Error::Conflict(Conflict::TooManyReplies));
        }
        let letter = Letter {
            about: own.about_id,
            reply_to: Some(id),
            author: Some(caller.person),
            sender_name: signature_to(tx, caller, author).await?,
            source_name: source_of(tx, caller, &own).await?,
            reply_allowed: true,
            ..Letter::new(
                MessageKind::Reply,
                dedup,
                delivery::Content::Written {
                    subject: answer_to(&own.subject, caller.words()),
                    body: rich_text::clean(&html),
                },
                now,
            )
        };
        if let Some(reply) = delivery::post(tx, now, letter, &[author]).await? {
            belongs_to_exchange(tx, id, reply).await?;
        }
        Ok(())
    })?;
    backend.refresh().await
}

/// An answer in an exchange between a school and an author belongs to the exchange.
async fn belongs_to_exchange(db: &impl ConnectionTrait, answered: MessageId, reply: MessageId) -> Result<()> {
    if let Some(of) = exchange::Entity::find_by_id(answered).one(db).await? {
        let communication = of.communication_id;
        let row = exchange::Model { message_id: reply, ..of };
        exchange::Entity::insert(exchange::ActiveModel::from(row).reset_all())
            .exec_without_returning(db)
            .await?;
        // The pages that show the exchange.
        revision::touch(db, revision::BOARD, [Scope::Communication(communication)]).await?;
    }
    Ok(())
}

/// The school through which the answered message came: a parent may belong to several, and the author
/// knows only this one. Otherwise the caller's own.
async fn source_of(db: &impl ConnectionTrait, caller: &Caller, own: &Own) -> Result<String> {
    let through = match own.establishment_id {
        Some(school) => schools_called(db, [school]).await?.remove(&school),
        None => None,
    };
    let first = || caller.own_school().map(|school| school.name.clone());
    Ok(through.or_else(first).unwrap_or_default())
}

/// The person who gets the reply.
fn author_of(caller: &Caller, own: &Own) -> Result<PersonId> {
    match (reply_state(caller, own), own.author_id) {
        (ReplyState::Possible, Some(author)) => Ok(author),
        (ReplyState::AuthorGone, _) => Err(Error::Conflict(Conflict::AuthorGone)),
        _ => Err(Error::Conflict(Conflict::NoReply)),
    }
}

async fn replies_since(db: &impl ConnectionTrait, to: MessageId, by: PersonId, since: Millis) -> Result<i64> {
    let text = "SELECT COUNT(*) AS replies FROM message \
                WHERE reply_to = :to AND kind = 'reply' AND author_id = :by \
                AND created_at > :since AND created_at <= :until";
    // Replies from before the clock was set back do not count for longer than an hour.
    let until = since.plus(HOUR_MS + CLOCKS_DIFFER_MS);
    let row = db.query_one_raw(sql!(db, text, to, by, since, until)).await?;
    Ok(row.map(|row| row.try_get("", "replies")).transpose()?.unwrap_or_default())
}

/// Adds `Re : …` once, whatever the language of whoever answered before, and cuts the result to the longest
/// possible subject.
fn answer_to(subject: &str, words: &Words) -> String {
    let marks = Language::ALL.map(|language| language.words().messages.reply_mark);
    let unmarked = marks.iter().find_map(|mark| {
        // Subjects of older answers have an ordinary space before the colon.
        let older = mark.replace(char::is_whitespace, " ");
        subject.strip_prefix(*mark).or_else(|| subject.strip_prefix(older.as_str()))?.strip_prefix(' ')
    });
    let mark = words.messages.reply_mark;
    let subject = format!("{mark} {}", unmarked.unwrap_or(subject));
    beginning(&subject, MAX_SUBJECT_CHARACTERS).to_owned()
}
