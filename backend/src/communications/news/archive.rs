use std::ops::Range;

use domain::{
    CommunicationId, PersonId,
    communications::Spoken,
    directory::Cohort,
    files::{OwnerKind, PictureView},
    home::{Item, ItemKind, Picture},
    time::Millis,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{Result, audience::shown_among, files, ground::sql::Sql};

/// How many candidates are compared with the reader at a time …
const BATCH: i64 = 60;
/// … and how often at most: a reader whom so many in a row do not concern sees fewer on a page.
const BATCHES: usize = 10;

#[derive(FromQueryResult)]
struct Candidate {
    id: CommunicationId,
    source_name: String,
    title: String,
    language: Spoken,
    shown_at: Millis,
    corrected_at: Option<Millis>,
    second_language: Option<Spoken>,
    second_title: Option<String>,
}

/// News of the reader's schools by the instant from which it was shown anywhere: the same for all
/// readers, so that pages fit together.
///
/// What can stand in the span is found by one school of the reader before the schools of each are read, of
/// which an authority has thousands: nothing is shown before it was made, nor later than in that school.
const CANDIDATES: &str = "SELECT s.id, s.source_name, s.title, s.language, s.shown_at, \
    (SELECT t.language FROM second_version t WHERE t.communication_id = s.id) AS second_language, \
    (SELECT t.title FROM second_version t WHERE t.communication_id = s.id) AS second_title, \
    (SELECT MAX(v.corrected_at) FROM version v WHERE v.subject_kind = 'news' AND v.subject_id = s.id) AS corrected_at \
    FROM \
    (SELECT c.id, c.source_name, c.language, n.title, \
    CASE WHEN c.created_at > MIN(p.begins_at) THEN c.created_at ELSE MIN(p.begins_at) END AS shown_at \
    FROM communication c JOIN news n ON n.communication_id = c.id \
    JOIN publication p ON p.communication_id = c.id \
    WHERE c.cancelled_at IS NULL AND c.id IN (SELECT q.communication_id FROM publication q \
    JOIN communication k ON k.id = q.communication_id WHERE k.created_at < :end \
    AND (k.created_at >= :start OR q.begins_at >= :start) \
    AND q.published_at IS NOT NULL AND q.establishment_id IN (";

/// The news of a span that a reader may read now, the newest first: at most `most`, after the place
/// `before` (instant and number). The reader comes with their cohorts.
pub(crate) async fn archive(
    db: &impl ConnectionTrait,
    reader: (PersonId, &[Cohort]),
    span: Range<Millis>,
    before: (Millis, i64),
    most: usize,
    now: Millis,
) -> Result<Vec<Item>> {
    let mut found = Vec::new();
    let mut before = before;
    for _ in 0..BATCHES {
        let rows = candidates(db, reader.1, &span, before).await?;
        let Some(last) = rows.last() else { break };
        before = (last.shown_at, last.id.0);
        let is_last = i64::try_from(rows.len()) != Ok(BATCH);
        let open = shown_among(db, rows.iter().map(|row| row.id).collect(), reader, now).await?;
        let mut pictures = files::pictures_of(db, OwnerKind::News, open.keys().map(|id| id.0)).await?;
        let shown = rows.into_iter().filter(|row| open.contains_key(&row.id));
        found.extend(shown.map(|row| {
            let picture = pictures.remove(&row.id.0);
            row.item(picture)
        }));
        if is_last || found.len() >= most {
            break;
        }
    }
    found.truncate(most);
    Ok(found)
}

async fn candidates(
    db: &impl ConnectionTrait,
    reader: &[Cohort],
    span: &Range<Millis>,
    (at, id): (Millis, i64),
) -> Result<Vec<Candidate>> {
    let mut schools: Vec<String> = reader.iter().map(|cohort| cohort.establishment.to_string()).collect();
    schools.sort();
    schools.dedup();
    if schools.is_empty() {
        return Ok(Vec::new());
    }
    let sql = Sql::new(CANDIDATES)
        .then(&schools.join(","))
        .then(
            ")) GROUP BY c.id, c.source_name, c.language, n.title, c.created_at) s \
             WHERE s.shown_at >= :start AND s.shown_at < :end \
             AND (s.shown_at < :at OR (s.shown_at = :at AND s.id < :id)) \
             ORDER BY s.shown_at DESC, s.id DESC LIMIT :batch",
        )
        .bind("start", span.start)
        .bind("end", span.end)
        .bind("at", at)
        .bind("id", id)
        .bind("batch", BATCH);
    Ok(Candidate::find_by_statement(sql.on(db)).all(db).await?)
}

impl Candidate {
    fn item(self, picture: Option<PictureView>) -> Item {
        Item {
            kind: ItemKind::News,
            id: self.id.0,
            title: self.title,
            language: self.language,
            second: self.second_language.zip(self.second_title),
            space: None,
            source: self.source_name,
            published_at: self.shown_at,
            takes_place: None,
            picture: picture.map(Picture::from),
            corrected_at: self.corrected_at,
            address: format!("/actualites/{}", self.id),
        }
    }
}
