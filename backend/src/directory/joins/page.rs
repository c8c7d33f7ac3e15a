use std::collections::HashMap;

use domain::{
    PersonId,
    directory::{JoinedRecord, JoinsPage, Proposal, RecordView, Sign},
    time::Stamp,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{choose::Candidates, joined::joined, proposals::proposals, views::views};
use crate::{
    Backend, Error, Result,
    access::{Caller, responsible},
    entities::person,
};

/// What the address of the page asks for.
#[derive(Clone, Debug)]
pub struct JoinsQuery {
    /// Proposals of the names after this one.
    pub after: String,
    /// Joined records after this one.
    pub joined_after: PersonId,
    /// The identifiers of two records to look at, however different they are.
    pub records: Option<[String; 2]>,
}

/// *Une personne, plusieurs fiches*: what may be one person, and what is joined.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] for an identifier that nobody has.
pub async fn page(backend: &Backend, caller: &Caller, asked: &JoinsQuery) -> Result<JoinsPage> {
    caller.authorize_administrator()?;
    let db = &backend.db;
    let zone = caller.own_zone();
    // PostgreSQL takes no such character, and nobody is called so.
    let (found, next) = proposals(db, &asked.after.replace('\0', "")).await?;
    let asked_for = match &asked.records {
        Some(identifiers) => Some(named(backend, identifiers).await?),
        None => None,
    };
    let (rows, next_joined) = joined(db, asked.joined_after).await?;
    let pairs = found.iter().map(|(pair, _)| pair).chain(&asked_for);
    let mut people: Vec<PersonId> = pairs.flatten().copied().collect();
    people.sort_unstable();
    people.dedup();
    let candidates = Candidates::load(db, &people).await?;
    people.extend(rows.iter().map(|row| row.record_id));
    let views = views(db, &people, zone).await?;
    let joiners = responsible(db, caller.words(), rows.iter().map(|row| row.joined_by)).await?;
    let records = rows.into_iter().filter_map(|row| {
        Some(JoinedRecord {
            record: views.get(&row.record_id)?.clone(),
            main: format!("{} {} ({})", row.main_first_name, row.main_last_name, row.main_identifier),
            since: Stamp::new(row.joined_at, zone),
            by: joiners.get(&row.joined_by).cloned().unwrap_or_default(),
        })
    });
    let shown = |pair, signs| shown(&views, arranged(&candidates, pair), signs);
    Ok(JoinsPage {
        proposals: found.into_iter().filter_map(|(pair, signs)| shown(pair, signs)).collect(),
        next,
        asked: asked_for.and_then(|pair| shown(pair, Vec::new())),
        joined: records.collect(),
        next_joined,
    })
}

/// Which of two identifiers nobody has.
///
/// # Errors
/// [`Error::AdministratorOnly`].
pub async fn unknown(backend: &Backend, caller: &Caller, identifiers: &[String; 2]) -> Result<[bool; 2]> {
    caller.authorize_administrator()?;
    let mut unknown = [false; 2];
    for (place, identifier) in identifiers.iter().enumerate() {
        unknown[place] = match with(backend, identifier).await {
            Ok(_) => false,
            Err(Error::NotFound) => true,
            Err(reason) => return Err(reason),
        };
    }
    Ok(unknown)
}

/// The record whose account would stay first, and whether the two can be joined.
fn arranged(candidates: &Candidates, pair: [PersonId; 2]) -> ([PersonId; 2], bool) {
    candidates.choose(pair).map_or((pair, false), |pair| (pair, true))
}

async fn named(backend: &Backend, identifiers: &[String; 2]) -> Result<[PersonId; 2]> {
    let [one, other] = identifiers;
    Ok([with(backend, one).await?, with(backend, other).await?])
}

async fn with(backend: &Backend, identifier: &str) -> Result<PersonId> {
    if identifier.contains('\0') {
        return Err(Error::NotFound);
    }
    let row = person::Entity::find()
        .filter(person::Column::ExternalId.eq(identifier))
        .filter(person::Column::RemovedAt.is_null())
        .one(&backend.db)
        .await?;
    row.map(|row| row.id).ok_or(Error::NotFound)
}

fn shown(
    views: &HashMap<PersonId, RecordView>,
    (pair, joinable): ([PersonId; 2], bool),
    signs: Vec<Sign>,
) -> Option<Proposal> {
    let [main, other] = pair;
    let records = [views.get(&main)?.clone(), views.get(&other)?.clone()];
    Some(Proposal { records, signs, joinable })
}
