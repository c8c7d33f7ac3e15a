use chrono::NaiveDate;

use crate::{Backend, Error, Result, access::Caller};

/// The civil day in the reader's school.
pub async fn today_of(backend: &Backend, caller: &Caller) -> Result<NaiveDate> {
    let now = backend.clock.now();
    let zone = caller.zone(&backend.db).await?;
    now.day(zone).ok_or_else(|| Error::Inconsistent(format!("instant {}", now.0)))
}
