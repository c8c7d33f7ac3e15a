use std::{sync::Arc, time::Duration};

use super::send_next;
use crate::Backend;

/// How often copies are looked for.
const EVERY: Duration = Duration::from_secs(2);

/// Sends what is due as long as the process lives; ends at once where no e-mail is configured.
pub async fn worker(backend: Arc<Backend>) {
    if backend.mail.is_none() {
        return;
    }
    loop {
        match send_next(&backend).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(reason) => tracing::warn!(%reason, "e-mails could not be looked for; trying again"),
        }
        tokio::time::sleep(EVERY).await;
    }
}
