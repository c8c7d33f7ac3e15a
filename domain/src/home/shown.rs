use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Item, ItemKind, Picture, Span};
use crate::{communications::Spoken, spaces::SpaceKind, time::Stamp};

/// An entry of *Actualités* as a page shows it, with the wall clock of a school.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ShownItem {
    pub kind: ItemKind,
    pub id: i64,
    pub title: String,
    #[serde(default, skip_serializing_if = "Spoken::is_usual")]
    pub language: Spoken,
    /// As in [`Item`]; the page chooses which of the two it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<(Spoken, String)>,
    /// As in [`Item`].
    pub space: Option<SpaceKind>,
    pub source: String,
    pub published: Stamp,
    pub takes_place: Option<ShownSpan>,
    pub picture: Option<Picture>,
    pub corrected: Option<Stamp>,
    pub address: String,
}

/// When an event takes place, on its reader's wall clock; whole days are those of its school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ShownSpan {
    pub begins: Stamp,
    /// The first instant after it; for whole days, the midnight after the last one.
    pub ends: Stamp,
    pub whole_day: bool,
}

impl Item {
    /// With times on the wall clock of `zone`.
    pub fn shown(&self, zone: Tz) -> ShownItem {
        ShownItem {
            kind: self.kind,
            id: self.id,
            title: self.title.clone(),
            language: self.language,
            second: self.second.clone(),
            space: self.space,
            source: self.source.clone(),
            published: Stamp::new(self.published_at, zone),
            takes_place: self.takes_place.map(|span| span.shown(zone)),
            picture: self.picture.clone(),
            corrected: self.corrected_at.map(|at| Stamp::new(at, zone)),
            address: self.address.clone(),
        }
    }
}

impl Span {
    /// On the wall clock of `zone`, except that whole days are those of the place.
    pub fn shown(self, zone: Tz) -> ShownSpan {
        let zone = if self.whole_day { self.zone } else { zone };
        ShownSpan {
            begins: Stamp::new(self.begins_at, zone),
            ends: Stamp::new(self.ends_at, zone),
            whole_day: self.whole_day,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::Span;
    use crate::time::start_of_day;

    #[test]
    fn whole_days_are_those_of_the_place_and_hours_the_readers() {
        let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 10, day).unwrap_or_default();
        let zone = Tz::Indian__Reunion;
        let (begins_at, ends_at) = (start_of_day(day(8), zone), start_of_day(day(9), zone));
        let whole = Span { begins_at, ends_at, whole_day: true, zone };
        let midnight = day(8).and_time(chrono::NaiveTime::MIN);
        assert_eq!(whole.shown(Tz::Europe__Paris).begins.local, midnight);
        let hours = Span { whole_day: false, ..whole };
        assert_eq!(hours.shown(Tz::Europe__Paris).begins.local.to_string(), "2026-10-07 22:00:00");
        assert_eq!(hours.shown(zone).begins.local, midnight);
    }
}
