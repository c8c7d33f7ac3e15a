use std::collections::BTreeSet;

use domain::{
    CommunicationId, EstablishmentId,
    access::Perimeter,
    communications::{Channel, CommunicationInput, DuplicateMode, UNCHOSEN},
    targets::{Target, TargetInput},
};
use sea_orm::EntityTrait;

use super::{
    detail,
    form_clock::{proposed_day, today_for},
    perimeter::choose,
};
use crate::{
    Backend, Error, Result,
    access::{Caller, perimeters},
    entities::{communication, publication},
};

/// dupliquer: a form with the parts that `mode` takes over. It uses the perimeter of the original, or
/// one with the same schools; if the caller has neither, the form asks for one.
pub(super) async fn duplicate(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    mode: DuplicateMode,
    channels: &[Channel],
) -> Result<CommunicationInput> {
    let original = detail::detail(backend, caller, id).await?;
    let channel =
        channels.iter().find(|channel| **channel == original.content.channel()).or(channels.first());
    let channel = *channel.ok_or(Error::NotFound)?;
    let perimeters = perimeters(&backend.db, caller, channel).await?;
    let sent_from = origin(backend, id).await?;
    let perimeter = same_schools(&perimeters, &sent_from, mode.copied_targets(&original.targets));
    let first = perimeters.first().ok_or(Error::NotFound)?;
    let (perimeter_of_days, now) = (perimeter.unwrap_or(first), backend.clock.now());
    let proposed = proposed_day(caller, perimeter_of_days, now)?;
    let input = CommunicationInput {
        perimeter: perimeter.map_or_else(|| UNCHOSEN.to_owned(), |perimeter| perimeter.key.clone()),
        targets: original.targets.iter().map(TargetInput::from).collect(),
        channel: channel.code().to_owned(),
        ..CommunicationInput::copied(&original.content, proposed)
    };
    Ok(mode.apply(&input, today_for(perimeter_of_days, &input, now)?))
}

/// The perimeter from which a communication was sent, and its schools.
struct Origin {
    key: String,
    schools: BTreeSet<EstablishmentId>,
}

async fn origin(backend: &Backend, id: CommunicationId) -> Result<Origin> {
    let row = communication::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    let sites = publication::Entity::of(id);
    let schools = sites.all(&backend.db).await?.into_iter().map(|site| site.establishment_id).collect();
    Ok(Origin { key: row.perimeter_key, schools })
}

/// The perimeter with the identity of the original's, or one in which the copied targets name the
/// same schools.
fn same_schools<'a>(
    perimeters: &'a [Perimeter],
    origin: &Origin,
    targets: &[Target],
) -> Option<&'a Perimeter> {
    let listed = !targets.is_empty() && targets.iter().all(|target| !target.establishments.is_all());
    let alike = |perimeter: &&Perimeter| {
        let schools = perimeter.establishments();
        schools == origin.schools || (listed && origin.schools.is_subset(&schools))
    };
    choose(perimeters, &origin.key).or_else(|| perimeters.iter().find(alike))
}
