//! Events of a space, and those of a person's own agenda.

mod event;
mod holidays;
mod input;
mod repetition;
pub mod view;

pub use event::{
    EventState, EventTime, MAX_DESCRIPTION_CHARACTERS, MAX_EVENT_DAYS, MAX_PLACE_CHARACTERS,
    MAX_TITLE_CHARACTERS, NewEvent, Said,
};
pub use holidays::{
    Calendar, Holiday, HolidayZone, MAX_HOLIDAYS, holidays_of_file, parse_holidays, written_holidays,
};
pub use input::EventInput;
pub use repetition::{
    Frequency, MAX_INTERVAL, MAX_OCCURRENCES, MAX_REPETITION_DAYS, Repetition, RepetitionEnd, WeekDay,
};

/// How many events one agenda may hold, those that are over included.
pub const MAX_EVENTS: u64 = 5_000;
/// How many dates they may have together: each repeated one may have hundreds.
pub const MAX_DATES: u64 = 50_000;
