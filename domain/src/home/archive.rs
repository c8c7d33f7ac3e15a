use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{ItemKind, ShownItem};
use crate::time::Millis;

/// What the list of *Actualités* is asked for, as typed in its address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveFilter {
    /// `yyyy-mm`; the present month if it is not one.
    pub month: String,
    /// An [`ItemPosition`]; the first page if it is not one.
    pub after: String,
}

/// A page of the list of *Actualités*: what a reader may read now, of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivePage {
    /// The first day of the month.
    #[serde(deserialize_with = "crate::civil::day")]
    pub month: NaiveDate,
    /// The newest first.
    pub items: Vec<ShownItem>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Whether this is the first page of the month.
    pub is_first: bool,
    /// The first days of the months that the list goes back to, the present one first.
    pub months: Vec<NaiveDate>,
}

/// A place in the list, between two entries: the last one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemPosition {
    pub at: Millis,
    pub kind: ItemKind,
    pub id: i64,
}

impl ItemPosition {
    /// As an address holds it: `1791187200000.news.12`.
    pub fn code(self) -> String {
        format!("{}.{}.{}", self.at.0, self.kind.code(), self.id)
    }

    pub fn from_code(code: &str) -> Option<Self> {
        let mut parts = code.splitn(3, '.');
        let at = Millis(parts.next()?.parse().ok()?);
        let kind = ItemKind::from_code(parts.next()?)?;
        Some(Self { at, kind, id: parts.next()?.parse().ok()? })
    }

    /// The place for the entries of one kind: those after it have an earlier instant, or the same
    /// and a smaller number.
    pub fn among(self, kind: ItemKind) -> (Millis, i64) {
        let id = match kind.cmp(&self.kind) {
            std::cmp::Ordering::Less => i64::MAX,
            std::cmp::Ordering::Equal => self.id,
            std::cmp::Ordering::Greater => i64::MIN,
        };
        (self.at, id)
    }
}

/// The first day of a month `yyyy-mm`.
pub fn month_of(text: &str) -> Option<NaiveDate> {
    let (year, month) = text.split_once('-')?;
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    if (1900..=9999).contains(&year) { NaiveDate::from_ymd_opt(year, month, 1) } else { None }
}

/// `yyyy-mm`
pub fn month_code(day: NaiveDate) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

#[cfg(test)]
mod tests {
    use super::{ItemKind, ItemPosition, Millis, month_code, month_of};

    #[test]
    fn a_month_is_read_as_it_is_written() {
        let october = month_of("2026-10").expect("a month");
        assert_eq!((october.to_string().as_str(), month_code(october).as_str()), ("2026-10-01", "2026-10"));
        for wrong in ["", "2026", "2026-13", "2026-00", "0-1", "2026-10-05", "a-b", "99999999999-1"] {
            assert_eq!(month_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let place = ItemPosition { at: Millis(17), kind: ItemKind::Article, id: 3 };
        assert_eq!(ItemPosition::from_code(&place.code()), Some(place));
        for wrong in ["", "1", "1.news", "x.news.1", "1.x.1", "1.news.x", "1.news.1.1"] {
            assert_eq!(ItemPosition::from_code(wrong), None, "{wrong}");
        }
    }

    /// Of two entries of the same instant, the list shows the later kind first.
    #[test]
    fn each_kind_continues_after_the_place() {
        let place = ItemPosition { at: Millis(17), kind: ItemKind::Article, id: 3 };
        assert_eq!(place.among(ItemKind::News), (Millis(17), i64::MAX));
        assert_eq!(place.among(ItemKind::Article), (Millis(17), 3));
        assert_eq!(place.among(ItemKind::Event), (Millis(17), i64::MIN));
    }
}
