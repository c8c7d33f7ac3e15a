use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use chrono::SecondsFormat;
use domain::{
    CommunicationId, EstablishmentId,
    communications::{SecondVersion, Severity, SiteFacts, Spoken, view::PublishedAnnouncement},
    targets::{Audience, Targets},
    time::Millis,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};
use values::columns::Day;

use super::{announced::Announced, lists::Shared};
use crate::{
    Result,
    audience::{audience_of, targets_of},
    communications::site_facts,
    entities::publication,
    ground::sql::sql,
};

/// What an entry takes in memory besides its texts, in bytes, and each person whom it names.
const ENTRY_BYTES: usize = 1_024;
const NAMED_BYTES: usize = 16;

/// Every announcement that is or will be shown in one school, with its audience there. All readers
/// of the school share it.
#[derive(Debug, Default)]
pub(super) struct Board {
    pub entries: Vec<Entry>,
    /// What the pages show that were made of it.
    pub lists: Shared,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub announcement: Arc<Announced>,
    pub created_at: Millis,
    pub audience: Audience,
    pub site: SiteFacts,
    /// How often its text was corrected.
    pub version: i32,
    /// It stands on the public board of the school too.
    pub public: bool,
}

/// An announcement with the data of its communication.
#[derive(FromQueryResult)]
struct AnnouncementRow {
    id: CommunicationId,
    source_name: String,
    language: Spoken,
    created_at: Millis,
    severity: Severity,
    text: String,
    link: Option<String>,
    first_day: Day,
    last_day: Day,
    public: bool,
    second_language: Option<Spoken>,
    second_text: Option<String>,
    version: Option<i32>,
    corrected_at: Option<Millis>,
}

/// `p` is a running publication of the school.
const ANNOUNCEMENTS: &str = "SELECT c.id, c.source_name, c.language, c.created_at, n.severity, n.text, n.link, n.first_day, n.last_day, n.public, \
     s.language AS second_language, s.text AS second_text, \
     (SELECT MAX(v.number) FROM version v WHERE v.subject_kind = 'announcement' AND v.subject_id = c.id) AS version, \
     (SELECT MAX(v.corrected_at) FROM version v WHERE v.subject_kind = 'announcement' AND v.subject_id = c.id) AS corrected_at \
     FROM publication p JOIN announcement n ON n.communication_id = p.communication_id \
     JOIN communication c ON c.id = p.communication_id \
     LEFT JOIN second_version s ON s.communication_id = p.communication_id \
     WHERE p.establishment_id = :school AND p.ends_at > :now AND p.published_at IS NOT NULL \
     AND c.cancelled_at IS NULL";

impl Board {
    pub async fn load(db: &impl ConnectionTrait, school: EstablishmentId, now: Millis) -> Result<Self> {
        let rows = AnnouncementRow::find_by_statement(sql!(db, ANNOUNCEMENTS, school, now)).all(db).await?;
        if rows.is_empty() {
            return Ok(Self::default());
        }
        let running = publication::Entity::find()
            .filter(publication::Column::EstablishmentId.eq(school))
            .filter(publication::Column::EndsAt.gt(now))
            .filter(publication::Column::PublishedAt.is_not_null())
            .all(db)
            .await?;
        let mut sites: HashMap<CommunicationId, SiteFacts> =
            running.iter().map(|row| (row.communication_id, site_facts(row, None))).collect();
        let mut targets = targets_of(db, rows.iter().map(|row| row.id).collect()).await?;
        let here = BTreeSet::from([school]);
        let mut board = Self::default();
        for row in rows {
            // One of the two readings may be older by a change; the change is on its way.
            let (Some(site), Some(targets)) = (sites.remove(&row.id), targets.remove(&row.id)) else {
                continue;
            };
            board.entries.push(entry(row, site, &targets, &here));
        }
        Ok(board)
    }

    /// What it takes in memory, about.
    pub fn bytes(&self) -> usize {
        self.entries.iter().map(Entry::bytes).sum()
    }
}

impl Entry {
    /// The text is there a second time, in the format of the widget.
    fn bytes(&self) -> usize {
        let said = &self.announcement.said;
        let second = said.second.as_ref().map_or(0, |second| second.text.len());
        let texts = said.source.len() + said.text.len() + said.link.as_ref().map_or(0, String::len) + second;
        ENTRY_BYTES + 2 * texts + self.audience.named().count() * NAMED_BYTES
    }

    /// The next instant at which its period begins or ends in the school.
    pub fn boundary_after(&self, now: Millis) -> Option<Millis> {
        let period = self.site.period?;
        [period.begins_at, period.ends_at].into_iter().filter(|boundary| now < *boundary).min()
    }
}

fn entry(
    row: AnnouncementRow,
    site: SiteFacts,
    targets: &Targets,
    here: &BTreeSet<EstablishmentId>,
) -> Entry {
    let created_at = row.created_at;
    let written = |at: Millis| at.to_utc().map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
    let announcement = PublishedAnnouncement {
        id: row.id,
        source: row.source_name,
        severity: row.severity,
        text: row.text,
        link: row.link,
        starts_on: row.first_day.0,
        ends_on: row.last_day.0,
        deployed_at: written(created_at).unwrap_or_default(),
        corrected_at: row.corrected_at.and_then(written),
        language: row.language,
        second: row.second_language.map(|language| SecondVersion {
            language,
            title: String::new(),
            text: row.second_text.unwrap_or_default(),
        }),
    };
    let version = row.version.unwrap_or_default();
    let audience = audience_of(targets, here);
    // What is narrower than the school is not shown to everybody, whatever a row says.
    let public = row.public && audience.reaches_everybody();
    let ends = site.period.map(|period| period.ends_at);
    let announcement = Arc::new(Announced::new(announcement, ends));
    Entry { announcement, created_at, audience, site, version, public }
}

/// An entry for everybody of a school, with this text.
#[cfg(test)]
pub(super) fn one_entry(text: &str) -> Entry {
    let day = Day(chrono::NaiveDate::from_ymd_opt(2026, 10, 5).unwrap_or_default());
    let row = AnnouncementRow {
        id: CommunicationId(1),
        source_name: "Lycée Curie".to_owned(),
        language: Spoken::FIRST,
        created_at: Millis(0),
        severity: Severity::Information,
        text: text.to_owned(),
        link: None,
        first_day: day,
        last_day: day,
        public: false,
        second_language: None,
        second_text: None,
        version: None,
        corrected_at: None,
    };
    let site = SiteFacts {
        cancelled_at: None,
        published_at: Some(Millis(0)),
        offline_at: None,
        failed_at: None,
        period: None,
    };
    let everybody = Targets::new(vec![domain::targets::Target::everybody()]).expect("targets");
    entry(row, site, &everybody, &BTreeSet::from([EstablishmentId(1)]))
}
