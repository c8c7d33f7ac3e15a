use chrono::NaiveTime;
use chrono_tz::Tz;

use crate::{
    civil::parse_time,
    time::{Millis, instant_at},
};

/// A time of day in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nightly {
    at: NaiveTime,
    zone: Tz,
}

impl Nightly {
    /// Reads `02:30 Europe/Paris`.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, zone) = text.trim().split_once(' ')?;
        Some(Self { at: parse_time(at)?, zone: zone.trim().parse().ok()? })
    }

    /// The last time at which it was due, as seen at `now`. A time that a day skips is the first one
    /// after it; one that a day has twice is the earlier one.
    #[must_use]
    pub fn last_due(self, now: Millis) -> Millis {
        let today = now.day(self.zone).unwrap_or_default();
        let due = instant_at(today.and_time(self.at), self.zone);
        if due <= now {
            return due;
        }
        let yesterday = today.pred_opt().unwrap_or(today);
        instant_at(yesterday.and_time(self.at), self.zone)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::{Millis, Nightly};

    fn at(text: &str) -> Millis {
        text.parse::<DateTime<Utc>>().expect("an instant").into()
    }

    #[test]
    fn a_time_needs_its_zone() {
        assert!(Nightly::parse(" 02:30 Europe/Paris ").is_some());
        for wrong in
            ["", "02:30", "2:30 Europe/Paris", "25:00 Europe/Paris", "02:30 Paris", "02:30Europe/Paris"]
        {
            assert_eq!(Nightly::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn it_is_due_once_a_day_also_when_the_clocks_change() {
        let paris = Nightly::parse("02:30 Europe/Paris").expect("a time");
        let due = |now: &str| paris.last_due(at(now));
        assert_eq!(due("2026-10-05T00:29:59Z"), at("2026-10-04T00:30:00Z"));
        assert_eq!(due("2026-10-05T00:30:00Z"), at("2026-10-05T00:30:00Z"));
        assert_eq!(due("2026-10-05T23:00:00Z"), at("2026-10-05T00:30:00Z"));
        // There is no 02:30 on this day …
        assert_eq!(due("2026-03-29T12:00:00Z"), at("2026-03-29T01:00:00Z"));
        // … and two of them on this one.
        assert_eq!(due("2026-10-25T12:00:00Z"), at("2026-10-25T00:30:00Z"));
        let reunion = Nightly::parse("02:30 Indian/Reunion").expect("a time");
        assert_eq!(reunion.last_due(at("2026-10-05T12:00:00Z")), at("2026-10-04T22:30:00Z"));
    }
}
