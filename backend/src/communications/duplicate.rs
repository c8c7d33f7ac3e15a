use domain::{
    CommunicationId,
    access::Perimeter,
    communications::{Channel, CommunicationInput, DuplicateMode},
    targets::{Criterion, Target, TargetInput},
};

use super::{channels::stored_of, detail, form_clock::today_in, row::load};
use crate::{
    Backend, Error, Result,
    access::{Caller, perimeters},
    files,
};

/// dupliquer: a form with the parts that `mode` takes over. It uses the perimeter of the original
/// if the caller still has it, otherwise one that contains every school named by the targets.
pub(super) async fn duplicate(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    mode: DuplicateMode,
    channels: &[Channel],
    form_key: &str,
) -> Result<CommunicationInput> {
    let original = detail::detail(backend, caller, id).await?;
    let channel =
        channels.iter().find(|channel| **channel == original.content.channel()).or(channels.first());
    let channel = *channel.ok_or(Error::NotFound)?;
    let perimeters = perimeters(&backend.db, caller, channel).await?;
    let named: Vec<_> =
        original.targets.iter().flat_map(|target| target.establishments.values()).copied().collect();
    let holds_all = |perimeter: &&Perimeter| named.iter().all(|id| perimeter.school(*id).is_some());
    let perimeter = perimeters
        .iter()
        .find(|perimeter| perimeter.name == original.perimeter)
        .or_else(|| perimeters.iter().find(holds_all))
        .or_else(|| perimeters.first())
        .ok_or(Error::NotFound)?;
    let today = today_in(perimeter, backend.clock.now())?;
    let input = CommunicationInput {
        perimeter: perimeter.key.clone(),
        targets: original.targets.iter().map(target_input).collect(),
        channel: channel.code().to_owned(),
        ..CommunicationInput::copied(&original.content, today)
    };
    if mode != DuplicateMode::Targets {
        let row = load(&backend.db, caller, id).await?;
        if let Some(owner) = stored_of(&backend.db, &row).await?.files() {
            files::copy(backend, caller, owner, form_key).await?;
        }
    }
    Ok(mode.apply(&input, today))
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
