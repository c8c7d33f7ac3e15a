use domain::{
    CommunicationId, Conflict, EstablishmentId, PersonId,
    access::Right,
    communications::{ContentDetail, MessageSubject, escaped, paragraphs},
    fields::FieldErrors,
    messages::{MessageKind, ReplyText},
    text::beginning,
    time::{HOUR_MS, Millis, Stamp},
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::load::{Received, load};
use crate::{
    Backend, Error, Result,
    access::{Caller, signature_to},
    clock::CLOCKS_DIFFER_MS,
    communications::channels,
    database::lock,
    delivery::{self, Letter},
    entities::{exchange, person},
    ground::{school_name::schools_called, sql::sql},
    queue::Kind,
    revision::{self, Scope},
    rich_text,
    token::{check_form_key, fingerprint},
    transaction,
};

/// Messages to authors from one person: nobody needs more in an hour.
const PER_HOUR: i64 = 20;
/// How much of a communication the message quotes; its page has the rest.
const QUOTED_CHARACTERS: usize = 1_000;

/// *Contacter l'auteur*: a message that quotes the communication. The author answers as to any
/// message; question and answers stand on the pages of both. The same subject and text from one
/// `form_key` are one message.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] as for every right of a *destinataire*;
/// [`Error::Fields`] (`objet`, `texte`); [`Error::Conflict`] when the author has left, is the caller,
/// or when the caller wrote too much within an hour.
pub async fn contact_author(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    school: EstablishmentId,
    form_key: &str,
    (subject, text): (&str, &str),
) -> Result<()> {
    let (db, now) = (&backend.db, backend.clock.now());
    let found = load(db, caller, Right::ContactAuthor, id, Some(school), now).await?;
    check_form_key(form_key)?;
    let mut errors = FieldErrors::default();
    let subject = errors.keep("objet", MessageSubject::parse(subject));
    let text = errors.keep("texte", ReplyText::parse(text));
    let (Some(subject), Some(text)) = (subject, text) else { return Err(Error::Fields(errors)) };
    let content = channels::stored_of(db, &found.row).await?.received(db, &found.row).await?;
    let html = format!("{}{}", text.html(), quotation(db, caller, &found, &content).await?);
    let said = fingerprint(format!("{}\n{html}", subject.as_str()).as_bytes());
    let dedup = format!("contact-{}-{form_key}-{said}", caller.person);
    backend.failpoint.between("contact").await;
    transaction!(db, |tx| {
        lock(tx, &format!("contacts of {}", caller.person)).await?;
        // The right may be gone by now, or the author.
        let caller = Caller::load(tx, caller.person).await?;
        let found = load(tx, &caller, Right::ContactAuthor, id, Some(school), now).await?;
        let author = author_of(tx, &caller, &found).await?;
        if !delivery::is_written(tx, &dedup).await?
            && contacts_since(tx, caller.person, now.plus(-HOUR_MS)).await? >= PER_HOUR
        {
            return Err(Error::Conflict(Conflict::TooManyContacts));
        }
        let letter = Letter {
            about: Some(id),
            author: Some(caller.person),
            sender_name: signature_to(tx, &caller, author).await?,
            source_name: schools_called(tx, [school]).await?.remove(&school).unwrap_or_default(),
            reply_allowed: true,
            ..Letter::new(
                MessageKind::Contact,
                dedup.clone(),
                delivery::Content::Written {
                    subject: subject.as_str().to_owned(),
                    body: rich_text::clean(&html),
                },
                now,
            )
        };
        if let Some(message) = delivery::post(tx, now, letter, &[author]).await? {
            let row = exchange::ActiveModel {
                message_id: Set(message),
                communication_id: Set(id),
                establishment_id: Set(school),
            };
            exchange::Entity::insert(row).exec_without_returning(tx).await?;
            revision::touch(tx, revision::BOARD, [Scope::Communication(id)]).await?;
        }
        Ok(())
    })?;
    backend.queue.wake(Kind::Mail);
    backend.refresh().await
}

/// The person who gets the message.
async fn author_of(db: &impl ConnectionTrait, caller: &Caller, found: &Received) -> Result<PersonId> {
    let author = found.row.author_id;
    if author == caller.person {
        return Err(Error::Conflict(Conflict::OwnCommunication));
    }
    let person = person::Entity::find_by_id(author).one(db).await?;
    match person.filter(|person| person.removed_at.is_none()) {
        Some(person) => Ok(person.id),
        None => Err(Error::Conflict(Conflict::NobodyToContact)),
    }
}

/// The communication, in the words of the person who writes. The time is that of the school; its zone is
/// named where the author's is another one.
async fn quotation(
    db: &impl ConnectionTrait,
    caller: &Caller,
    found: &Received,
    content: &ContentDetail,
) -> Result<String> {
    let (words, zone) = (caller.words(), found.row.time_zone.0);
    let since = Stamp::new(found.since, zone);
    let mut head = words.received.quoted(found.row.channel, &found.row.source_name, since.local);
    let own = match Caller::load(db, found.row.author_id).await {
        Ok(author) => author.own_zone(),
        Err(Error::SignedOut) => zone,
        Err(reason) => return Err(reason),
    };
    if own != zone {
        head = format!("{head} ({})", words.dates.zone(zone.name()));
    }
    let said = content.said().text;
    let mut kept = beginning(&said, QUOTED_CHARACTERS).to_owned();
    if kept.len() < said.len() {
        kept.push('…');
    }
    let title = if kept == found.row.title { String::new() } else { paragraphs(&found.row.title) };
    Ok(format!("<blockquote><p><em>{}</em></p>{title}{}</blockquote>", escaped(&head), paragraphs(&kept)))
}

async fn contacts_since(db: &impl ConnectionTrait, by: PersonId, since: Millis) -> Result<i64> {
    let text = "SELECT COUNT(*) AS contacts FROM message WHERE kind = 'contact' AND author_id = :by \
                AND created_at > :since AND created_at <= :until";
    // After the clock was set back, earlier messages count for at most an hour.
    let until = since.plus(HOUR_MS + CLOCKS_DIFFER_MS);
    let row = db.query_one_raw(sql!(db, text, by, since, until)).await?;
    Ok(row.map(|row| row.try_get("", "contacts")).transpose()?.unwrap_or_default())
}
