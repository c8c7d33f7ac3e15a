//! Agendas and events as pages show them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{EventInput, EventState, EventTime, HolidayZone, Repetition};
use crate::{EventId, spaces::view::SpaceName, time::Stamp, versions::Corrected};

/// Which agenda, from when, and how it is laid out: what the address says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct AgendaQuery {
    /// Code of a [`Layout`]; a list for anything else.
    pub layout: String,
    /// `yyyy-mm-dd`; today for anything else.
    pub day: String,
}

values::coded! {
    /// How an agenda is laid out. The code is that of addresses.
    #[derive(Default)]
    Layout {
        #[default]
        List => "liste",
        Week => "semaine",
        Month => "mois",
    }
}

/// A part of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaPage {
    /// `None` for the reader's own agenda.
    pub space: Option<SpaceName>,
    /// Whether the reader may add events to it.
    pub may_write: bool,
    pub layout: Layout,
    /// The days that are shown, both included.
    #[serde(deserialize_with = "crate::civil::day")]
    pub first: NaiveDate,
    #[serde(deserialize_with = "crate::civil::day")]
    pub last: NaiveDate,
    /// The day that was asked for.
    #[serde(deserialize_with = "crate::civil::day")]
    pub day: NaiveDate,
    #[serde(deserialize_with = "crate::civil::day")]
    pub today: NaiveDate,
    /// By their beginning.
    pub occurrences: Vec<Occurrence>,
    /// There are more in these days than are shown.
    pub cut: bool,
    /// Whether there is a private address of this agenda.
    pub has_feed: bool,
}

/// An event on one of its days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrence {
    pub event: EventId,
    /// The day that the repetition gives it: its name in the address, even if it was moved.
    #[serde(deserialize_with = "crate::civil::day")]
    pub day: NaiveDate,
    pub title: String,
    pub place: String,
    pub time: EventTime,
    pub repeated: bool,
    pub cancelled: bool,
    /// IANA name of the zone whose wall clock `time` shows.
    pub zone: String,
    /// It is not the zone of the reader's own school.
    pub elsewhere: bool,
}

impl Occurrence {
    /// The zone, where it has to be named beside the hours.
    pub fn named_zone(&self) -> Option<&str> {
        (self.elsewhere && !self.time.is_whole_days()).then_some(self.zone.as_str())
    }

    /// Its page: that of the event, on this day if the event is repeated.
    pub fn address(&self) -> String {
        if self.repeated { occurrence_address(self.event, self.day) } else { event_address(self.event) }
    }
}

/// The page of an event.
pub fn event_address(id: EventId) -> String {
    format!("/evenements/{id}")
}

/// The page of a repeated event on the day that the repetition gives to an occurrence.
pub fn occurrence_address(id: EventId, day: NaiveDate) -> String {
    format!("{}?date={day}", event_address(id))
}

/// An event that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventView {
    pub id: EventId,
    pub title: String,
    pub place: String,
    pub description: String,
    pub time: EventTime,
    /// IANA name of the zone whose wall clock `time` shows.
    pub zone: String,
    /// It is not the zone of the reader's own school.
    pub elsewhere: bool,
    pub repetition: Option<Repetition>,
    /// The occurrence that the address names, if the event is repeated.
    pub occurrence: Option<NamedOccurrence>,
    /// The next occurrences, at most ten; empty for an event that is not repeated.
    pub next: Vec<Occurrence>,
    pub state: EventState,
    /// `None` for an event of the reader's own agenda.
    pub space: Option<SpaceName>,
    pub author: String,
    pub published: Stamp,
    /// When it was last changed after its publication, and what changed for this reader.
    pub corrected: Option<Corrected>,
    pub may_edit: bool,
    pub may_remove: bool,
}

/// One occurrence of a repeated event, as an address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedOccurrence {
    #[serde(deserialize_with = "crate::civil::day")]
    pub day: NaiveDate,
    /// It differs from the others.
    pub changed: bool,
}

/// The form of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventForm {
    /// `None` for the reader's own agenda.
    pub space: Option<SpaceName>,
    /// `None` for a new one.
    pub id: Option<EventId>,
    /// The occurrence that alone is changed: the form then has no repetition. As text of an address.
    pub day: Option<String>,
    /// One key makes one event.
    pub form_key: String,
    /// The version that the form shows.
    pub sequence: i32,
    pub input: EventInput,
    /// How many people *Prévenir les abonnés* tells who were not told yet; `None` where nobody is
    /// told.
    pub subscribers: Option<u64>,
    /// How many people have read the event and can be told that it was corrected; `None` where nobody
    /// is told.
    pub readers: Option<u64>,
    /// IANA name of the zone in which the hours are read.
    pub zone: String,
    /// It is not the zone of the writer's own school.
    pub elsewhere: bool,
    /// The zones whose school holidays are known, until when, and whether these days have to be compared
    /// with the official ones.
    pub holidays: Vec<(HolidayZone, NaiveDate, bool)>,
}
