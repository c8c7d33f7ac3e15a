use domain::{
    ArticleId,
    files::OwnerKind,
    versions::{Versioned, VersionedKind, Wording},
};
use sea_orm::ConnectionTrait;
use words::Words;

use crate::{Result, files, ground::wording::wording};

/// An article as a text that can be corrected.
pub(super) const fn versioned(id: ArticleId) -> Versioned {
    Versioned { kind: VersionedKind::Article, id: id.0 }
}

/// Begins the line with the text that replaces a picture: what it is called is a word, and the reader
/// has it in their language. No typed text has these characters.
const PICTURE: &str = "\n\u{1f}";

/// What people read of it, in no language. The text that replaces a picture is read too.
pub(super) fn worded(title: &str, html: &str, alternative: Option<&str>) -> Wording {
    let mut wording = wording(title, html);
    if let Some(alternative) = alternative.filter(|alternative| !alternative.is_empty()) {
        let line = format!("{PICTURE}{alternative}");
        wording.text.push_str(&line);
        wording.formats.push((length_of(&line), 0));
    }
    wording
}

/// The same in the reader's language.
pub(super) fn in_words(wording: &Wording, words: &Words) -> Wording {
    let Some((text, alternative)) = wording.text.rsplit_once(PICTURE) else { return wording.clone() };
    let line = format!("\n{}", words.versions.picture(alternative));
    let mut formats = wording.formats.clone();
    if let Some(last) = formats.last_mut() {
        last.0 = length_of(&line);
    }
    Wording { title: wording.title.clone(), text: format!("{text}{line}"), formats }
}

fn length_of(line: &str) -> u32 {
    u32::try_from(line.chars().count()).unwrap_or_default()
}

/// The text that replaces the picture of an article; empty for decoration.
pub(super) async fn alternative_of(db: &impl ConnectionTrait, id: ArticleId) -> Result<Option<String>> {
    let picture = files::pictures_of(db, OwnerKind::Article, [id.0]).await?.into_values().next();
    Ok(picture.map(|picture| picture.alternative))
}
