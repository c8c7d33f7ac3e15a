use std::time::Duration;

use crate::{Backend, Error, Result};

/// How long the page waits for one of its blocks.
const WAIT: Duration = Duration::from_secs(1);

/// How long the announcements wait for the other blocks, so that the page goes in one piece. That costs a
/// server less, and nobody notices.
const TOGETHER: Duration = Duration::from_millis(20);

/// Waits for this work as long as announcements may wait for it. It can go on afterwards.
pub async fn soon(work: impl Future<Output = ()>) {
    let _ = tokio::time::timeout(TOGETHER, work).await;
}

/// The content of a block of the home page; `None` when it failed or took too long. The page then
/// shows the others, and says what is missing.
pub async fn in_time<T>(
    backend: &Backend,
    block: &'static str,
    work: impl Future<Output = Result<T>> + Send,
) -> Option<T> {
    backend.failpoint.between(&format!("before-{block}")).await;
    let work = async {
        backend.failpoint.between(block).await;
        work.await
    };
    or_missing(block, tokio::time::timeout(WAIT, work).await.unwrap_or(Err(Error::Busy)))
}

/// The content of a block; `None` when it failed.
pub fn or_missing<T>(block: &'static str, read: Result<T>) -> Option<T> {
    match read {
        Ok(content) => Some(content),
        Err(reason) => {
            tracing::warn!(block, %reason, "a block of the home page is missing");
            None
        }
    }
}
