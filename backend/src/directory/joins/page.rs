use std::collections::HashMap;

use domain::{
    PersonId,
    directory::{JoinedRecord, JoinsPage, Proposal, RecordView, Sign},
    time::Stamp,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{choose::choose, joined::joined, proposals::proposals, views::views};
use crate::{Backend, Error, Result, access::Caller, entities::person, stored::name_of};

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
    let mut proposed = Vec::new();
    for (pair, signs) in found {
        proposed.push((arranged(backend, pair).await?, signs));
    }
    let asked_for = match &asked.records {
        Some(identifiers) => Some(arranged(backend, named(backend, identifiers).await?).await?),
        None => None,
    };
    let (rows, next_joined) = joined(db, asked.joined_after).await?;
    let pairs = proposed.iter().map(|((pair, _), _)| pair).chain(asked_for.iter().map(|(pair, _)| pair));
    let people: Vec<PersonId> =
        pairs.flatten().copied().chain(rows.iter().map(|row| row.record_id)).collect();
    let views = views(db, &people, zone).await?;
    let mut records = Vec::new();
    for row in rows {
        let Some(record) = views.get(&row.record_id).cloned() else { continue };
        records.push(JoinedRecord {
            record,
            main: format!("{} {} ({})", row.main_first_name, row.main_last_name, row.main_identifier),
            since: Stamp::new(row.joined_at, zone),
            by: name_of(db, row.joined_by).await?,
        });
    }
    Ok(JoinsPage {
        proposals: proposed.into_iter().filter_map(|(pair, signs)| shown(&views, pair, signs)).collect(),
        next,
        asked: asked_for.and_then(|pair| shown(&views, pair, Vec::new())),
        joined: records,
        next_joined,
    })
}

/// The record whose account would stay first, and whether the two can be joined.
async fn arranged(backend: &Backend, pair: [PersonId; 2]) -> Result<([PersonId; 2], bool)> {
    match choose(&backend.db, pair).await {
        Ok(pair) => Ok((pair, true)),
        Err(Error::Conflict(_) | Error::NotFound) => Ok((pair, false)),
        Err(reason) => Err(reason),
    }
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
