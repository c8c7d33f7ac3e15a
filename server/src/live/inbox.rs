use std::collections::BTreeSet;

use backend::{
    Backend, Result,
    revision::{Scope, Topic},
};
use domain::{PersonId, time::Millis};

use super::look::Look;

/// The version is that of `backend::messages::version_of`.
pub(super) async fn look(backend: &Backend, person: PersonId) -> Result<Look> {
    let version = backend::messages::version_of(backend, person).await?;
    let concerns = BTreeSet::from([(Topic::Messages, Scope::Person(person))]);
    Ok(Look { version, until: Millis(i64::MAX), concerns, event: None })
}
