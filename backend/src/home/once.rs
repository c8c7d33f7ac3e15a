use std::sync::OnceLock;

use crate::Result;

/// What is made when it is first asked for, unless that fails.
pub(super) fn once<T>(place: &OnceLock<T>, make: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(known) = place.get() {
        return Ok(known);
    }
    let new = make()?;
    Ok(place.get_or_init(|| new))
}
