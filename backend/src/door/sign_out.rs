use domain::audit::Action;

use super::Sessions;
use crate::{
    Backend, Result,
    audit::{self, Entry},
    stored::name_of,
    transaction,
};

/// Closes the session of this cookie, in every server process.
pub async fn sign_out(backend: &Backend, token: &str) -> Result<()> {
    transaction!(&backend.db, |tx| {
        let Some(row) = Sessions::close(tx, token).await? else { return Ok(()) };
        let person = row.person_id;
        let name = name_of(tx, person).await?;
        let entry =
            Entry::named(Some(person), name.as_str(), Action::SignOut, name.as_str()).from(row.address);
        audit::append(tx, backend.clock.now(), entry).await?;
        Ok(())
    })?;
    backend.refresh().await
}
