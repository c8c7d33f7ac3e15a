use std::{fmt, sync::Arc};

use futures::future::BoxFuture;

/// What a test makes happen at certain places: a panic at the start of background work, or the work
/// of somebody else between the reading of a use case and its transaction. Nothing in production.
#[derive(Clone, Default)]
pub struct Failpoint {
    happens: Option<Arc<Happens>>,
    meanwhile: Option<Arc<Meanwhile>>,
}

type Happens = dyn Fn(&str) + Send + Sync;
type Meanwhile = dyn Fn(&str) -> Option<BoxFuture<'static, ()>> + Send + Sync;

impl Failpoint {
    /// `happens` receives the place: `CODE` at the beginning of a worker's turn, `CODE-job` at the
    /// beginning of a job.
    #[must_use]
    pub fn new(happens: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self { happens: Some(Arc::new(happens)), meanwhile: None }
    }

    /// `meanwhile` receives the name of a use case that has read and is about to write; it waits
    /// for the work that `meanwhile` returns.
    #[must_use]
    pub fn crossing(
        meanwhile: impl Fn(&str) -> Option<BoxFuture<'static, ()>> + Send + Sync + 'static,
    ) -> Self {
        Self { happens: None, meanwhile: Some(Arc::new(meanwhile)) }
    }

    pub(crate) fn pass(&self, worker: &str) {
        if let Some(happens) = &self.happens {
            happens(worker);
        }
    }

    pub(crate) fn pass_in_job(&self, worker: &str) {
        if let Some(happens) = &self.happens {
            happens(&format!("{worker}-job"));
        }
    }

    /// A use case has read, and its transaction has not begun.
    pub(crate) async fn between(&self, use_case: &str) {
        let work = self.meanwhile.as_ref().and_then(|meanwhile| meanwhile(use_case));
        if let Some(work) = work {
            work.await;
        }
    }
}

impl fmt::Debug for Failpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = self.happens.is_some() || self.meanwhile.is_some();
        f.debug_tuple("Failpoint").field(&set).finish()
    }
}
