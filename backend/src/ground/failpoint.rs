use std::{fmt, sync::Arc};

/// What a test makes happen at the start of background work, for instance a panic. Nothing in
/// production.
#[derive(Clone, Default)]
pub struct Failpoint(Option<Arc<Happens>>);

type Happens = dyn Fn(&str) + Send + Sync;

impl Failpoint {
    /// `happens` receives the place: `CODE` at the beginning of a worker's turn, `CODE-job` at the
    /// beginning of a job.
    #[must_use]
    pub fn new(happens: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(happens)))
    }

    pub(crate) fn pass(&self, worker: &str) {
        if let Some(happens) = &self.0 {
            happens(worker);
        }
    }

    pub(crate) fn pass_in_job(&self, worker: &str) {
        if let Some(happens) = &self.0 {
            happens(&format!("{worker}-job"));
        }
    }
}

impl fmt::Debug for Failpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Failpoint").field(&self.0.is_some()).finish()
    }
}
