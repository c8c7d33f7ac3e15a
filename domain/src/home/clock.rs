use chrono::{NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::{civil::parse_instant, time::Millis};

/// The reader's wall clock when a page was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReaderClock {
    #[serde(deserialize_with = "crate::civil::day")]
    pub today: NaiveDate,
    /// Not only its distance from UTC: what was published before the clocks changed keeps its time.
    #[serde(serialize_with = "name", deserialize_with = "named")]
    pub zone: Tz,
}

impl ReaderClock {
    /// Since when something is shown that was deployed at an instant (RFC 3339, UTC) for a period: the
    /// day, and the time unless it waited for its first day.
    pub fn since(self, deployed_at: &str, first_day: NaiveDate) -> (NaiveDate, Option<NaiveTime>) {
        let deployed = parse_instant(deployed_at).map(|at| Millis::from(Utc.from_utc_datetime(&at)));
        let local = deployed.and_then(|at| at.local(self.zone));
        match local {
            Some(local) if local.date() >= first_day => (local.date(), Some(local.time())),
            _ => (first_day, None),
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn name<S: Serializer>(zone: &Tz, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(zone.name())
}

fn named<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tz, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(|_| D::Error::custom("not a time zone"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_dates_from_its_deployment_or_from_its_period() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).expect("a day");
        let reunion = ReaderClock { today: day(5), zone: Tz::Indian__Reunion };
        let at = NaiveTime::from_hms_opt(1, 30, 0);
        assert_eq!(reunion.since("2026-10-05T21:30:00Z", day(1)), (day(6), at), "where the reader is");
        assert_eq!(reunion.since("2026-10-05T08:00:00Z", day(7)), (day(7), None), "it waited");
    }

    #[test]
    fn what_was_published_before_the_clocks_changed_keeps_its_time() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
        let clock = |today, zone| ReaderClock { today, zone };
        let winter = clock(day(10, 25), Tz::Europe__Paris);
        assert_eq!(winter.since("2026-10-24T13:00:00Z", day(10, 1)), (day(10, 24), time(15, 0)));
        let summer = clock(day(4, 2), Tz::Europe__Paris);
        assert_eq!(summer.since("2026-03-27T22:30:00Z", day(3, 1)), (day(3, 27), time(23, 30)));
        let miquelon = clock(day(11, 1), Tz::America__Miquelon);
        assert_eq!(miquelon.since("2026-10-31T13:00:00Z", day(10, 1)), (day(10, 31), time(11, 0)));
    }
}
