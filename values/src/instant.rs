use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
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

    /// The instant this many milliseconds later, or earlier if negative; stops at the end of the
    /// representable range.
    #[must_use]
    pub const fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }
}

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<DateTime<Utc>> for Millis {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_millis())
    }
}

crate::number_column!(Millis);
