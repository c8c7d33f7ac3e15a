use std::collections::BTreeSet;

use domain::{
    CommunicationId, EstablishmentId,
    communications::Spoken,
    files::{OwnerKind, PictureView},
    home::{BoardItem, Item, ItemKind, Picture},
    time::Millis,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Result,
    audience::{audience_of, targets_of},
    files,
    ground::sql::sql,
};

/// How many news items for the same people the home page of a school knows: the newest that are there, and as
/// many of those whose period is next. The list by month has the rest. What is written for others hides none of
/// them, and neither does what is planned.
const NEWEST: i64 = 24;
/// How many of all.
const MOST: i64 = 500;

/// A news item in one school.
#[derive(FromQueryResult)]
struct BoardNews {
    id: CommunicationId,
    source_name: String,
    title: String,
    language: Spoken,
    published_at: Millis,
    begins_at: Millis,
    ends_at: Millis,
    corrected_at: Option<Millis>,
    second_language: Option<Spoken>,
    second_title: Option<String>,
}

/// What is online in the school, or will be: published there, not over, not taken offline.
const SHOWN: &str = "SELECT r.id, r.source_name, r.title, r.language, r.published_at, r.begins_at, r.ends_at, \
    r.second_language, r.second_title, \
    (SELECT MAX(v.corrected_at) FROM version v WHERE v.subject_kind = 'news' AND v.subject_id = r.id) AS corrected_at \
    FROM (SELECT a.id, a.source_name, a.title, a.language, a.published_at, a.begins_at, a.ends_at, \
    a.second_language, a.second_title, \
    ROW_NUMBER() OVER (PARTITION BY a.targets, CASE WHEN a.begins_at > :now THEN 1 ELSE 0 END \
    ORDER BY CASE WHEN a.begins_at > :now THEN a.begins_at ELSE 0 END, a.shown_at DESC, a.id DESC) AS place \
    FROM (SELECT c.id, c.source_name, n.title, c.language, p.published_at, p.begins_at, p.ends_at, \
    CASE WHEN p.begins_at > p.published_at THEN p.begins_at ELSE p.published_at END AS shown_at, \
    s.language AS second_language, s.title AS second_title, \
    (SELECT string_agg(t.criteria, ';') FROM target t WHERE t.communication_id = c.id) AS targets \
    FROM publication p JOIN news n ON n.communication_id = p.communication_id \
    JOIN communication c ON c.id = p.communication_id \
    LEFT JOIN second_version s ON s.communication_id = p.communication_id \
    WHERE p.establishment_id = :school AND p.ends_at > :now AND p.published_at IS NOT NULL \
    AND p.offline_at IS NULL AND p.failed_at IS NULL AND c.cancelled_at IS NULL) a) r \
    WHERE r.place <= :newest ORDER BY r.place, r.id DESC LIMIT :most";

/// The news that stands, or will stand, in *Actualités* of a school.
pub(crate) async fn items_of(
    db: &impl ConnectionTrait,
    school: EstablishmentId,
    now: Millis,
) -> Result<Vec<BoardItem>> {
    let shown = sql!(db, SHOWN, school, now, newest = NEWEST, most = MOST);
    let rows = BoardNews::find_by_statement(shown).all(db).await?;
    let mut targets = targets_of(db, rows.iter().map(|row| row.id).collect()).await?;
    let mut pictures = files::pictures_of(db, OwnerKind::News, rows.iter().map(|row| row.id.0)).await?;
    let here = BTreeSet::from([school]);
    let items = rows.into_iter().filter_map(|row| {
        // One of the two may have been read before a change; the news of that change is on its way.
        let audience = audience_of(&targets.remove(&row.id)?, &here);
        let (from, until) = (row.begins_at, row.ends_at);
        let picture = pictures.remove(&row.id.0);
        Some(BoardItem { item: row.item(picture), audience, from, until })
    });
    Ok(items.collect())
}

impl BoardNews {
    fn item(self, picture: Option<PictureView>) -> Item {
        Item {
            kind: ItemKind::News,
            id: self.id.0,
            title: self.title,
            language: self.language,
            second: self.second_language.zip(self.second_title),
            space: None,
            source: self.source_name,
            published_at: self.published_at.max(self.begins_at),
            takes_place: None,
            picture: picture.map(Picture::from),
            corrected_at: self.corrected_at,
            address: format!("/actualites/{}", self.id),
        }
    }
}
