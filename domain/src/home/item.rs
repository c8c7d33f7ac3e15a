use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{communications::Spoken, files::PictureView, spaces::SpaceKind, targets::Audience, time::Millis};

values::coded! {
    /// What stands in *Actualités*.
    ItemKind {
        News => "news",
        Article => "article",
        Event => "event",
    }
}

/// One entry of *Actualités*, the same for all its readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub kind: ItemKind,
    /// The number of the news item, article or event; with the kind it names the entry.
    pub id: i64,
    pub title: String,
    /// In which language that is.
    pub language: Spoken,
    /// The title in a second language.
    pub second: Option<(Spoken, String)>,
    /// The standard space that says it: its name is a word, which each reader's language has.
    pub space: Option<SpaceKind>,
    /// The school, authority or space that says it; of a standard space, its school.
    pub source: String,
    pub published_at: Millis,
    /// When an event takes place.
    pub takes_place: Option<Span>,
    pub picture: Option<Picture>,
    /// When its text was last corrected.
    pub corrected_at: Option<Millis>,
    /// The page where it is read, such as `/actualites/12`.
    pub address: String,
}

/// When an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub begins_at: Millis,
    /// The first instant after it; for whole days, the midnight after the last one.
    pub ends_at: Millis,
    pub whole_day: bool,
    /// Whose days they are.
    pub zone: Tz,
}

impl Span {
    /// How long an event takes at least that goes on: longer than a day, however the clocks change.
    const LONG_MS: i64 = 36 * 60 * 60 * 1_000;

    /// Whether it is one that goes on for days, such as an exhibition: once it has begun, it hides no event
    /// that is still to come.
    pub const fn is_long(self) -> bool {
        self.ends_at.0 - self.begins_at.0 > Self::LONG_MS
    }
}

/// A picture of the store, which `/images/{token}/{width}` sends.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Picture {
    pub token: String,
    /// What it shows, in words; empty for a decorative picture.
    pub alt: String,
}

/// As entries of lists show it.
impl From<PictureView> for Picture {
    fn from(picture: PictureView) -> Self {
        Self { token: picture.token, alt: picture.alternative }
    }
}

/// An entry on the board of a school: who sees it, and from when until when. All readers of the
/// school share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardItem {
    pub item: Item,
    pub audience: Audience,
    pub from: Millis,
    /// The first instant at which it is no longer shown.
    pub until: Millis,
}
