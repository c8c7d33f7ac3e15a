//! An import whose process died after the switch is shown, but not tidied up: lists by name would stay in the
//! old order until the next import.

use super::{import, runs::running};
use crate::{Backend, Result};

/// Goes on with the tidying of an import that is not at work any more.
pub(crate) async fn go_on(backend: &Backend) -> Result<()> {
    if running(backend).await?.is_some() {
        return Ok(());
    }
    if import::go_on_tidying(&backend.db).await? {
        tracing::info!("what an import had left behind is cleared away");
    }
    Ok(())
}
