//! The demonstration's last weeks: what schools of that size would have said. The story is told
//! through the use cases, on a clock that runs through those weeks, so that everything is as it would
//! be: statuses, figures, notifications, journal.

mod act;
mod audience;
mod form;
mod stage;
mod story;

use domain::time::Millis;

use self::{act::play, stage::Stage, story::scenes};
use crate::{Backend, Result, communications::store_sightings};

/// The first day of the story is this many days before today.
pub const DAYS: i64 = 28;

/// Tells the story up to `now`. `backend` has a fixed clock, which it moves; the directory and the
/// accounts of the demonstration exist.
///
/// # Errors
/// Those of the use cases; nothing of what was told before is undone.
pub async fn tell(backend: &Backend, now: Millis) -> Result<()> {
    let mut stage = Stage::new(backend, now).await?;
    for scene in scenes()? {
        let at = stage.instant(scene.day, &scene.at)?;
        if at > now {
            break;
        }
        stage.until(at).await?;
        play(&mut stage, &scene).await?;
    }
    store_sightings(backend).await?;
    stage.until(now).await
}
