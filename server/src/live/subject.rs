use app::Subject;
use backend::{Backend, Result, access::Caller, revision::Present};
use domain::PersonId;

use super::look::Look;

/// A page stops hearing when its reader may no longer read it; it then asks, and learns why.
pub(super) async fn look(backend: &Backend, person: PersonId, subject: Subject) -> Result<Look> {
    let caller = Caller::load(&backend.db, person).await?;
    let Present { version, until, concerns } = subject.present(backend, &caller).await?;
    Ok(Look { version, until, concerns: concerns.into_iter().collect(), event: None })
}
