use std::collections::BTreeSet;

use chrono_tz::Tz;
use domain::{
    EstablishmentId,
    access::{Perimeter, Right, view::PersonLabel},
    communications::{
        Channel, CommunicationInput, DuplicateMode, Start, UNCHOSEN,
        view::{ComposeForm, Question, Survey},
    },
    fields::{FieldErrors, FieldProblem},
    files::AttachmentView,
    time::{Millis, Stamp},
};

use super::{
    article_links::{audience_of_form, links_of},
    copied::{files_of, key_of_copy, picture_of},
    drafts,
    duplicate::duplicate,
    form_clock::{clock, proposed_day},
    named::{as_people, found_in_form, known_in_form},
    perimeter::choose,
    question::question,
    survey::{survey_in, survey_of_nobody},
};
use crate::{
    Backend, Error, Result,
    access::{Caller, perimeters},
    audience::Index,
    ground::school_name::many_schools_called,
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
    let channels = channels_of(caller);
    let first_channel = *channels.first().ok_or(Error::Forbidden(Right::CreateCommunication))?;
    let zone = caller.own_zone();
    let asked = if let Start::Asked(_, before) = start { Some(before) } else { None };
    let Begun { form_key, input, saved, mark } = begun(backend, caller, start, &channels, zone).await?;
    let channel = channel_of(input.as_ref(), &channels).unwrap_or(first_channel);
    let perimeters = perimeters(&backend.db, caller, channel).await?;
    let first = perimeters.first().ok_or(Error::Forbidden(Right::CreateCommunication))?;
    let mut input = match input {
        Some(input) => input,
        None => blank(caller, first, backend.clock.now())?,
    };
    let channel_gone = input.move_to(channel);
    // A draft of an earlier version names no perimeter: the first one, which the form then shows.
    if input.perimeter.is_empty() {
        input.perimeter.clone_from(&first.key);
    }
    // Another perimeter has other schools, so it is never chosen without asking.
    let chosen = choose(&perimeters, &input.perimeter);
    if chosen.is_none() {
        UNCHOSEN.clone_into(&mut input.perimeter);
    }
    let index = backend.audience.current(&backend.db).await?;
    let (survey, found_people) = survey_at_first(backend, &index, caller, chosen, &input).await?;
    let audience = chosen.and_then(|chosen| audience_of_form(chosen, &input));
    let articles = links_of(&backend.db, &index, caller, audience.as_ref(), &input, zone).await?;
    let attachments = files_of(&backend.db, caller, &form_key, saved.is_some()).await?;
    let input = input.with_picture(&picture_of(&backend.db, caller, &form_key, saved.is_some()).await?);
    let (question, refused) = match asked {
        Some(before) => ask(backend, caller, &form_key, &input, &attachments, before).await?,
        None => (None, FieldErrors::default()),
    };
    let clock = clock(backend, caller, chosen.unwrap_or(first), &input)?;
    Ok(ComposeForm {
        drafts: drafts::list(&backend.db, caller, Some(&form_key), zone).await?,
        attachments,
        articles,
        question,
        refused,
        perimeter_gone: chosen.is_none(),
        channel_gone,
        gone_schools: gone_schools(backend, chosen, &input).await?,
        limits: backend.limits,
        today: clock.today,
        proposed: clock.proposed,
        now: clock.now,
        named_zone: clock.elsewhere.then(|| clock.zone.clone()),
        zone: clock.zone,
        form_key,
        input,
        saved,
        mark,
        draft_gone: false,
        perimeters,
        channels,
        survey,
        found_people,
        may_name: caller.is_staff(),
    })
}

/// The channel of a draft, if its author may use it.
fn channel_of(input: Option<&CommunicationInput>, channels: &[Channel]) -> Option<Channel> {
    let named = Channel::from_code(&input?.channel);
    named.filter(|channel| channels.contains(channel))
}

/// The form as it opens. Its text is French unless the author says otherwise: whoever reads the pages in
/// English mostly writes to French families all the same.
fn blank(caller: &Caller, perimeter: &Perimeter, now: Millis) -> Result<CommunicationInput> {
    Ok(CommunicationInput::blank(proposed_day(caller, perimeter, now)?))
}

/// The survey of a form as it opens, and the people whom its searches find.
async fn survey_at_first(
    backend: &Backend,
    index: &Index,
    caller: &Caller,
    chosen: Option<&Perimeter>,
    input: &CommunicationInput,
) -> Result<(Survey, Vec<Vec<PersonLabel>>)> {
    let Some(perimeter) = chosen else { return Ok((survey_of_nobody(input), Vec::new())) };
    let found = found_in_form(backend, caller, perimeter, input).await?;
    let people = known_in_form(&backend.db, caller, perimeter, input).await?;
    let survey = survey_in(index, caller, perimeter, input).unwrap_or_default();
    Ok((Survey { people, ..survey }, found))
}

/// The names of the schools in the targets that the perimeter does not have (any more).
async fn gone_schools(
    backend: &Backend,
    chosen: Option<&Perimeter>,
    input: &CommunicationInput,
) -> Result<Vec<(String, String)>> {
    let has = |id: &EstablishmentId| {
        chosen.is_some_and(|perimeter| perimeter.schools.iter().any(|school| school.id == *id))
    };
    let chosen_schools = input.targets.iter().flat_map(|target| &target.establishments);
    let chosen_schools = chosen_schools.filter_map(|id| id.parse().ok()).map(EstablishmentId);
    let gone: BTreeSet<EstablishmentId> = chosen_schools.filter(|id| !has(id)).collect();
    let names = many_schools_called(&backend.db, &gone).await?;
    Ok(names.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
}

/// The channels on which the caller may send something.
fn channels_of(caller: &Caller) -> Vec<Channel> {
    Channel::COMPOSED
        .into_iter()
        .filter(|&channel| caller.authorize_somewhere(Right::CreateCommunication, &[channel]).is_ok())
        .collect()
}

/// A form as it begins.
#[derive(Default)]
struct Begun {
    form_key: String,
    /// `None` for a new form.
    input: Option<CommunicationInput>,
    /// When it was saved as a draft, and the mark of that state.
    saved: Option<Stamp>,
    mark: String,
}

async fn begun(
    backend: &Backend,
    caller: &Caller,
    start: Start,
    channels: &[Channel],
    zone: Tz,
) -> Result<Begun> {
    Ok(match start {
        Start::Blank => Begun { form_key: random_hex::<16>()?, ..Begun::default() },
        Start::Draft(id) | Start::Asked(id, _) => {
            let draft = drafts::load(&backend.db, caller, id).await?;
            Begun {
                form_key: draft.form_key,
                input: Some(as_people(&backend.db, draft.input.into_inner()).await?),
                saved: Some(Stamp::new(draft.updated_at, zone)),
                mark: draft.mark,
            }
        }
        Start::Copy(id, mode) => {
            let input = duplicate(backend, caller, id, mode, channels).await?;
            let files = mode != DuplicateMode::Targets;
            let form_key = if files { key_of_copy(id)? } else { random_hex::<16>()? };
            Begun { form_key, input: Some(input), ..Begun::default() }
        }
    })
}

/// The question whether to deploy a draft, or the fields to correct first. `before` is the number of
/// recipients that an earlier question named.
async fn ask(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
    attachments: &[AttachmentView],
    before: Option<u64>,
) -> Result<(Option<Question>, FieldErrors)> {
    let tokens: Vec<String> = attachments.iter().map(|file| file.token.clone()).collect();
    match question(backend, caller, form_key, &input.clone().with_files(&tokens)).await {
        Ok(question) => {
            let now = question.confirmation.recipients;
            let question = match before {
                Some(before) => question.again(before, now),
                None => question,
            };
            Ok((Some(question), FieldErrors::default()))
        }
        Err(Error::Fields(errors)) => Ok((None, errors)),
        // The form says it at its field, and keeps what was typed.
        Err(Error::SeverityForbidden(most)) => {
            let mut errors = FieldErrors::default();
            errors.add("type", FieldProblem::SeverityTooHigh { most });
            Ok((None, errors))
        }
        Err(reason) => Err(reason),
    }
}

/// The perimeters of another channel, for a form that switches to it.
///
/// # Errors
/// [`Error::Forbidden`] when the caller may not send anything on that channel.
pub async fn perimeters_for(backend: &Backend, caller: &Caller, channel: Channel) -> Result<Vec<Perimeter>> {
    caller.authorize_somewhere(Right::CreateCommunication, &[channel])?;
    perimeters(&backend.db, caller, channel).await
}
