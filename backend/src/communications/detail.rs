use std::collections::BTreeSet;

use domain::{
    CommunicationId, EstablishmentId,
    access::{Right, Subject},
    communications::{
        Channel, Concern, Status, StatusFacts,
        view::{CommunicationDetail, Question},
    },
    targets::{Audience, Target, Targets},
    time::{Millis, Stamp},
    versions::Versioned,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    beside::beside,
    channels::{self, State, Stored},
    concerns,
    correct::may_correct,
    named::{self, Called},
    row::{CommunicationRow, load, may_cancel},
};
use crate::{
    Backend, Result,
    access::{Caller, responsible},
    audience::{audience_of, targets_of},
    entities::{authority, establishment, publication},
    stored::{count, to_json_bytes},
    token::fingerprint,
    versions::{history, number_of},
};

/// How long a deployment is new to the person who asked for it.
const FRESH_MS: i64 = 60_000;

/// What a page that follows a communication compares: the present version, and when to look again
/// because it changes by itself or because people may have opened it.
pub async fn version_of(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<(String, Millis)> {
    let row = load(&backend.db, caller, id).await?;
    let content = channels::stored_of(&backend.db, &row).await?;
    let (facts, now) = (content.facts(&row), backend.clock.now());
    let status = facts.status(now);
    let figures = content.figures(backend).await?;
    let look_again = content.look_again(now).filter(|_| status != Status::Cancelled);
    let boundary = facts.next_change(now).into_iter().chain(look_again).min();
    let concerns = concerns::of(&backend.db, id, status).await?;
    let corrections = number_of(&backend.db, corrections_of(&content, id)).await?;
    Ok((version(&facts, status, &concerns, (figures, corrections))?, boundary.unwrap_or(Millis(i64::MAX))))
}

fn version(
    facts: &StatusFacts,
    status: Status,
    concerns: &(Vec<Concern>, usize),
    figures: (Option<State>, i32),
) -> Result<String> {
    let told = to_json_bytes("status", &(facts, status, concerns, figures))?;
    Ok(fingerprint(&told))
}

fn corrections_of(content: &Stored, id: CommunicationId) -> Versioned {
    Versioned { kind: content.versioned(), id: id.0 }
}

/// *Détail de la communication*
pub async fn detail(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<CommunicationDetail> {
    let db = &backend.db;
    let (row, now) = (load(db, caller, id).await?, backend.clock.now());
    let stored = channels::stored_of(db, &row).await?;
    // Instants are on the reader's own clock; a time that is a school's names its zone.
    let (facts, zone, channel) = (stored.facts(&row), caller.own_zone(), row.channel);
    let targets = targets_of(db, vec![id]).await?.remove(&id);
    let targets = targets.as_ref().map(Targets::as_slice).unwrap_or_default().to_vec();
    let (people_named, people_gone) = people_of(db, caller, &row, &targets).await?;
    let named: BTreeSet<EstablishmentId> =
        targets.iter().flat_map(|target| target.establishments.values()).copied().collect();
    let schools =
        establishment::Entity::find().filter(establishment::Column::Id.is_in(named)).all(db).await?;
    let named = row.cancelled_by.into_iter().chain([row.author_id]);
    let people = responsible(db, caller.words(), named).await?;
    let cancelled_by = row.cancelled_by.and_then(|id| people.get(&id).cloned());
    let perimeter = perimeter(db, &row).await?;
    let status = facts.status(now);
    let concerns = concerns::of(db, id, status).await?;
    let may_cancel = may_cancel(db, caller, id).await?;
    let live = !matches!(status, Status::Cancelled | Status::Ended);
    let creates = caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED).is_ok();
    let may_take_back = status == Status::Pending && row.author_id == caller.person && creates;
    let held_for =
        facts.held_until.filter(|_| may_take_back).map_or(0, |until| until.0.saturating_sub(now.0));
    let (content, figures) = stored.detail(backend, &row, may_cancel.then_some(caller)).await?;
    let corrections =
        history(db, caller, corrections_of(&stored, id), stored.wording(db).await?, zone).await?;
    let corrected = corrections.first().map_or(0, |latest| latest.number);
    let asks_to_cancel = live && may_cancel && !may_take_back;
    Ok(CommunicationDetail {
        id,
        content: content.for_reader(zone),
        perimeter,
        created: Stamp::new(row.created_at, zone),
        cancelled: row.cancelled_at.map(|at| Stamp::new(at, zone)),
        cancelled_by,
        targets,
        people_named,
        people_gone,
        schools: schools.iter().map(crate::access::school).collect(),
        recipients: count(row.recipients),
        version: version(&facts, status, &concerns, (figures, corrected))?,
        facts,
        fresh: now.0.saturating_sub(row.created_at.0) < FRESH_MS,
        concerns: concerns.0,
        more_concerns: concerns.1,
        status,
        may_correct: may_correct(db, caller, &row, &stored, now).await?,
        may_name: channels::message::may_name(db, caller, &row).await?,
        answers: channels::message::answered(db, caller, &row).await?,
        corrections,
        may_cancel: asks_to_cancel,
        beside: if asks_to_cancel { beside(backend, caller, id, now).await? } else { None },
        may_take_back,
        goes_out_in_ms: u32::try_from(held_for).unwrap_or_default(),
        may_duplicate: caller.may_anywhere(Right::CreateCommunication, Subject { channel, own: true }),
        author: people.get(&row.author_id).cloned().unwrap_or_default(),
        title: row.title,
    })
}

/// The authority in whose name it was sent, otherwise the source that it shows.
async fn perimeter(db: &impl ConnectionTrait, row: &CommunicationRow) -> Result<String> {
    let authority = match row.source_authority_id {
        Some(id) => authority::Entity::find_by_id(id).one(db).await?.map(|authority| authority.name),
        None => None,
    };
    Ok(authority.unwrap_or_else(|| row.source_name.clone()))
}

/// Of the people whom each target names, the first names, for the author alone, and how many are in none of
/// its schools any more.
async fn people_of(
    db: &impl ConnectionTrait,
    caller: &Caller,
    row: &CommunicationRow,
    targets: &[Target],
) -> Result<(Vec<Vec<String>>, Vec<u64>)> {
    if !targets.iter().any(Target::names_people) {
        return Ok((Vec::new(), Vec::new()));
    }
    let sites = publication::Entity::of(row.id).all(db).await?;
    let schools: BTreeSet<EstablishmentId> = sites.iter().map(|site| site.establishment_id).collect();
    let most = if row.author_id == caller.person { Question::NAMED } else { 0 };
    let mut all = Vec::new();
    for target in targets {
        // One by one: a target of which no school is left is not part of an audience.
        let alone = Targets::new(vec![target.clone()]).map(|targets| audience_of(&targets, &schools));
        let alone = alone.unwrap_or_else(|_| Audience::nobody());
        let everybody = target.people.values().count() as u64;
        let found = named::called(db, caller, &alone, most).await?.into_iter().next();
        let Called { names, gone } = found.unwrap_or(Called { names: Vec::new(), gone: everybody });
        all.push((names, gone));
    }
    Ok(all.into_iter().unzip())
}
