//! What the channels share whose communications are shown for a period: announcements and news.

use std::collections::HashMap;

use domain::{
    CommunicationId,
    communications::{Channel, PeriodFacts, view::SiteColumns},
    time::Millis,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{figures::SchoolFigures, period::Days};
use crate::{
    Result,
    communications::row::{CommunicationRow, NOBODY},
    entities::publication,
    ground::sql::sql,
    stored,
};

/// When the period of these communications begins, and in how many schools.
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

pub fn facts(row: &CommunicationRow, begins: &[(Millis, u32)]) -> PeriodFacts {
    PeriodFacts { begins: begins.to_vec(), last_ends_at: row.last_ends_at, nobody: row.nobody }
}

/// How many people saw it; each counts once.
pub async fn seen(db: &impl ConnectionTrait, id: CommunicationId) -> Result<u64> {
    let text = "SELECT COUNT(DISTINCT person_id) AS people FROM sighting WHERE communication_id = :id";
    let row = db.query_one_raw(sql!(db, text, id)).await?;
    let people: Option<i64> = row.map(|row| row.try_get("", "people")).transpose()?;
    Ok(stored::count(people).unwrap_or_default())
}

/// `offline` says whether schools may put it offline.
pub fn school_figures(offline: bool) -> SchoolFigures {
    let columns = SiteColumns { reason: offline, ..SiteColumns::default() };
    SchoolFigures { columns, has_period: true, states: None }
}

pub fn status_sql(channel: Channel, status: &str, Millis(now): Millis) -> Option<String> {
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
    Some(format!("communication.channel = '{}' AND {condition}", channel.code()))
}

/// SQL condition: the period in `table`, which is that of the channel, touches the requested days.
pub fn days_sql(table: &str, days: &Days) -> String {
    let from = days.from.map(|from| format!("n.last_day >= '{from}'"));
    let to = days.to.map(|to| format!("n.first_day <= '{to}'"));
    let touches: Vec<String> = from.into_iter().chain(to).collect();
    format!(
        "EXISTS (SELECT 1 FROM {table} n WHERE n.communication_id = communication.id AND {})",
        touches.join(" AND ")
    )
}

/// SQL condition: its period is not over in one of its schools.
pub fn live_sql(channel: Channel, Millis(now): Millis) -> String {
    format!(
        "communication.channel = '{}' AND EXISTS (SELECT 1 FROM publication p \
         WHERE p.communication_id = communication.id AND p.ends_at > {now} AND p.failed_at IS NULL)",
        channel.code()
    )
}
