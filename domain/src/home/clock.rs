use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::civil::parse_instant;

/// The reader's wall clock when a page was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReaderClock {
    #[serde(deserialize_with = "crate::civil::day")]
    pub today: NaiveDate,
    /// East of UTC, in minutes.
    pub offset: i32,
}

impl ReaderClock {
    /// Since when something is shown that was deployed at an instant (RFC 3339, UTC) for a period: the
    /// day, and the time unless it waited for its first day.
    pub fn since(self, deployed_at: &str, first_day: NaiveDate) -> (NaiveDate, Option<NaiveTime>) {
        let deployed = parse_instant(deployed_at);
        let local = deployed.and_then(|at| at.checked_add_signed(TimeDelta::minutes(i64::from(self.offset))));
        match local {
            Some(local) if local.date() >= first_day => (local.date(), Some(local.time())),
            _ => (first_day, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_dates_from_its_deployment_or_from_its_period() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).expect("a day");
        let reunion = ReaderClock { today: day(5), offset: 240 };
        let at = NaiveTime::from_hms_opt(1, 30, 0);
        assert_eq!(reunion.since("2026-10-05T21:30:00Z", day(1)), (day(6), at), "where the reader is");
        assert_eq!(reunion.since("2026-10-05T08:00:00Z", day(7)), (day(7), None), "it waited");
    }
}
