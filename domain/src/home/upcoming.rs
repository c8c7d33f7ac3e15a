use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::ShownItem;

/// An event that is still to come, or runs, on the wall clock where it takes place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upcoming {
    pub title: String,
    /// Empty when it is not known.
    pub place: String,
    /// The space that it belongs to; empty for an event of the reader's own agenda.
    pub source: String,
    #[serde(deserialize_with = "crate::civil::moment")]
    pub begins: NaiveDateTime,
    /// The first instant after it; for whole days, the midnight after the last one.
    #[serde(deserialize_with = "crate::civil::moment")]
    pub ends: NaiveDateTime,
    pub whole_day: bool,
    pub address: String,
}

impl Upcoming {
    /// An event of *Actualités*, with its source in words; `None` for anything else.
    pub fn of(item: &ShownItem, source: String) -> Option<Self> {
        let span = item.takes_place?;
        Some(Self {
            title: item.title.clone(),
            place: String::new(),
            source,
            begins: span.begins.local,
            ends: span.ends.local,
            whole_day: span.whole_day,
            address: item.address.clone(),
        })
    }

    /// What comes first is next: an event that goes on for days comes after those still to come, as in
    /// [`Span::is_long`](super::Span::is_long). `now` is on the same clock.
    pub fn place(&self, now: NaiveDateTime) -> (bool, NaiveDateTime) {
        let is_long = self.ends - self.begins > TimeDelta::hours(36);
        (is_long && self.begins <= now, self.begins)
    }
}

/// *Prochain évènement* and *Agenda*.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaBlocks {
    /// The next event of the reader's own agenda and of their spaces.
    pub next: Option<Upcoming>,
    /// The next events of the reader's own agenda.
    pub own: Vec<Upcoming>,
    /// The events of spaces could not be read in time.
    pub spaces_missing: bool,
}
