use std::collections::BTreeSet;

use domain::{
    EstablishmentId,
    access::{Perimeter, Right, Subject},
    communications::{CommunicationInput, view::Survey},
    fields::FieldErrors,
    targets::{Audience, AudienceCount, Criterion, MAX_TARGETS, TargetInput, TargetOptions, Targets},
};

use super::{
    form_clock::clock,
    named::known_in_form,
    perimeter::{channel_of, choose, not_offered, outside},
};
use crate::{
    Backend, Result,
    access::{Caller, perimeters},
    audience::Index,
};

/// How many people the targets of a form reach, and which values can still be chosen in each.
///
/// A target that is not valid yet (an empty *Liste personnalisée*) reaches nobody.
pub async fn survey(backend: &Backend, caller: &Caller, input: &CommunicationInput) -> Result<Survey> {
    let channel = channel_of(caller, input);
    caller.authorize_somewhere(Right::CreateCommunication, &[channel])?;
    let perimeters = perimeters(&backend.db, caller, channel).await?;
    if !input.names_perimeter() {
        return Ok(survey_of_nobody(input));
    }
    let Some(perimeter) = choose(&perimeters, &input.perimeter) else {
        let subject = Subject { channel, own: true };
        return Err(not_offered(&backend.db, caller, subject, &input.perimeter).await?);
    };
    let index = backend.audience.current(&backend.db).await?;
    let clock = clock(backend, caller, perimeter, input)?;
    let people = known_in_form(&backend.db, caller, perimeter, input).await?;
    Ok(Survey { clock: Some(clock), people, ..survey_in(&index, caller, perimeter, input)? })
}

/// The survey of a form whose perimeter has still to be chosen.
pub(super) fn survey_of_nobody(input: &CommunicationInput) -> Survey {
    let targets = input.targets.len().min(MAX_TARGETS);
    let count = AudienceCount { per_target: vec![0; targets], ..AudienceCount::default() };
    Survey { count, options: vec![TargetOptions::default(); targets], ..Survey::default() }
}

/// The survey of a form in one perimeter.
///
/// # Errors
/// [`Error::Forbidden`] or [`Error::NotFound`] when a target names a school outside the perimeter.
pub(super) fn survey_in(
    index: &Index,
    caller: &Caller,
    perimeter: &Perimeter,
    input: &CommunicationInput,
) -> Result<Survey> {
    let schools = perimeter.establishments();
    let targets: Vec<&TargetInput> = input.targets.iter().take(MAX_TARGETS).collect();
    let options = targets
        .iter()
        .map(|target| index.options(&chosen_schools(target, &schools), &target.known_profiles()))
        .collect();
    let mut valid = Vec::new();
    let mut positions = Vec::new();
    for (position, target) in targets.iter().enumerate() {
        // Whoever may not name people does not learn whether somebody is there.
        if target.named && !caller.is_staff() {
            continue;
        }
        let alone = CommunicationInput { targets: vec![(*target).clone()], ..CommunicationInput::default() };
        if let Some(parsed) = alone.parse_targets(&mut FieldErrors::default()) {
            valid.extend_from_slice(parsed.as_slice());
            positions.push(position);
        }
    }
    let mut count = match Targets::new(valid) {
        Ok(targets) => {
            let audience = Audience::resolve(&targets, &schools)
                .map_err(|_| outside(caller, perimeter, targets.as_slice()))?;
            index.count(&audience)
        }
        Err(_) => AudienceCount::default(),
    };
    let mut per_target = vec![0; targets.len()];
    for (position, people) in positions.into_iter().zip(&count.per_target) {
        per_target[position] = *people;
    }
    count.per_target = per_target;
    let blank = index.options(&schools, &Criterion::All);
    Ok(Survey { count, options, blank, ..Survey::default() })
}

/// As long as no school of the list is chosen, the criteria offer those of all schools: what was chosen in them
/// is not missing anywhere.
fn chosen_schools(target: &TargetInput, perimeter: &BTreeSet<EstablishmentId>) -> BTreeSet<EstablishmentId> {
    if !target.custom_establishments {
        return perimeter.clone();
    }
    let ids = target.establishments.iter().filter_map(|id| id.parse().ok());
    let chosen: BTreeSet<EstablishmentId> = ids.filter(|id| perimeter.contains(id)).collect();
    if chosen.is_empty() { perimeter.clone() } else { chosen }
}
