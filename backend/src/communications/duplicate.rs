use domain::{
    CommunicationId,
    access::Perimeter,
    communications::{CommunicationInput, DuplicateMode},
    targets::{Criterion, Target, TargetInput},
};

use super::{compose::today_in, detail};
use crate::{Backend, Error, Result, access::Caller};

/// dupliquer: a form with what `mode` takes over, in the perimeter of the original where the
/// caller still has it, else in one that holds every school the targets name.
pub(super) async fn duplicate(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    mode: DuplicateMode,
    perimeters: &[Perimeter],
) -> Result<CommunicationInput> {
    let original = detail::detail(backend, caller, id).await?;
    let named: Vec<_> =
        original.targets.iter().flat_map(|target| target.establishments.values()).copied().collect();
    let holds_all = |perimeter: &&Perimeter| named.iter().all(|id| perimeter.school(*id).is_some());
    let perimeter = perimeters
        .iter()
        .find(|perimeter| perimeter.name == original.perimeter)
        .or_else(|| perimeters.iter().find(holds_all))
        .or_else(|| perimeters.first())
        .ok_or(Error::NotFound)?;
    let input = CommunicationInput {
        perimeter: perimeter.key.clone(),
        targets: original.targets.iter().map(target_input).collect(),
        channel: original.channel.code().to_owned(),
        severity: original.severity.code().to_owned(),
        text: original.text,
        with_link: original.link.is_some(),
        link: original.link.unwrap_or_default(),
        first_day: original.first_day.to_string(),
        last_day: original.last_day.to_string(),
    };
    Ok(mode.apply(&input, today_in(perimeter, backend.clock.now())?))
}

fn target_input(target: &Target) -> TargetInput {
    fn names<T: Ord + AsRef<str>>(criterion: &Criterion<T>) -> Vec<String> {
        criterion.values().map(|value| value.as_ref().to_owned()).collect()
    }
    TargetInput {
        profiles: target.profiles.values().map(|profile| profile.code().to_owned()).collect(),
        levels: names(&target.levels),
        sub_levels: names(&target.sub_levels),
        functions: names(&target.functions),
        subjects: names(&target.subjects),
        custom_establishments: !target.establishments.is_all(),
        establishments: target.establishments.values().map(ToString::to_string).collect(),
    }
}
