use std::collections::BTreeMap;

use domain::{
    CommunicationId,
    communications::{Bounds, Confirmation, Content},
    search::fold,
    targets::Targets,
    time::Millis,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use values::columns::Json;

use super::{deployment::Deployment, digest::mark};
use crate::{
    Result,
    database::rows_per_insert,
    entities::{communication, publication, target},
    queue::{self, Kind, New},
    stored,
};

/// Writes what all channels share. The caller holds the lock of the author's forms, so no other
/// request deploys the same form.
pub(super) async fn communication(
    db: &impl ConnectionTrait,
    deployment: &Deployment<'_>,
    content: &Content,
    confirmed: &Confirmation,
    written: &str,
) -> Result<CommunicationId> {
    let Deployment { caller, form_key, perimeter, now, held, .. } = *deployment;
    let title = content.title();
    let row = communication::ActiveModel {
        author_id: Set(caller.person),
        form_key: Set(form_key.to_owned()),
        channel: Set(content.channel()),
        title: Set(title.to_owned()),
        language: Set(content.language()),
        perimeter_key: Set(perimeter.key.clone()),
        source_name: Set(deployment.source_name()),
        source_authority_id: Set(perimeter.authority),
        search_text: Set(fold(&format!("{} {}", content.titles(), caller.name))),
        created_at: Set(now),
        confirmed_as: Set(Some(mark(confirmed)?)),
        written_as: Set(Some(written.to_owned())),
        confirmed_recipients: Set(Some(i64::try_from(confirmed.recipients).unwrap_or(i64::MAX))),
        held_until: Set(held.map(|held| held.until)),
        held_form: Set(held.map(|held| held.form.clone())),
        ..Default::default()
    };
    Ok(communication::Entity::insert(row).exec(db).await?.last_insert_id)
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
/// Returns the earliest beginning.
pub(super) async fn publications(
    db: &impl ConnectionTrait,
    deployment: &Deployment<'_>,
    id: CommunicationId,
    bounds_in: impl Fn(chrono_tz::Tz) -> Bounds,
) -> Result<Option<Millis>> {
    let Deployment { perimeter, schools, now, .. } = *deployment;
    let mut bounds_of: BTreeMap<&str, Bounds> = BTreeMap::new();
    let mut rows = Vec::new();
    let among = perimeter.schools.iter().filter(|school| schools.contains(&school.id));
    let together = i32::try_from(among.clone().count()).unwrap_or(i32::MAX);
    for school in among {
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
            offline_by: Set(None),
            offline_reason: Set(None),
            failed_at: Set(None),
            changed_at: Set(now),
            changed_by: Set(None),
            schools: Set(together),
        });
    }
    for some in rows.chunks(rows_per_insert(14)) {
        publication::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    Ok(bounds_of.values().map(|bounds| bounds.begins_at).min())
}

/// The job that publishes an announcement when its period begins and it can no longer be taken back:
/// the author's right is read then, and nobody sees the announcement before.
pub(super) async fn publishing(
    db: &impl ConnectionTrait,
    deployment: &Deployment<'_>,
    id: CommunicationId,
    begins_at: Option<Millis>,
) -> Result<()> {
    let key = id.0.to_string();
    let due = deployment.due(begins_at.unwrap_or(deployment.now));
    queue::enqueue(db, deployment.now, &New::about(Kind::Publish, &key, id.0, due)).await?;
    Ok(())
}
