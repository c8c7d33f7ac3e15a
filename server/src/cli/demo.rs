use backend::{clock::Clock, demonstration};
use domain::time::DAY_MS;

use super::{open::make_with, progress::Bar, spoken::words};
use crate::config::Settings;

/// Fills an empty database, and tells what was said in the last weeks unless it is to be
/// `without_story`.
pub(super) async fn demo(settings: &Settings, without_story: bool) -> Result<(), String> {
    let now = Clock::System.now();
    let begins = if without_story { now } else { now.plus(-demonstration::DAYS * DAY_MS) };
    let backend = make_with(settings, Clock::fixed(begins)).await?;
    let bar = Bar::new();
    backend::directory::demo::fill(&backend.db, begins, &|progress| bar.show(progress)).await.map_err(
        |reason| match reason {
            backend::Error::Conflict(_) => words().operation.not_empty.to_owned(),
            other => other.to_string(),
        },
    )?;
    bar.finish();
    backend::accounts::give_demo_accounts(&backend).await.map_err(|reason| reason.to_string())?;
    if !without_story {
        demonstration::tell(&backend, now).await.map_err(|reason| reason.to_string())?;
    }
    println!("{}", words().operation.demonstration_ready);
    Ok(())
}
