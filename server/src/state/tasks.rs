//! Where Leptos runs what it does beside the building of a page.

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use backend::request;

/// The runtime of the server. A task of Leptos belongs to the request that began it: what it logs names
/// the request, and what it says is in the reader's language.
struct Tasks;

impl CustomExecutor for Tasks {
    fn spawn(&self, work: PinnedFuture<()>) {
        tokio::spawn(request::carried(work));
    }

    fn spawn_local(&self, work: PinnedLocalFuture<()>) {
        tokio::task::spawn_local(request::carried(work));
    }

    fn poll_local(&self) {}
}

/// A second start in one process finds it already set, which is fine.
pub(super) fn prepare() {
    let _ = Executor::init_custom_executor(Tasks);
}
