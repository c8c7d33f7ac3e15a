use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{
    CommunicationId, EstablishmentId,
    access::Perimeter,
    communications::{Announcement, Bounds, Channel, Severity},
    search::fold,
    targets::Targets,
    time::Millis,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use values::columns::{Day, Json};

use super::deploy::made_by;
use crate::{
    Result,
    access::Caller,
    database::rows_per_insert,
    entities::{communication, publication, target},
    queue::{self, Kind, New},
    stored,
};

/// What the row of a communication says, whatever its channel.
pub(super) struct Row<'a> {
    pub channel: Channel,
    pub severity: Severity,
    /// The announcement, or the subject of the message.
    pub text: &'a str,
    pub link: Option<&'a str>,
    /// The period, or twice the day on which a message goes.
    pub days: (NaiveDate, NaiveDate),
    pub source_name: String,
}

/// `None` when another request with the same key was faster.
pub(super) async fn communication(
    db: &impl ConnectionTrait,
    caller: &Caller,
    form_key: &str,
    perimeter: &Perimeter,
    row: Row<'_>,
    now: Millis,
) -> Result<Option<CommunicationId>> {
    let row = communication::ActiveModel {
        author_id: Set(caller.person),
        form_key: Set(form_key.to_owned()),
        channel: Set(row.channel),
        severity: Set(row.severity),
        text: Set(row.text.to_owned()),
        link: Set(row.link.map(str::to_owned)),
        first_day: Set(Day(row.days.0)),
        last_day: Set(Day(row.days.1)),
        perimeter_key: Set(perimeter.key.clone()),
        source_name: Set(row.source_name),
        source_authority_id: Set(perimeter.authority),
        search_text: Set(fold(&format!("{} {}", row.text, caller.name))),
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

/// Who speaks, as readers see it: the school where it is one alone, else the perimeter.
pub(super) fn source_name(perimeter: &Perimeter, schools: &BTreeSet<EstablishmentId>) -> String {
    match (perimeter.authority, schools.iter().next()) {
        (None, Some(only)) if schools.len() == 1 => {
            perimeter.school(*only).map_or(&perimeter.name, |school| &school.name).clone()
        }
        _ => perimeter.name.clone(),
    }
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

/// A record for every school, with the period's bounds on that school's wall clock.
pub(super) async fn publications(
    db: &impl ConnectionTrait,
    id: CommunicationId,
    perimeter: &Perimeter,
    schools: &BTreeSet<EstablishmentId>,
    bounds_in: impl Fn(chrono_tz::Tz) -> Bounds,
    now: Millis,
) -> Result<()> {
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

/// The row of an announcement.
pub(super) fn announcement_row(announcement: &Announcement, source_name: String) -> Row<'_> {
    Row {
        channel: Channel::Announcement,
        severity: announcement.severity,
        text: announcement.text.as_str(),
        link: announcement.link.as_ref().map(domain::communications::Link::href),
        days: (announcement.period.first(), announcement.period.last()),
        source_name,
    }
}
