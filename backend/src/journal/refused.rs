use domain::{
    PersonId,
    audit::{Action, Outcome},
};

use crate::{
    Backend, Result,
    audit::{Entry, record_folded},
    stored::name_of,
};

/// Records that a person was refused: `what` they requested, and which `right` was missing. A
/// thousand tries that lack the same right are two entries: the first one, and one that counts the
/// others and names the last.
pub async fn refused(
    backend: &Backend,
    person: PersonId,
    address: &str,
    what: &str,
    right: &str,
) -> Result<()> {
    let name = name_of(&backend.db, person).await?;
    let entry = Entry::named(Some(person), name, Action::Access, what)
        .ended(Outcome::Refused)
        .from(address)
        .with("right", right);
    record_folded(backend, format!("refused {person} {right}"), entry).await
}
