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

/// How many news items of a school the home page knows, the newest; the list by month has the rest.
const MOST: i64 = 50;

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
const SHOWN: &str = "SELECT c.id, c.source_name, n.title, c.language, p.published_at, p.begins_at, p.ends_at, \
    s.language AS second_language, s.title AS second_title, \
    (SELECT MAX(v.corrected_at) FROM version v WHERE v.subject_kind = 'news' AND v.subject_id = c.id) AS corrected_at \
    FROM publication p JOIN news n ON n.communication_id = p.communication_id \
    JOIN communication c ON c.id = p.communication_id \
    LEFT JOIN second_version s ON s.communication_id = p.communication_id \
    WHERE p.establishment_id = :school AND p.ends_at > :now AND p.published_at IS NOT NULL \
    AND p.offline_at IS NULL AND p.failed_at IS NULL AND c.cancelled_at IS NULL \
    ORDER BY p.published_at DESC, c.id DESC LIMIT :most";

/// The news that stands, or will stand, in *Actualités* of a school.
pub(crate) async fn items_of(
    db: &impl ConnectionTrait,
    school: EstablishmentId,
    now: Millis,
) -> Result<Vec<BoardItem>> {
    let rows = BoardNews::find_by_statement(sql!(db, SHOWN, school, now, most = MOST)).all(db).await?;
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
