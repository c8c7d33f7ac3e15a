use std::collections::BTreeSet;

use backend::{
    Backend, Result,
    access::Caller,
    revision::{Scope, Topic},
};
use domain::{CommunicationId, PersonId};

use super::look::Look;

/// A page stops hearing when its reader may no longer see the communication, so it hears of rights
/// too.
pub(super) async fn look(backend: &Backend, person: PersonId, id: CommunicationId) -> Result<Look> {
    let caller = Caller::load(&backend.db, person).await?;
    let (version, until) = backend::communications::version_of(backend, &caller, id).await?;
    let it = Scope::Communication(id);
    let me = Scope::Person(person);
    let concerns = BTreeSet::from([
        (Topic::Board, it),
        (Topic::Messages, it),
        (Topic::Access, me),
        (Topic::Directory, me),
    ]);
    Ok(Look { version, until, concerns, event: None })
}
