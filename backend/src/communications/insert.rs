use std::collections::BTreeMap;

use domain::{
    CommunicationId,
    communications::{Bounds, Content, view::Deployed},
    search::fold,
    targets::Targets,
    time::Millis,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use values::columns::Json;

use super::deployment::Deployment;
use crate::{
    Result,
    access::Caller,
    database::rows_per_insert,
    entities::{communication, publication, target},
    queue::{self, Kind, New},
    stored,
};

/// Writes what all channels share. `None` when another request with the same key was faster.
pub(super) async fn communication(
    db: &impl ConnectionTrait,
    deployment: &Deployment<'_>,
    content: &Content,
) -> Result<Option<CommunicationId>> {
    let Deployment { caller, form_key, perimeter, now, .. } = *deployment;
    let title = content.title();
    let row = communication::ActiveModel {
        author_id: Set(caller.person),
        form_key: Set(form_key.to_owned()),
        channel: Set(content.channel()),
        title: Set(title.to_owned()),
        perimeter_key: Set(perimeter.key.clone()),
        source_name: Set(deployment.source_name()),
        source_authority_id: Set(perimeter.authority),
        search_text: Set(fold(&format!("{title} {}", caller.name))),
        created_at: Set(now),
        ..Default::default()
    };
    let key = OnConflict::columns([communication::Column::AuthorId, communication::Column::FormKey])
        .do_nothing()
        .to_owned();
    if communication::Entity::insert(row).on_conflict(key).exec_without_returning(db).await? == 0 {
        return Ok(None);
    }
    Ok(made_by(db, caller, form_key).await?.map(|made| made.id))
}

/// The communication that the form with this key was deployed as.
pub(super) async fn made_by(
    db: &impl ConnectionTrait,
    caller: &Caller,
    form_key: &str,
) -> Result<Option<Deployed>> {
    let row = communication::Entity::find()
        .filter(communication::Column::AuthorId.eq(caller.person))
        .filter(communication::Column::FormKey.eq(form_key))
        .one(db)
        .await?;
    Ok(row.map(|row| Deployed { id: row.id, created: false, at: row.created_at }))
}

pub(super) async fn targets(db: &impl ConnectionTrait, id: CommunicationId, targets: &Targets) -> Result<()> {
    let mut rows = Vec::new();
    for (position, target) in (0..).zip(targets.as_slice()) {
        rows.push(target::ActiveModel {
            communication_id: Set(id),
            position: Set(position),
            criteria: Set(Json::new(target.clone())?),
        });
    }
    target::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Writes a record for every school, with the bounds of the period in that school's local time.
pub(super) async fn publications(
    db: &impl ConnectionTrait,
    deployment: &Deployment<'_>,
    id: CommunicationId,
    bounds_in: impl Fn(chrono_tz::Tz) -> Bounds,
) -> Result<()> {
    let Deployment { perimeter, schools, now, .. } = *deployment;
    let mut bounds_of: BTreeMap<&str, Bounds> = BTreeMap::new();
    let mut rows = Vec::new();
    for school in perimeter.schools.iter().filter(|school| schools.contains(&school.id)) {
        let bounds = if let Some(bounds) = bounds_of.get(school.time_zone.as_str()) {
            *bounds
        } else {
            let zone = stored::zone(&school.time_zone)?;
            *bounds_of.entry(&school.time_zone).or_insert(bounds_in(zone))
        };
        rows.push(publication::ActiveModel {
            communication_id: Set(id),
            establishment_id: Set(school.id),
            begins_at: Set(bounds.begins_at),
            ends_at: Set(bounds.ends_at),
            recipients: Set(None),
            delivered: Set(None),
            published_at: Set(None),
            offline_at: Set(None),
            failed_at: Set(None),
            changed_at: Set(now),
            changed_by: Set(None),
        });
    }
    for some in rows.chunks(rows_per_insert(11)) {
        publication::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The job that publishes an announcement.
pub(super) async fn publishing(db: &impl ConnectionTrait, id: CommunicationId, now: Millis) -> Result<()> {
    let key = id.0.to_string();
    queue::enqueue(db, now, &New::about(Kind::Publish, &key, id.0, now)).await?;
    Ok(())
}
