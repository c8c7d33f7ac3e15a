use std::collections::{BTreeMap, HashMap};

use chrono::SecondsFormat;
use domain::{
    CommunicationId, EstablishmentId,
    communications::{Severity, SiteFacts, view::PublishedAnnouncement},
    targets::{Audience, Targets},
    time::Millis,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    Error, Result,
    audience::{audience_of, targets_of},
    communications::site_facts,
    database::statement,
    entities::{communication, publication},
    stored,
};

/// Every announcement that is or will be up somewhere, with its audience: what all readers of a
/// process share.
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

impl Board {
    pub async fn load(db: &impl ConnectionTrait, now: Millis) -> Result<Self> {
        let mut sites: HashMap<i64, BTreeMap<EstablishmentId, SiteFacts>> = HashMap::new();
        let running = publication::Entity::find()
            .filter(publication::Column::EndsAt.gt(now.0))
            .filter(publication::Column::PublishedAt.is_not_null())
            .all(db)
            .await?;
        for row in running {
            sites
                .entry(row.communication_id)
                .or_default()
                .insert(EstablishmentId(row.establishment_id), site_facts(&row, None));
        }
        let sql = "SELECT DISTINCT c.* FROM communication c JOIN publication p ON p.communication_id = c.id \
                   WHERE c.cancelled_at IS NULL AND c.channel = 'announcement' \
                   AND p.ends_at > ? AND p.published_at IS NOT NULL";
        let rows =
            communication::Entity::find().from_raw_sql(statement(db, sql, [now.0.into()])).all(db).await?;
        let mut targets = targets_of(db, rows.iter().map(|row| row.id).collect()).await?;
        let mut board = Self::default();
        for row in rows {
            let (Some(sites), Some(targets)) = (sites.remove(&row.id), targets.remove(&row.id)) else {
                continue;
            };
            board.push(entry(&row, sites, &targets)?);
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

fn entry(
    row: &communication::Model,
    sites: BTreeMap<EstablishmentId, SiteFacts>,
    targets: &Targets,
) -> Result<Entry> {
    let schools = sites.keys().copied().collect();
    let audience = audience_of(targets, &schools);
    let severity = Severity::from_code(&row.severity).ok_or_else(|| {
        Error::Inconsistent(format!("severity {:?} of communication {}", row.severity, row.id))
    })?;
    let created_at = Millis(row.created_at);
    let deployed_at =
        created_at.to_utc().map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default();
    let announcement = PublishedAnnouncement {
        id: CommunicationId(row.id),
        source: row.source_name.clone(),
        severity,
        text: row.text.clone(),
        link: row.link.clone(),
        starts_on: stored::day(&row.first_day)?,
        ends_on: stored::day(&row.last_day)?,
        deployed_at,
    };
    Ok(Entry { announcement, created_at, audience, sites })
}
