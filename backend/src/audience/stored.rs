//! The stored targets of a communication, and the people they reach.

use std::collections::{BTreeSet, HashMap};

use domain::{
    CommunicationId, EstablishmentId, PersonId,
    targets::{Audience, Chosen, Criterion, Target, Targets},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Required, Result,
    entities::target,
    ground::sql::{numbers, sql},
};

/// The targets of these communications, as [`followed`].
pub(crate) async fn targets_of(
    db: &impl ConnectionTrait,
    communications: Vec<CommunicationId>,
) -> Result<HashMap<CommunicationId, Targets>> {
    let mut targets: HashMap<CommunicationId, Vec<Target>> = HashMap::new();
    // An SQL statement accepts a limited number of parameters.
    for some in communications.chunks(10_000) {
        let rows = target::Entity::find()
            .filter(target::Column::CommunicationId.is_in(some.iter().copied()))
            .order_by_asc(target::Column::CommunicationId)
            .order_by_asc(target::Column::Position)
            .all(db)
            .await?;
        for row in rows {
            targets.entry(row.communication_id).or_default().push(row.criteria.into_inner());
        }
    }
    let main_of = main_records(db, named(targets.values().flatten())).await?;
    for target in targets.values_mut().flatten() {
        follow(target, &main_of);
    }
    targets
        .into_iter()
        .map(|(id, targets)| {
            let targets =
                Targets::new(targets).required(format_args!("the targets of communication {id}"))?;
            Ok((id, targets))
        })
        .collect()
}

/// The targets of a form. Whoever is named by a record that is joined to another is reached as the person
/// they are.
pub(crate) async fn followed(db: &impl ConnectionTrait, targets: &Targets) -> Result<Targets> {
    let mut all = targets.as_slice().to_vec();
    let main_of = main_records(db, named(all.iter())).await?;
    for target in &mut all {
        follow(target, &main_of);
    }
    Targets::new(all).required("the targets of a form")
}

/// The main record of each of those named who are joined to another.
pub(crate) async fn main_records(
    db: &impl ConnectionTrait,
    named: BTreeSet<PersonId>,
) -> Result<HashMap<PersonId, PersonId>> {
    let mut main_of = HashMap::new();
    if named.is_empty() {
        return Ok(main_of);
    }
    let list = numbers(named.into_iter().map(|PersonId(id)| id));
    let text = format!("SELECT record_id, person_id FROM person_join WHERE record_id IN ({list})");
    for row in db.query_all_raw(sql!(db, text)).await? {
        main_of.insert(row.try_get("", "record_id")?, row.try_get("", "person_id")?);
    }
    Ok(main_of)
}

fn named<'t>(targets: impl Iterator<Item = &'t Target>) -> BTreeSet<PersonId> {
    targets.flat_map(|target| target.people.values().copied()).collect()
}

fn follow(target: &mut Target, main_of: &HashMap<PersonId, PersonId>) {
    if target.people.values().any(|person| main_of.contains_key(person)) {
        let people: Chosen<PersonId> =
            target.people.values().map(|person| *main_of.get(person).unwrap_or(person)).collect();
        target.people = Criterion::AnyOf(people);
    }
}

/// The audience of stored targets in the schools that the communication was deployed to. A school
/// that a target names but that is not among them is left out: stored targets can only narrow the
/// audience.
pub(crate) fn audience_of(targets: &Targets, schools: &BTreeSet<EstablishmentId>) -> Audience {
    let narrowed = targets.as_slice().iter().filter_map(|target| {
        let mut target = target.clone();
        if let Criterion::AnyOf(chosen) = &target.establishments {
            let kept: Chosen<_> = chosen.iter().copied().filter(|school| schools.contains(school)).collect();
            if kept.is_empty() {
                return None;
            }
            target.establishments = Criterion::AnyOf(kept);
        }
        Some(target)
    });
    Targets::new(narrowed.collect())
        .and_then(|targets| Audience::resolve(&targets, schools).map_err(|(_, problem)| problem))
        .unwrap_or_else(|_| Audience::nobody())
}
