use domain::{
    access::Right,
    audit::Action,
    communications::{CommunicationInput, view::Deployed},
    fields::FieldProblem,
    targets::Audience,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    channels,
    deployment::Deployment,
    form_clock::{form_zone, today_in},
    insert::{self, made_by},
    perimeter::{channel_of, choose, outside},
};
use crate::{
    Backend, Error, Result,
    access::{Caller, Place, perimeters, refusal},
    audit::{self, Entry},
    entities::draft,
    token::check_form_key,
    transaction,
};

/// Deploys the content of a form, once for each `form_key`. A second click, a second tab or a
/// repeated request gets the communication that the first one made.
///
/// # Errors
/// [`Error::Forbidden`] when the caller has no right to the channel or to a school;
/// [`Error::SeverityForbidden`] when it does not go as far as the announcement's severity;
/// [`Error::NotFound`] when they may not even know of a school; [`Error::Fields`] with every
/// refused field. Nothing is stored in any of these cases.
pub async fn deploy(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
) -> Result<Deployed> {
    let channel = channel_of(caller, input);
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
    let severity = new.content.severity();
    caller.authorize_creation(channel, severity, place)?;
    if backend.audience.current(&backend.db).await?.count(&audience).total == 0 {
        return Err(Error::field("cibles", FieldProblem::ReachesNobody));
    }
    let zone = form_zone(&backend.db, caller, perimeter).await?;
    let deployment = Deployment { caller, form_key, perimeter, schools: &schools, zone, now };
    channels::check(backend, &deployment, &new.content)?;
    let written = transaction!(&backend.db, |tx| {
        // The caller may have lost the right while the form was being sent.
        Caller::load(tx, caller.person).await?.authorize_creation(channel, severity, place)?;
        let Some(id) = insert::communication(tx, &deployment, &new.content).await? else { return Ok(None) };
        insert::targets(tx, id, &new.targets).await?;
        channels::write(tx, &deployment, id, &new.content).await?;
        draft::Entity::delete_many()
            .filter(draft::Column::AuthorId.eq(caller.person))
            .filter(draft::Column::FormKey.eq(form_key))
            .exec(tx)
            .await?;
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
    backend.queue.wake(channels::work_of(channel));
    Ok(Deployed { id, created: true, at: now })
}
