//! Instants and civil days. Nothing here reads a clock.

use chrono::{LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
pub use values::Millis;

pub const SECOND_MS: i64 = 1_000;
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// A day without a change of the clocks.
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// The instant at which `day` begins in `zone`.
///
/// If the clocks skip midnight, it is the first instant after it; if midnight happens twice, the
/// earlier one.
pub fn start_of_day(day: NaiveDate, zone: Tz) -> Millis {
    instant_at(day.and_time(NaiveTime::MIN), zone)
}

/// The instant at which the wall clock of `zone` shows `local`.
///
/// If the clocks skip this time, it is the first instant after it; if the time happens twice, the
/// earlier one.
pub fn instant_at(local: NaiveDateTime, zone: Tz) -> Millis {
    // No zone has ever skipped more than a day (Samoa, 2011), so the loop ends well before 48 h.
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

/// An instant with the wall clock of the school for which it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    pub at: Millis,
    #[serde(deserialize_with = "crate::civil::moment")]
    pub local: NaiveDateTime,
}

impl Stamp {
    pub fn new(at: Millis, zone: Tz) -> Self {
        Self { at, local: at.local(zone).unwrap_or_default() }
    }
}
