use std::collections::{BTreeMap, HashMap};

use chrono::SecondsFormat;
use domain::{
    CommunicationId, EstablishmentId,
    communications::{Severity, SiteFacts, view::PublishedAnnouncement},
    targets::{Audience, Targets},
    time::Millis,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};
use values::columns::Day;

use crate::{
    Result,
    audience::{audience_of, targets_of},
    communications::site_facts,
    database::statement,
    entities::publication,
};

/// Every announcement that is or will be shown somewhere, with its audience. All readers of a
/// process share it.
#[derive(Debug, Default)]
pub(super) struct Board {
    pub entries: Vec<Entry>,
    /// Positions of the entries that concern a school.
    pub of_school: HashMap<EstablishmentId, Vec<usize>>,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub announcement: PublishedAnnouncement,
    pub created_at: Millis,
    pub audience: Audience,
    pub sites: BTreeMap<EstablishmentId, SiteFacts>,
}

/// An announcement with the data of its communication.
#[derive(FromQueryResult)]
struct AnnouncementRow {
    id: CommunicationId,
    source_name: String,
    created_at: Millis,
    severity: Severity,
    text: String,
    link: Option<String>,
    first_day: Day,
    last_day: Day,
}

impl Board {
    pub async fn load(db: &impl ConnectionTrait, now: Millis) -> Result<Self> {
        let mut sites: HashMap<CommunicationId, BTreeMap<EstablishmentId, SiteFacts>> = HashMap::new();
        let running = publication::Entity::find()
            .filter(publication::Column::EndsAt.gt(now))
            .filter(publication::Column::PublishedAt.is_not_null())
            .all(db)
            .await?;
        for row in running {
            sites
                .entry(row.communication_id)
                .or_default()
                .insert(row.establishment_id, site_facts(&row, None));
        }
        let sql = "SELECT DISTINCT c.id, c.source_name, c.created_at, n.severity, n.text, n.link, n.first_day, n.last_day \
                   FROM announcement n JOIN communication c ON c.id = n.communication_id \
                   JOIN publication p ON p.communication_id = c.id \
                   WHERE c.cancelled_at IS NULL AND p.ends_at > ? AND p.published_at IS NOT NULL";
        let rows = AnnouncementRow::find_by_statement(statement(db, sql, [now.into()])).all(db).await?;
        let mut targets = targets_of(db, rows.iter().map(|row| row.id).collect()).await?;
        let mut board = Self::default();
        for row in rows {
            let (Some(sites), Some(targets)) = (sites.remove(&row.id), targets.remove(&row.id)) else {
                continue;
            };
            board.push(entry(&row, sites, &targets));
        }
        Ok(board)
    }

    fn push(&mut self, entry: Entry) {
        for school in entry.sites.keys() {
            self.of_school.entry(*school).or_default().push(self.entries.len());
        }
        self.entries.push(entry);
    }
}

fn entry(row: &AnnouncementRow, sites: BTreeMap<EstablishmentId, SiteFacts>, targets: &Targets) -> Entry {
    let schools = sites.keys().copied().collect();
    let audience = audience_of(targets, &schools);
    let created_at = row.created_at;
    let deployed_at =
        created_at.to_utc().map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default();
    let announcement = PublishedAnnouncement {
        id: row.id,
        source: row.source_name.clone(),
        severity: row.severity,
        text: row.text.clone(),
        link: row.link.clone(),
        starts_on: row.first_day.0,
        ends_on: row.last_day.0,
        deployed_at,
    };
    Entry { announcement, created_at, audience, sites }
}
