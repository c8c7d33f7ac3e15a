use std::sync::Arc;

use domain::PersonId;
use sea_orm::ConnectionTrait;
use tokio::sync::OnceCell;

use super::Caller;
use crate::Result;

/// The caller of one request. Several parts of a page ask for it; it is loaded once for all.
#[derive(Clone, Debug, Default)]
pub struct CallerOnce(Arc<OnceCell<Arc<Caller>>>);

impl CallerOnce {
    /// # Errors
    /// As [`Caller::load`].
    pub async fn load(&self, db: &impl ConnectionTrait, id: PersonId) -> Result<Arc<Caller>> {
        self.0.get_or_try_init(async || Caller::load(db, id).await.map(Arc::new)).await.cloned()
    }
}
