use std::{
    cmp::Reverse,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use domain::{
    CommunicationId, EstablishmentId, PersonId,
    communications::{DeliveryState, view::PublishedAnnouncement},
    directory::Cohort,
    time::Millis,
};
use moka::sync::Cache;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::Serialize;

use super::board::Board;
use crate::{
    Backend, Error, Result, database::statement, entities::cohort, revision::Revisions, token::fingerprint,
};

/// How much memory readers' pages may take in a process.
const REMEMBERED_BYTES: u64 = 16 * 1024 * 1024;

/// The home pages that this process has cached.
#[derive(Debug)]
pub struct HomePages {
    board: Mutex<Option<(i64, Arc<Board>)>>,
    pages: Cache<PersonId, Arc<ReaderPage>>,
}

impl Default for HomePages {
    fn default() -> Self {
        let weigh = |_: &PersonId, page: &Arc<ReaderPage>| {
            u32::try_from(page.json.len() * 3 + 256).unwrap_or(u32::MAX)
        };
        Self {
            board: Mutex::default(),
            pages: Cache::builder().weigher(weigh).max_capacity(REMEMBERED_BYTES).build(),
        }
    }
}

/// The announcements of one reader, valid until a revision changes or `valid_until` is reached.
#[derive(Debug)]
pub struct ReaderPage {
    /// The body of `GET /api/announcements`, ready to send.
    pub json: Bytes,
    pub announcements: Vec<PublishedAnnouncement>,
    /// Changes whenever the announcements do.
    pub version: String,
    /// The school of the reader through which each announcement came.
    pub came_by: Vec<(CommunicationId, EstablishmentId)>,
    /// The next instant at which a period begins or ends in one of the reader's schools.
    pub valid_until: Millis,
    made_for: Revisions,
}

#[derive(Serialize)]
struct Body<'a> {
    announcements: &'a [PublishedAnnouncement],
}

/// What `reader` sees now: first alerts, then warnings, then information, each newest first.
pub async fn announcements_for(backend: &Backend, reader: PersonId) -> Result<Arc<ReaderPage>> {
    let now = backend.clock.now();
    let revisions = backend.revisions();
    if let Some(page) = backend.home.pages.get(&reader)
        && page.made_for.board == revisions.board
        && page.made_for.directory == revisions.directory
        && now < page.valid_until
    {
        return Ok(page);
    }
    let board = board(backend, revisions, now).await?;
    let cohorts = cohorts_of(&backend.db, reader).await?;
    let page = Arc::new(read(&board, &cohorts, now, revisions)?);
    backend.home.pages.insert(reader, Arc::clone(&page));
    Ok(page)
}

async fn board(backend: &Backend, revisions: Revisions, now: Millis) -> Result<Arc<Board>> {
    let remembered = || backend.home.board.lock().ok().and_then(|slot| slot.clone());
    if let Some((revision, board)) = remembered()
        && revision == revisions.board
    {
        return Ok(board);
    }
    let board = Arc::new(Board::load(&backend.db, now).await?);
    if let Ok(mut slot) = backend.home.board.lock()
        && slot.as_ref().is_none_or(|(revision, _)| *revision < revisions.board)
    {
        *slot = Some((revisions.board, Arc::clone(&board)));
    }
    Ok(board)
}

/// The cohorts that a person belongs to.
async fn cohorts_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Cohort>> {
    let sql = "SELECT c.* FROM cohort c JOIN membership m ON m.cohort_id = c.id WHERE m.person_id = ?";
    let rows = cohort::Entity::find().from_raw_sql(statement(db, sql, [person.into()])).all(db).await?;
    Ok(rows.into_iter().map(Cohort::from).collect())
}

fn read(board: &Board, cohorts: &[Cohort], now: Millis, made_for: Revisions) -> Result<ReaderPage> {
    let mut came_by = Vec::new();
    let mut shown = std::collections::BTreeSet::new();
    let mut valid_until = Millis(i64::MAX);
    for cohort in cohorts {
        for &position in board.of_school.get(&cohort.establishment).into_iter().flatten() {
            let entry = &board.entries[position];
            let Some(site) = entry.sites.get(&cohort.establishment) else { continue };
            for boundary in site.period.into_iter().flat_map(|period| [period.begins_at, period.ends_at]) {
                if now < boundary {
                    valid_until = valid_until.min(boundary);
                }
            }
            if site.state(now) == DeliveryState::Online && entry.audience.matches(cohort) {
                shown.insert(position);
                came_by.push((entry.announcement.id, cohort.establishment));
            }
        }
    }
    came_by.sort_unstable();
    came_by.dedup();
    let mut entries: Vec<_> = shown.into_iter().map(|position| &board.entries[position]).collect();
    entries
        .sort_by_key(|entry| Reverse((entry.announcement.severity, entry.created_at, entry.announcement.id)));
    let announcements: Vec<_> = entries.into_iter().map(|entry| entry.announcement.clone()).collect();
    let json = serde_json::to_vec(&Body { announcements: &announcements })
        .map_err(|reason| Error::Inconsistent(format!("announcements as JSON: {reason}")))?;
    let version = fingerprint(&json);
    Ok(ReaderPage { json: json.into(), announcements, version, came_by, valid_until, made_for })
}
