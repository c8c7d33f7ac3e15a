use std::{sync::Arc, time::Duration};

use super::sweep;
use crate::Backend;

/// What is swept has lain there for a day; an hour more harms nobody.
const EVERY: Duration = Duration::from_hours(1);

/// Sweeps as long as the process lives.
pub async fn worker(backend: Arc<Backend>) {
    loop {
        match sweep(&backend).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "attachments that nobody sent are gone"),
            Err(reason) => tracing::warn!(%reason, "attachments could not be swept; trying again in an hour"),
        }
        tokio::time::sleep(EVERY).await;
    }
}
