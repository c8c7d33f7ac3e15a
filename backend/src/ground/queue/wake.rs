use std::time::Duration;

use tokio::sync::Notify;

use super::Kind;

/// Tells this process's workers that there may be work: a hint, so that nobody waits until they look
/// by themselves.
#[derive(Debug, Default)]
pub struct Wakes([Notify; Kind::ALL.len()]);

impl Wakes {
    /// Call it after the commit of the transaction that wrote a job.
    pub fn wake(&self, kind: Kind) {
        self.0[kind as usize].notify_one();
    }

    /// Waits for a hint, or for the time after which work is looked for anyway.
    pub async fn wait(&self, kind: Kind, at_most: Duration) {
        tokio::select! {
            () = self.0[kind as usize].notified() => {}
            () = tokio::time::sleep(at_most) => {}
        }
    }
}
