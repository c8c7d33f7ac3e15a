use std::time::Duration;

use tokio::sync::Notify;

use super::Kind;

/// Tells this process's workers that there may be work. Only a hint, so that work does not wait
/// until they next look.
#[derive(Debug, Default)]
pub struct Wakes([Notify; Kind::ALL.len()]);

impl Wakes {
    /// Call it after the commit of the transaction that wrote a job.
    pub fn wake(&self, kind: Kind) {
        self.0[kind as usize].notify_one();
    }

    /// Waits for a hint, or until it is time to look anyway.
    pub async fn wait(&self, kind: Kind, at_most: Duration) {
        tokio::select! {
            () = self.0[kind as usize].notified() => {}
            () = tokio::time::sleep(at_most) => {}
        }
    }
}
