use std::collections::BTreeMap;

use chrono_tz::Tz;
use domain::{
    CommunicationId, EstablishmentId,
    access::{Perimeter, Right, Scope, Subject},
    audit::Action,
    communications::{Announcement, Channel, CommunicationInput, Link, NewCommunication, view::Deployed},
    fields::{FieldErrors, FieldProblem},
    search::fold,
    targets::{Audience, Target, Targets},
    time::Millis,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, TransactionTrait,
    sea_query::OnConflict,
};

use super::{compose::today_in, drafts::check_key, events, stored};
use crate::{
    Backend, Error, Result,
    access::{Caller, Place, perimeters, refusal},
    audit::{self, Entry},
    database::{begin, rows_per_insert},
    entities::{communication, draft, job, publication, target},
};

/// Deploys what a form says, once for each `form_key`: a second click, a second tab or a repeated
/// request is answered with the communication that the first one made.
///
/// # Errors
/// [`Error::Forbidden`] when the channel or a school is outside the caller's rights,
/// [`Error::NotFound`] when a school is none of their business at all;
/// [`Error::Fields`] with every refused field. Nothing is stored then.
pub async fn deploy(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
) -> Result<Deployed> {
    let channel = Channel::Announcement;
    let subject = Subject { channel, own: true };
    caller.authorize_somewhere(Right::CreateCommunication, &[channel])?;
    check_key(form_key)?;
    if let Some(earlier) = made_by(&backend.db, caller, form_key).await? {
        return Ok(earlier);
    }
    let now = backend.clock.now();
    let perimeters = perimeters(&backend.db, caller, channel).await?;
    let Some(perimeter) = choose(&perimeters, &input.perimeter) else {
        return Err(refusal(&backend.db, caller, Right::CreateCommunication, &input.perimeter).await?);
    };
    let new = input.parse(today_in(perimeter, now)?).map_err(Error::Fields)?;
    let audience = Audience::resolve(&new.targets, &perimeter.establishments())
        .map_err(|_| outside(caller, perimeter, new.targets.as_slice()))?;
    let schools = audience.establishments();
    let place = Place { establishments: &schools, authority: perimeter.authority };
    caller.authorize(Right::CreateCommunication, subject, place)?;
    if backend.audience.current(&backend.db).await?.count(&audience).total == 0 {
        return Err(refused("cibles", FieldProblem::ReachesNobody));
    }

    let transaction = begin(&backend.db).await?;
    // The right may have gone while the form was on its way.
    Caller::load(&transaction, caller.person).await?.authorize(Right::CreateCommunication, subject, place)?;
    let Some(id) =
        insert_communication(&transaction, caller, form_key, perimeter, &schools, &new, now).await?
    else {
        transaction.rollback().await?;
        return made_by(&backend.db, caller, form_key).await?.ok_or(Error::NotFound);
    };
    insert_targets(&transaction, id, &new.targets).await?;
    insert_publications(&transaction, id, perimeter, &schools, &new.content, now).await?;
    enqueue_publishing(&transaction, id, now).await?;
    draft::Entity::delete_many()
        .filter(draft::Column::AuthorId.eq(caller.person.0))
        .filter(draft::Column::FormKey.eq(form_key))
        .exec(&transaction)
        .await?;
    events::note(&transaction, now, "deployed", Some(caller.person), id).await?;
    let entry = Entry::by(caller, Action::Deployed, new.content.text.as_str())
        .with("communication", id)
        .with("channel", channel.code())
        .with("perimeter", &perimeter.name)
        .with("schools", schools.len());
    audit::append(&transaction, now, entry).await?;
    transaction.commit().await?;
    backend.work.notify_one();
    Ok(Deployed { id: CommunicationId(id), created: true, at: now })
}

/// The perimeter that a form names, or the first when it names none.
pub(super) fn choose<'a>(perimeters: &'a [Perimeter], key: &str) -> Option<&'a Perimeter> {
    if key.is_empty() { perimeters.first() } else { perimeters.iter().find(|perimeter| perimeter.key == key) }
}

/// Why targets that name schools outside of a perimeter are refused: inside the caller's own
/// schools the right is named, the others do not exist for them.
pub(super) fn outside(caller: &Caller, perimeter: &Perimeter, targets: &[Target]) -> Error {
    let named = targets.iter().flat_map(|target| target.establishments.values());
    let mut strange = named.filter(|id| perimeter.school(**id).is_none());
    if strange.all(|id| caller.is_inside(Scope::Establishment(*id))) {
        Error::Forbidden(Right::CreateCommunication)
    } else {
        Error::NotFound
    }
}

fn refused(field: &str, problem: FieldProblem) -> Error {
    let mut errors = FieldErrors::default();
    errors.add(field, problem);
    Error::Fields(errors)
}

async fn made_by(db: &impl ConnectionTrait, caller: &Caller, form_key: &str) -> Result<Option<Deployed>> {
    let row = communication::Entity::find()
        .filter(communication::Column::AuthorId.eq(caller.person.0))
        .filter(communication::Column::FormKey.eq(form_key))
        .one(db)
        .await?;
    Ok(row.map(|row| Deployed { id: CommunicationId(row.id), created: false, at: Millis(row.created_at) }))
}

/// `None` when another request with the same key was faster.
async fn insert_communication(
    db: &(impl ConnectionTrait + TransactionTrait),
    caller: &Caller,
    form_key: &str,
    perimeter: &Perimeter,
    schools: &std::collections::BTreeSet<EstablishmentId>,
    new: &NewCommunication,
    now: Millis,
) -> Result<Option<i64>> {
    let content = &new.content;
    let source_name = match (perimeter.authority, schools.iter().next()) {
        (None, Some(only)) if schools.len() == 1 => {
            perimeter.school(*only).map_or(&perimeter.name, |school| &school.name)
        }
        _ => &perimeter.name,
    };
    let row = communication::ActiveModel {
        author_id: Set(caller.person.0),
        form_key: Set(form_key.to_owned()),
        channel: Set(Channel::Announcement.code().to_owned()),
        severity: Set(content.severity.code().to_owned()),
        text: Set(content.text.as_str().to_owned()),
        link: Set(content.link.as_ref().map(|link: &Link| link.href().to_owned())),
        first_day: Set(content.period.first().to_string()),
        last_day: Set(content.period.last().to_string()),
        perimeter_key: Set(perimeter.key.clone()),
        source_name: Set(source_name.clone()),
        source_authority_id: Set(perimeter.authority.map(|id| id.0)),
        search_text: Set(fold(&format!("{} {}", content.text, caller.name))),
        created_at: Set(now.0),
        ..Default::default()
    };
    let key = OnConflict::columns([communication::Column::AuthorId, communication::Column::FormKey])
        .do_nothing()
        .to_owned();
    let inserted = communication::Entity::insert(row).on_conflict(key).exec_without_returning(db).await?;
    if inserted == 0 {
        return Ok(None);
    }
    Ok(made_by(db, caller, form_key).await?.map(|made| made.id.0))
}

async fn insert_targets(db: &impl ConnectionTrait, id: i64, targets: &Targets) -> Result<()> {
    let mut rows = Vec::new();
    for (position, target) in (0..).zip(targets.as_slice()) {
        let criteria = serde_json::to_string(target)
            .map_err(|reason| Error::Inconsistent(format!("target as JSON: {reason}")))?;
        rows.push(target::ActiveModel {
            communication_id: Set(id),
            position: Set(position),
            criteria: Set(criteria),
        });
    }
    target::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

async fn insert_publications(
    db: &impl ConnectionTrait,
    id: i64,
    perimeter: &Perimeter,
    schools: &std::collections::BTreeSet<EstablishmentId>,
    content: &Announcement,
    now: Millis,
) -> Result<()> {
    let mut bounds_of: BTreeMap<&str, domain::communications::Bounds> = BTreeMap::new();
    let mut rows = Vec::new();
    for school in perimeter.schools.iter().filter(|school| schools.contains(&school.id)) {
        let bounds = if let Some(bounds) = bounds_of.get(school.time_zone.as_str()) {
            *bounds
        } else {
            let zone: Tz = stored::zone(&school.time_zone)?;
            *bounds_of.entry(&school.time_zone).or_insert(content.period.bounds(zone))
        };
        rows.push(publication::ActiveModel {
            communication_id: Set(id),
            establishment_id: Set(school.id.0),
            begins_at: Set(bounds.begins_at.0),
            ends_at: Set(bounds.ends_at.0),
            recipients: Set(None),
            published_at: Set(None),
            offline_at: Set(None),
            failed_at: Set(None),
            changed_at: Set(now.0),
            changed_by: Set(None),
        });
    }
    for some in rows.chunks(rows_per_insert(10)) {
        publication::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

async fn enqueue_publishing(db: &impl ConnectionTrait, id: i64, now: Millis) -> Result<()> {
    let row = job::ActiveModel {
        kind: Set("publish".to_owned()),
        communication_id: Set(id),
        due_at: Set(now.0),
        attempts: Set(0),
        ..Default::default()
    };
    job::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
