//! How long a link of a batch lives.

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use domain::{
    accounts::batch::BATCH_DAYS,
    time::{DAY_MS, Millis, Stamp, start_of_day},
};

use crate::{Result, stored};

/// When a link that is made now expires, and the last moment before that. Letters and coupons name a day
/// without a time, so the link opens on the whole of this day, by the clock of the school.
pub(super) fn expiry(now: Millis, zone: Tz) -> Result<(Millis, NaiveDateTime)> {
    let last = stored::day(now.plus(BATCH_DAYS * DAY_MS), zone)?;
    let expires = start_of_day(last.succ_opt().unwrap_or(last), zone);
    Ok((expires, Stamp::new(expires.plus(-1), zone).local))
}
