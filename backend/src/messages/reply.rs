use domain::{
    MessageId, PersonId,
    communications::{Acknowledgement, MAX_SUBJECT_CHARACTERS},
    fields::FieldErrors,
    messages::{MessageKind, ReplyText, view::ReplyState},
};

use super::{read::reply_state, visible::load};
use crate::{
    Backend, Error, Result,
    access::Caller,
    communications::check_key,
    database::begin,
    delivery::{self, Letter},
    rich_text,
};

/// Answers the author of a message; from there it can be answered again. One answer at most comes
/// out of one `form_key`.
///
/// # Errors
/// [`Error::NotFound`] for what is not in the caller's inbox or archive, [`Error::Conflict`] where it
/// cannot be answered, [`Error::Fields`] (`reponse`) for a text that is none.
pub async fn reply(
    backend: &Backend,
    caller: &Caller,
    id: MessageId,
    form_key: &str,
    text: &str,
) -> Result<()> {
    let own = load(&backend.db, caller.person, id).await?;
    let author = match (reply_state(caller, &own), own.author_id) {
        (ReplyState::Possible, Some(author)) => PersonId(author),
        (ReplyState::AuthorGone, _) => return Err(Error::Conflict("author gone")),
        _ => return Err(Error::Conflict("no reply")),
    };
    check_key(form_key)?;
    let text = ReplyText::parse(text).map_err(|problem| {
        let mut errors = FieldErrors::default();
        errors.add("reponse", problem);
        Error::Fields(errors)
    })?;
    let now = backend.clock.now();
    let transaction = begin(&backend.db).await?;
    let letter = Letter {
        kind: MessageKind::Reply,
        communication: None,
        about: None,
        reply_to: Some(id),
        author: Some(caller.person),
        sender_name: caller.name.clone(),
        source_name: caller.school(&transaction).await?.map(|(name, _)| name).unwrap_or_default(),
        subject: answer_to(&own.subject),
        body: rich_text::clean(&text.html()),
        copy_to_author: false,
        reply_allowed: true,
        acknowledgement: Acknowledgement::None,
        attachments: 0,
        dedup: Some(format!("reply-{}-{form_key}", caller.person)),
        due_at: now,
    };
    delivery::post(&transaction, now, letter, &[author]).await?;
    transaction.commit().await?;
    backend.refresh().await
}

/// `Re : …`, once, and no longer than a subject may be.
fn answer_to(subject: &str) -> String {
    let subject = subject.strip_prefix("Re : ").unwrap_or(subject);
    format!("Re : {subject}").chars().take(MAX_SUBJECT_CHARACTERS).collect()
}
