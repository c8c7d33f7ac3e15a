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
    /// `in_advance` says that the page is loaded before its reader asks for it.
    ///
    /// # Errors
    /// As [`Caller::load`].
    pub async fn load(
        &self,
        db: &impl ConnectionTrait,
        id: PersonId,
        in_advance: bool,
    ) -> Result<Arc<Caller>> {
        let load = async || {
            let mut caller = Caller::load(db, id).await?;
            caller.in_advance = in_advance;
            Ok(Arc::new(caller))
        };
        self.0.get_or_try_init(load).await.cloned()
    }
}
