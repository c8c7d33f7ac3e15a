use std::collections::BTreeSet;

use chrono_tz::Tz;
use domain::{
    CommunicationId, EstablishmentId, MessageId,
    access::{Perimeter, Right, Scope, Subject},
    audit::Action,
    communications::{
        Bounds, Channel, CommunicationInput, Content, NewCommunication, NewMessage, Severity, view::Deployed,
    },
    fields::{FieldErrors, FieldProblem},
    messages::MessageKind,
    targets::{Audience, Target},
    time::Millis,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{
    compose::{form_zone, today_in},
    events, insert,
};
use crate::{
    Backend, Error, Result,
    access::{Caller, Place, perimeters, refusal},
    attachments,
    audit::{self, Entry},
    delivery::{self, Letter},
    entities::{communication, draft, message},
    queue::Kind,
    rich_text,
    token::check_form_key,
    transaction,
};

/// Deploys what a form says, once for each `form_key`: a second click, a second tab or a repeated
/// request is answered with the communication that the first one made.
///
/// # Errors
/// [`Error::Forbidden`] when the channel or a school is outside the caller's rights,
/// [`Error::NotFound`] when a school is none of their business at all;
/// [`Error::Fields`] with every refused field. Nothing is stored then.
pub async fn deploy(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
) -> Result<Deployed> {
    let channel = channel_of(caller, input);
    let subject = Subject { channel, own: true };
    caller.authorize_somewhere(Right::CreateCommunication, &[channel])?;
    check_form_key(form_key)?;
    if let Some(earlier) = made_by(&backend.db, caller, form_key).await? {
        return Ok(earlier);
    }
    let now = backend.clock.now();
    let perimeters = perimeters(&backend.db, caller, channel).await?;
    let Some(perimeter) = choose(&perimeters, &input.perimeter) else {
        return Err(refusal(&backend.db, caller, Right::CreateCommunication, &input.perimeter).await?);
    };
    let new = input.parse(today_in(perimeter, now)?).map_err(Error::Fields)?;
    let audience = Audience::resolve(&new.targets, &perimeter.establishments())
        .map_err(|_| outside(caller, perimeter, new.targets.as_slice()))?;
    let schools = audience.establishments();
    let place = Place { establishments: &schools, authority: perimeter.authority };
    caller.authorize(Right::CreateCommunication, subject, place)?;
    if backend.audience.current(&backend.db).await?.count(&audience).total == 0 {
        return Err(refused("cibles", FieldProblem::ReachesNobody));
    }
    let deployment = Deployment { caller, form_key, perimeter, schools: &schools, new: &new, now };
    let due = match &new.content {
        Content::Message(message) => {
            let zone = form_zone(&backend.db, caller, perimeter).await?;
            let max = backend.limits.files;
            if message.attachments.len() > max {
                return Err(refused("fichiers", FieldProblem::TooManyFiles { max }));
            }
            let over = now.local(zone).and_then(|now| message.send_at.over_at(now));
            if let Some(field) = over {
                return Err(refused(field, FieldProblem::InThePast));
            }
            deployment.due(message, zone)
        }
        Content::Announcement(_) => (now, Tz::UTC),
    };

    let written = transaction!(&backend.db, |tx| {
        // The right may have gone while the form was on its way.
        Caller::load(tx, caller.person).await?.authorize(Right::CreateCommunication, subject, place)?;
        let written = match &new.content {
            Content::Announcement(_) => deployment.announce(tx).await?,
            Content::Message(message) => deployment.write(tx, message, due).await?,
        };
        let Some(id) = written else { return Ok(None) };
        insert::targets(tx, id, &new.targets).await?;
        draft::Entity::delete_many()
            .filter(draft::Column::AuthorId.eq(caller.person))
            .filter(draft::Column::FormKey.eq(form_key))
            .exec(tx)
            .await?;
        events::note(tx, now, "deployed", Some(caller.person), id).await?;
        let entry = Entry::by(caller, Action::Deployed, new.content.title())
            .with("communication", id)
            .with("channel", channel.code())
            .with("perimeter", &perimeter.name)
            .with("schools", schools.len());
        audit::append(tx, now, entry).await?;
        Ok(Some(id))
    })?;
    let Some(id) = written else {
        return made_by(&backend.db, caller, form_key).await?.ok_or(Error::NotFound);
    };
    backend.queue.wake(if channel == Channel::Message { Kind::Deliver } else { Kind::Publish });
    Ok(Deployed { id, created: true, at: now })
}

/// What is deployed, by whom, from where.
struct Deployment<'a> {
    caller: &'a Caller,
    form_key: &'a str,
    perimeter: &'a Perimeter,
    schools: &'a BTreeSet<EstablishmentId>,
    new: &'a NewCommunication,
    now: Millis,
}

impl Deployment<'_> {
    /// When a message goes, and on whose wall clock that was said. What was said is not over; the
    /// minute that runs, and the hour that a clock shows twice, are now.
    fn due(&self, message: &NewMessage, zone: Tz) -> (Millis, Tz) {
        (message.send_at.instant(self.now, zone).max(self.now), zone)
    }

    /// `None` when another request with the same key was faster.
    async fn announce(&self, db: &DatabaseTransaction) -> Result<Option<CommunicationId>> {
        let Content::Announcement(announcement) = &self.new.content else { return Ok(None) };
        let source_name = insert::source_name(self.perimeter, self.schools);
        let row = insert::announcement_row(announcement, source_name);
        let inserted =
            insert::communication(db, self.caller, self.form_key, self.perimeter, row, self.now).await?;
        let Some(id) = inserted else { return Ok(None) };
        let bounds = |zone| announcement.period.bounds(zone);
        insert::publications(db, id, self.perimeter, self.schools, bounds, self.now).await?;
        insert::publishing(db, id, self.now).await?;
        Ok(Some(id))
    }

    /// The message, due later or at once; the engine finds it by itself.
    async fn write(
        &self,
        db: &DatabaseTransaction,
        new: &NewMessage,
        (due_at, zone): (Millis, Tz),
    ) -> Result<Option<CommunicationId>> {
        let day = due_at.day(zone).ok_or_else(|| Error::Inconsistent(format!("instant {}", due_at.0)))?;
        let source_name = insert::source_name(self.perimeter, self.schools);
        let row = insert::Row {
            channel: Channel::Message,
            severity: Severity::Information,
            text: new.subject.as_str(),
            link: None,
            days: (day, day),
            source_name: source_name.clone(),
        };
        let inserted =
            insert::communication(db, self.caller, self.form_key, self.perimeter, row, self.now).await?;
        let Some(id) = inserted else { return Ok(None) };
        // A message has no period: these bounds keep it off every home page.
        let bounds = |_| Bounds { begins_at: due_at, ends_at: due_at };
        insert::publications(db, id, self.perimeter, self.schools, bounds, self.now).await?;
        let letter = Letter {
            kind: MessageKind::Communication,
            communication: Some(id),
            about: None,
            reply_to: None,
            author: Some(self.caller.person),
            sender_name: self.caller.name.clone(),
            source_name,
            content: delivery::Content::Written {
                subject: new.subject.as_str().to_owned(),
                body: rich_text::clean(new.body.as_str()),
            },
            copy_to_author: new.copy_to_author,
            reply_allowed: new.reply_allowed,
            acknowledgement: new.acknowledgement,
            attachments: 0,
            dedup: Some(format!("communication-{id}")),
            due_at,
        };
        let message = delivery::enqueue(db, self.now, letter).await?;
        let message = message.ok_or_else(|| Error::Inconsistent(format!("message of communication {id}")))?;
        self.attach(db, message, &new.attachments).await?;
        Ok(Some(id))
    }

    async fn attach(&self, db: &DatabaseTransaction, message: MessageId, files: &[String]) -> Result<()> {
        let attached = attachments::adopt(db, self.caller.person, self.form_key, message, files).await?;
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
}

/// The channel that a form names; for one that cannot be composed, the first that the caller may
/// use, so that the form is refused for its channel and not for a right.
pub(super) fn channel_of(caller: &Caller, input: &CommunicationInput) -> Channel {
    let may = |channel: &Channel| caller.authorize_somewhere(Right::CreateCommunication, &[*channel]).is_ok();
    Channel::from_code(&input.channel)
        .filter(|channel| Channel::COMPOSED.contains(channel))
        .or_else(|| Channel::COMPOSED.into_iter().find(may))
        .unwrap_or(Channel::Announcement)
}

/// The perimeter that a form names, or the first when it names none.
pub(super) fn choose<'a>(perimeters: &'a [Perimeter], key: &str) -> Option<&'a Perimeter> {
    if key.is_empty() { perimeters.first() } else { perimeters.iter().find(|perimeter| perimeter.key == key) }
}

/// Why targets that name schools outside of a perimeter are refused: inside the caller's own
/// schools the right is named, the others do not exist for them.
pub(super) fn outside(caller: &Caller, perimeter: &Perimeter, targets: &[Target]) -> Error {
    let named = targets.iter().flat_map(|target| target.establishments.values());
    let mut strange = named.filter(|id| perimeter.school(**id).is_none());
    if strange.all(|id| caller.is_inside(Scope::Establishment(*id))) {
        Error::Forbidden(Right::CreateCommunication)
    } else {
        Error::NotFound
    }
}

fn refused(field: &str, problem: FieldProblem) -> Error {
    let mut errors = FieldErrors::default();
    errors.add(field, problem);
    Error::Fields(errors)
}

pub(super) async fn made_by(
    db: &impl ConnectionTrait,
    caller: &Caller,
    form_key: &str,
) -> Result<Option<Deployed>> {
    let row = communication::Entity::find()
        .filter(communication::Column::AuthorId.eq(caller.person))
        .filter(communication::Column::FormKey.eq(form_key))
        .one(db)
        .await?;
    Ok(row.map(|row| Deployed { id: row.id, created: false, at: row.created_at }))
}
