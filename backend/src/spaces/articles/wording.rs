use domain::{
    ArticleId,
    files::OwnerKind,
    versions::{Versioned, VersionedKind, Wording},
};
use sea_orm::ConnectionTrait;
use words::Language;

use crate::{Result, files, ground::wording::wording};

/// An article as a text that can be corrected.
pub(super) const fn versioned(id: ArticleId) -> Versioned {
    Versioned { kind: VersionedKind::Article, id: id.0 }
}

/// What people read of it. The text that replaces a picture is read too.
pub(super) fn worded(title: &str, html: &str, alternative: Option<&str>) -> Wording {
    let mut wording = wording(title, html);
    if let Some(alternative) = alternative.filter(|alternative| !alternative.is_empty()) {
        let line = format!("\n{}", Language::default().words().versions.picture(alternative));
        let length = u32::try_from(line.chars().count()).unwrap_or_default();
        wording.text.push_str(&line);
        wording.formats.push((length, 0));
    }
    wording
}

/// The text that replaces the picture of an article; empty for decoration.
pub(super) async fn alternative_of(db: &impl ConnectionTrait, id: ArticleId) -> Result<Option<String>> {
    let picture = files::pictures_of(db, OwnerKind::Article, [id.0]).await?.into_values().next();
    Ok(picture.map(|picture| picture.alternative))
}
