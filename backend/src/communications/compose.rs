use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{
    CommunicationId, DraftId,
    access::{Perimeter, Right},
    communications::{Channel, CommunicationInput, DuplicateMode, view::ComposeForm},
    time::{Millis, Stamp},
};

use super::{deploy::choose, drafts, duplicate::duplicate, stored, survey::survey_in};
use crate::{
    Backend, Error, Result,
    access::{Caller, perimeters},
    accounts::random_hex,
};

/// What a form opens with.
#[derive(Clone, Copy, Debug)]
pub enum Start {
    Blank,
    /// A draft of the caller's.
    Draft(DraftId),
    /// dupliquer
    Copy(CommunicationId, DuplicateMode),
}

/// *Nouvelle communication*
///
/// # Errors
/// As [`Caller::authorize_somewhere`] when the caller may not send anything; [`Error::NotFound`] when
/// the draft was thrown away, deployed, or is somebody else's, or when the communication may not be
/// seen.
pub async fn compose(backend: &Backend, caller: &Caller, start: Start) -> Result<ComposeForm> {
    caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED)?;
    let channels: Vec<Channel> = Channel::COMPOSED
        .into_iter()
        .filter(|&channel| caller.authorize_somewhere(Right::CreateCommunication, &[channel]).is_ok())
        .collect();
    let channel = *channels.first().ok_or(Error::Forbidden(Right::CreateCommunication))?;
    let now = backend.clock.now();
    let perimeters = perimeters(&backend.db, caller, channel).await?;
    let first = perimeters.first().ok_or(Error::Forbidden(Right::CreateCommunication))?;
    let zone = caller.zone(&backend.db).await?;
    let (form_key, mut input, saved) = match start {
        Start::Blank => (random_hex::<16>()?, CommunicationInput::blank(today_in(first, now)?), None),
        Start::Draft(id) => {
            let draft = drafts::load(&backend.db, caller, id).await?;
            let input = drafts::input_of(&draft)?;
            (draft.form_key, input, Some(Stamp::new(Millis(draft.updated_at), zone)))
        }
        Start::Copy(id, mode) => {
            let input = duplicate(backend, caller, id, mode, &perimeters).await?;
            (random_hex::<16>()?, input, None)
        }
    };
    // A draft from the time of a larger perimeter starts again from the one that is left.
    if choose(&perimeters, &input.perimeter).is_none() {
        input.perimeter.clear();
    }
    let perimeter = choose(&perimeters, &input.perimeter).unwrap_or(first);
    let index = backend.audience.current(&backend.db).await?;
    let survey = survey_in(&index, caller, perimeter, &input).unwrap_or_default();
    let drafts = drafts::list(&backend.db, caller, Some(&form_key), zone).await?;
    let today = today_in(perimeter, now)?;
    Ok(ComposeForm { form_key, input, saved, perimeters, channels, drafts, today, survey })
}

/// The civil day in the perimeter; where it spans several zones, the day of the one that is
/// furthest ahead, so that a period is not over anywhere before it is deployed.
pub(super) fn today_in(perimeter: &Perimeter, now: Millis) -> Result<NaiveDate> {
    let mut latest = None;
    for school in &perimeter.schools {
        latest = latest.max(now.day(stored::zone(&school.time_zone)?));
    }
    latest
        .or_else(|| now.day(Tz::Europe__Paris))
        .ok_or_else(|| Error::Inconsistent(format!("instant {}", now.0)))
}
