use domain::{
    CommunicationId, Conflict,
    access::Right,
    audit::Action,
    communications::{Channel, CommunicationInput, Confirmation, Content, view::Deployed},
    fields::FieldProblem,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction};

use super::{
    aside::{free_key, keep_aside},
    beside::other_key,
    channels,
    copied::begin_copy_as,
    deployment::Deployment,
    digest::digests,
    drafts,
    earlier::{Earlier, made_by},
    held::{Held, hold},
    insert,
    perimeter::channel_of,
    prepare::{Prepared, prepare},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audience::Index,
    audit::{self, Entry},
    database::lock,
    entities::draft,
    files::{self, Form},
    revision,
    token::check_form_key,
    transaction,
};

/// How often the recipients are counted anew because the directory changed before the transaction.
/// The last count is taken as it is: whoever comes later would come after the deployment anyway.
const COUNTS: u32 = 4;

enum Written {
    /// The communication, and the channel of the one beside it.
    Now(CommunicationId, Option<Channel>),
    Before(Earlier),
    /// The directory changed after the recipients were counted.
    Moved,
}

/// Deploys the content of a form, as it was confirmed: sender, perimeter, schools, criteria and
/// content are compared in the transaction that writes. Once for each `form_key`: a second click, a
/// second tab or a repeated request with the same content gets the communication that the first one
/// made.
///
/// # Errors
/// As [`question`](super::question()). [`Error::Conflict`] when something is not what was
/// confirmed, or when the form was deployed with another content, which is then kept as a draft.
/// Nothing is deployed in any of these cases.
pub async fn deploy(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
    confirmation: Option<&Confirmation>,
) -> Result<Deployed> {
    let channel = channel_of(caller, input);
    caller.authorize_somewhere(Right::CreateCommunication, &[channel])?;
    check_form_key(form_key)?;
    if confirmation.is_some_and(|confirmed| confirmed.sender != caller.person) {
        return Err(Error::Conflict(Conflict::SenderChanged));
    }
    if let Some(earlier) = made_by(&backend.db, caller.person, form_key).await? {
        return again(backend, caller, form_key, input, confirmation, earlier).await;
    }
    begin_copy_as(backend, caller, form_key, input).await?;
    for count in 1..=COUNTS {
        let now = backend.clock.now();
        let seen = prepare(backend, &backend.db, caller, input, now).await?;
        let index = backend.audience.current(&backend.db).await?;
        let recipients = index.count(&seen.audience).total;
        if recipients == 0 {
            return Err(Error::field("cibles", FieldProblem::ReachesNobody));
        }
        let confirmed = confirmation.ok_or(Error::Conflict(Conflict::NotConfirmed))?;
        let written = transaction!(&backend.db, |tx| {
            lock(tx, &files::forms_of(caller.person)).await?;
            if let Some(earlier) = made_by(tx, caller.person, form_key).await? {
                return Ok(Written::Before(earlier));
            }
            // Rights, perimeters and schools may have changed since the question.
            let sender = Caller::load(tx, caller.person).await?;
            let form = prepare(backend, tx, &sender, input, now).await?;
            if form.audience != seen.audience || (count < COUNTS && !is_present(tx, &index).await?) {
                return Ok(Written::Moved);
            }
            let present =
                Confirmation { recipients, asked_at: confirmed.asked_at, ..form.confirmation.clone() };
            confirmed.still_holds(&present).map_err(Error::Conflict)?;
            let held = hold(backend, input, &form.new.content);
            let id = write(tx, &sender, form_key, (&form, held.as_ref()), &present).await?;
            Ok(Written::Now(id, form.beside.map(|other| other.channel())))
        })?;
        match written {
            Written::Now(id, beside) => {
                for channel in [channel].into_iter().chain(beside) {
                    backend.queue.wake(channels::work_of(channel));
                }
                return Ok(Deployed { id, created: true, at: now });
            }
            Written::Before(earlier) => {
                return again(backend, caller, form_key, input, confirmation, earlier).await;
            }
            Written::Moved => {}
        }
    }
    Err(Error::Busy)
}

/// Whether the recipients were counted in the directory that this transaction sees.
async fn is_present(tx: &DatabaseTransaction, index: &Index) -> Result<bool> {
    Ok(index.is_of(revision::read(tx).await?.directory))
}

/// Everything that a deployment writes.
async fn write(
    tx: &DatabaseTransaction,
    sender: &Caller,
    form_key: &str,
    (form, held): (&Prepared, Option<&Held>),
    confirmed: &Confirmation,
) -> Result<CommunicationId> {
    let content = &form.new.content;
    let id = write_one(tx, &form.deployment(sender, form_key, held), (form, content), confirmed).await?;
    let mut entries = vec![entry(sender, id, (form, content), confirmed)];
    if let Some(other) = &form.beside {
        let key = other_key(form_key);
        let beside = form.deployment(sender, &key, held);
        let id = write_one(tx, &beside, (form, other), confirmed).await?;
        entries.push(entry(sender, id, (form, other), confirmed));
    }
    end_draft(tx, sender, form_key, form, confirmed).await?;
    for entry in entries {
        audit::append(tx, form.now, entry).await?;
    }
    Ok(id)
}

/// One communication of a deployment.
async fn write_one(
    tx: &DatabaseTransaction,
    deployment: &Deployment<'_>,
    (form, content): (&Prepared, &Content),
    confirmed: &Confirmation,
) -> Result<CommunicationId> {
    let id = insert::communication(tx, deployment, content, confirmed, &form.written).await?;
    insert::targets(tx, id, &form.new.targets).await?;
    channels::write(tx, deployment, id, content).await?;
    Ok(id)
}

/// What the journal says of it.
fn entry(
    sender: &Caller,
    id: CommunicationId,
    (form, content): (&Prepared, &Content),
    confirmed: &Confirmation,
) -> Entry {
    Entry::by(sender, Action::Deployed, content.title())
        .with("communication", id)
        .with("channel", content.channel().code())
        .with("perimeter", &form.perimeter.name)
        .with("schools", form.schools.len())
        .with("recipients", confirmed.recipients)
        .with("public", if content.is_public() { "true" } else { "" })
        .with("first_language", if content.language().is_usual() { "" } else { content.language().code() })
        .with("language", content.second().map_or("", |second| second.language.code()))
}

/// Deletes the draft of the deployed form. If another tab saved something else in it after the
/// question, it stays, under a key that can still be deployed.
async fn end_draft(
    tx: &DatabaseTransaction,
    sender: &Caller,
    form_key: &str,
    form: &Prepared,
    confirmed: &Confirmation,
) -> Result<()> {
    let Some(row) = drafts::by_key(tx, sender, form_key).await? else { return Ok(()) };
    let deployed = || digests(&row.input, form.today).is_ok_and(|draft| draft.written == form.written);
    if row.updated_at < confirmed.asked_at || deployed() {
        return drafts::remove(tx, sender, form_key).await;
    }
    let key = free_key(tx, sender, form_key).await?;
    let row = draft::ActiveModel { id: Set(row.id), form_key: Set(key.clone()), ..Default::default() };
    row.update(tx).await?;
    files::rename(tx, Form { person: sender.person, key: form_key }, &key).await
}

/// The answer when the form was deployed before: the same communication for the same confirmation.
/// Anything else is kept as a draft under another key, so that it can still be sent. What was taken
/// back is not sent by a request that comes late.
async fn again(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
    confirmation: Option<&Confirmation>,
    earlier: Earlier,
) -> Result<Deployed> {
    if confirmation.is_some_and(|confirmed| earlier.confirms(confirmed, input)) {
        return match earlier.taken_back_as {
            Some(draft) => Err(Error::Conflict(Conflict::TakenBack { draft })),
            None => Ok(Deployed { id: earlier.id, created: false, at: earlier.at }),
        };
    }
    let draft = keep_aside(backend, caller, form_key, input).await?;
    Err(Error::Conflict(earlier.kept_as(draft)))
}
