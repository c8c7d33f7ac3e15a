use app::words;

use super::{open::open, progress::Bar};
use crate::config::Settings;

pub(super) async fn demo(settings: &Settings) -> Result<(), String> {
    let backend = open(settings).await?;
    let bar = Bar::new();
    backend::directory::demo::fill(&backend.db, backend.clock.now(), &|progress| bar.show(progress))
        .await
        .map_err(|reason| match reason {
            backend::Error::Conflict(_) => words().operation.not_empty.to_owned(),
            other => other.to_string(),
        })?;
    bar.finish();
    backend::accounts::give_demo_accounts(&backend).await.map_err(|reason| reason.to_string())?;
    println!("{}", words().operation.demonstration_ready);
    Ok(())
}
