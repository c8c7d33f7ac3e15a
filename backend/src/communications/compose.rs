use domain::{
    access::{Perimeter, Right},
    communications::{Channel, CommunicationInput, Start, view::ComposeForm},
    time::Stamp,
};

use super::{
    drafts,
    duplicate::duplicate,
    form_clock::{clock, today_in},
    perimeter::choose,
    survey::survey_in,
};
use crate::{
    Backend, Error, Result,
    access::{Caller, perimeters},
    files,
    token::random_hex,
};

/// *Nouvelle communication*
///
/// # Errors
/// As [`Caller::authorize_somewhere`] when the caller may not send anything. [`Error::NotFound`]
/// when the draft was thrown away, deployed, or belongs to somebody else, or when the caller may
/// not see the communication.
pub async fn compose(backend: &Backend, caller: &Caller, start: Start) -> Result<ComposeForm> {
    caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED)?;
    let channels: Vec<Channel> = Channel::COMPOSED
        .into_iter()
        .filter(|&channel| caller.authorize_somewhere(Right::CreateCommunication, &[channel]).is_ok())
        .collect();
    let first_channel = *channels.first().ok_or(Error::Forbidden(Right::CreateCommunication))?;
    let now = backend.clock.now();
    let zone = caller.zone(&backend.db).await?;
    let (form_key, mut input, saved) = match start {
        Start::Blank => (random_hex::<16>()?, None, None),
        Start::Draft(id) => {
            let draft = drafts::load(&backend.db, caller, id).await?;
            (draft.form_key, Some(draft.input.into_inner()), Some(Stamp::new(draft.updated_at, zone)))
        }
        Start::Copy(id, mode) => {
            let form_key = random_hex::<16>()?;
            let input = duplicate(backend, caller, id, mode, &channels, &form_key).await?;
            (form_key, Some(input), None)
        }
    };
    let named = input.as_ref().and_then(|input| Channel::from_code(&input.channel));
    let channel = named.filter(|channel| channels.contains(channel)).unwrap_or(first_channel);
    let perimeters = perimeters(&backend.db, caller, channel).await?;
    let first = perimeters.first().ok_or(Error::Forbidden(Right::CreateCommunication))?;
    let mut input = match input.take() {
        Some(input) => input,
        None => CommunicationInput::blank(today_in(first, now)?),
    };
    channel.code().clone_into(&mut input.channel);
    // A draft from a time when the perimeter was larger starts again from the one that is left.
    if choose(&perimeters, &input.perimeter).is_none() {
        input.perimeter.clear();
    }
    let perimeter = choose(&perimeters, &input.perimeter).unwrap_or(first);
    let index = backend.audience.current(&backend.db).await?;
    let survey = survey_in(&index, caller, perimeter, &input).unwrap_or_default();
    let clock = clock(backend, caller, perimeter).await?;
    Ok(ComposeForm {
        drafts: drafts::list(&backend.db, caller, Some(&form_key), zone).await?,
        attachments: files::of_form(&backend.db, caller.person, &form_key).await?,
        limits: backend.limits,
        today: clock.today,
        now: clock.now,
        zone: clock.zone,
        form_key,
        input,
        saved,
        perimeters,
        channels,
        survey,
    })
}

/// The perimeters of another channel, for a form that switches to it.
///
/// # Errors
/// [`Error::Forbidden`] when the caller may not send anything on that channel.
pub async fn perimeters_for(backend: &Backend, caller: &Caller, channel: Channel) -> Result<Vec<Perimeter>> {
    caller.authorize_somewhere(Right::CreateCommunication, &[channel])?;
    perimeters(&backend.db, caller, channel).await
}
