use std::sync::Arc;

use domain::PersonId;
use tokio::sync::OnceCell;

use super::{Caller, kept_readers};
use crate::{Backend, Result};

/// The caller of one request. Several parts of a page ask for it; it is loaded once for all.
#[derive(Clone, Debug, Default)]
pub struct CallerOnce {
    caller: Arc<OnceCell<Arc<Caller>>>,
    of_home: bool,
}

impl CallerOnce {
    /// For a home page, which only shows.
    pub fn of_home() -> Self {
        Self { of_home: true, ..Self::default() }
    }

    /// `in_advance` says that the page is loaded before its reader asks for it.
    ///
    /// # Errors
    /// As [`Caller::load`].
    pub async fn load(&self, backend: &Backend, id: PersonId, in_advance: bool) -> Result<Arc<Caller>> {
        let load = async || {
            if self.of_home {
                return kept_readers::reader(backend, id, in_advance).await;
            }
            let mut caller = Caller::load(&backend.db, id).await?;
            caller.in_advance = in_advance;
            Ok(Arc::new(caller))
        };
        self.caller.get_or_try_init(load).await.cloned()
    }
}
