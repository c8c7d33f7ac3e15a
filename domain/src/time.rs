//! Instants and civil days. Nothing here reads a clock.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// An instant: UTC milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    /// `None` outside the years that chrono knows.
    pub fn to_utc(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(self.0)
    }

    /// The wall clock of a school at this instant; `None` outside the years that chrono knows.
    pub fn local(self, zone: Tz) -> Option<NaiveDateTime> {
        self.to_utc().map(|utc| utc.with_timezone(&zone).naive_local())
    }

    /// The civil day of a school at this instant.
    pub fn day(self, zone: Tz) -> Option<NaiveDate> {
        self.local(zone).map(|local| local.date())
    }
}

impl From<DateTime<Utc>> for Millis {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_millis())
    }
}

/// The instant at which `day` begins in `zone`.
///
/// A midnight that the clocks jump over gives the first instant that exists after it;
/// one that happens twice gives the earlier.
pub fn start_of_day(day: NaiveDate, zone: Tz) -> Millis {
    instant_at(day.and_time(NaiveTime::MIN), zone)
}

/// The instant at which the wall clock of `zone` shows `local`.
///
/// A time that the clocks jump over gives the first instant that exists after it; one that happens
/// twice gives the earlier.
pub fn instant_at(local: NaiveDateTime, zone: Tz) -> Millis {
    // No zone has ever skipped more than a day (Samoa, 2011), so the walk ends well before 48 h.
    for minutes in 0..=2 * 24 * 60 {
        let Some(shown) = local.checked_add_signed(TimeDelta::minutes(minutes)) else { break };
        match zone.from_local_datetime(&shown) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => {
                return at.with_timezone(&Utc).into();
            }
            LocalResult::None => {}
        }
    }
    Utc.from_utc_datetime(&local).into()
}

/// An instant with the wall clock of the school it is told to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    pub at: Millis,
    pub local: NaiveDateTime,
}

impl Stamp {
    pub fn new(at: Millis, zone: Tz) -> Self {
        Self { at, local: at.local(zone).unwrap_or_default() }
    }
}
