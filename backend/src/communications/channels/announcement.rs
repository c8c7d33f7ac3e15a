use std::collections::HashMap;

use domain::{
    CommunicationId,
    communications::{
        Announcement, ContentDetail, ContentFacts, Link, SentContent,
        channels::announcement::{AnnouncementDetail, AnnouncementFacts, SentAnnouncement},
        view::SiteColumns,
    },
    time::Millis,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use values::columns::Day;

use super::{figures::SchoolFigures, period::Days};
pub use crate::entities::announcement::Model;
use crate::{
    Result,
    communications::{
        deployment::Deployment,
        insert,
        row::{NOBODY, Row},
    },
    entities::{announcement, publication},
};

/// Writes the announcement, its period in the local time of each school, and the job that publishes
/// it.
pub async fn write(
    db: &DatabaseTransaction,
    deployment: &Deployment<'_>,
    id: CommunicationId,
    new: &Announcement,
) -> Result<()> {
    let row = announcement::ActiveModel {
        communication_id: Set(id),
        severity: Set(new.severity),
        text: Set(new.text.as_str().to_owned()),
        link: Set(new.link.as_ref().map(Link::href).map(str::to_owned)),
        first_day: Set(Day(new.period.first())),
        last_day: Set(Day(new.period.last())),
    };
    announcement::Entity::insert(row).exec_without_returning(db).await?;
    let begins_at = insert::publications(db, deployment, id, |zone| new.period.bounds(zone)).await?;
    insert::publishing(db, id, begins_at, deployment.now).await
}

pub async fn load(db: &impl ConnectionTrait, ids: Vec<CommunicationId>) -> Result<Vec<Model>> {
    let those = announcement::Column::CommunicationId.is_in(ids);
    Ok(announcement::Entity::find().filter(those).all(db).await?)
}

/// When the period of these announcements begins, and in how many schools.
pub async fn beginnings(
    db: &impl ConnectionTrait,
    ids: &[CommunicationId],
) -> Result<HashMap<CommunicationId, Vec<(Millis, u32)>>> {
    let rows: Vec<(CommunicationId, Millis, i64)> = publication::Entity::find()
        .select_only()
        .column(publication::Column::CommunicationId)
        .column(publication::Column::BeginsAt)
        .column_as(publication::Column::EstablishmentId.count(), "schools")
        .filter(publication::Column::CommunicationId.is_in(ids.iter().copied()))
        .group_by(publication::Column::CommunicationId)
        .group_by(publication::Column::BeginsAt)
        .order_by_asc(publication::Column::BeginsAt)
        .into_tuple()
        .all(db)
        .await?;
    let mut begins: HashMap<CommunicationId, Vec<(Millis, u32)>> = HashMap::new();
    for (id, at, schools) in rows {
        begins.entry(id).or_default().push((at, u32::try_from(schools).unwrap_or_default()));
    }
    Ok(begins)
}

pub fn facts(row: &Row, begins: &[(Millis, u32)]) -> ContentFacts {
    ContentFacts::Announcement(AnnouncementFacts {
        begins: begins.to_vec(),
        last_ends_at: row.last_ends_at,
        nobody: row.nobody,
    })
}

pub fn sent(announcement: &Model) -> SentContent {
    SentContent::Announcement(SentAnnouncement {
        severity: announcement.severity,
        first_day: announcement.first_day.0,
        last_day: announcement.last_day.0,
    })
}

pub fn detail(announcement: &Model) -> ContentDetail {
    ContentDetail::Announcement(AnnouncementDetail {
        severity: announcement.severity,
        text: announcement.text.clone(),
        link: announcement.link.clone(),
        first_day: announcement.first_day.0,
        last_day: announcement.last_day.0,
    })
}

pub fn school_figures() -> SchoolFigures {
    SchoolFigures { columns: SiteColumns::default(), has_period: true, states: None }
}

pub fn status_sql(status: &str, Millis(now): Millis) -> Option<String> {
    let live = format!("f.last_ends_at > {now}");
    let settled = format!("{live} AND f.published + f.failed >= f.sites");
    let begun = format!("{settled} AND f.failed = 0 AND f.last_begins_at <= {now}");
    let condition = match status {
        "terminee" => format!("f.last_ends_at <= {now}"),
        "en-cours" => format!(
            "{live} AND f.first_begins_at <= {now} \
             AND (f.published + f.failed < f.sites OR (f.failed = 0 AND f.last_begins_at > {now}))"
        ),
        "en-echec" => format!("{settled} AND f.failed > 0"),
        "programmee" => format!(
            "{live} AND f.first_begins_at > {now} AND (f.failed = 0 OR f.published + f.failed < f.sites)"
        ),
        "deployee" => format!("{begun} AND NOT {NOBODY}"),
        "sans-destinataire" => format!("{begun} AND {NOBODY}"),
        _ => return None,
    };
    Some(format!("communication.channel = 'announcement' AND {condition}"))
}

/// SQL condition: the period touches the requested days.
pub fn days_sql(days: &Days) -> String {
    let from = days.from.map(|from| format!("n.last_day >= '{from}'"));
    let to = days.to.map(|to| format!("n.first_day <= '{to}'"));
    let touches: Vec<String> = from.into_iter().chain(to).collect();
    format!(
        "EXISTS (SELECT 1 FROM announcement n WHERE n.communication_id = communication.id AND {})",
        touches.join(" AND ")
    )
}

/// SQL condition: its period is not over in one of its schools.
pub fn live_sql(Millis(now): Millis) -> String {
    format!(
        "EXISTS (SELECT 1 FROM publication p JOIN announcement n ON n.communication_id = p.communication_id \
         WHERE p.communication_id = communication.id AND p.ends_at > {now} AND p.failed_at IS NULL)"
    )
}
