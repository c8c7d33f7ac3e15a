use domain::{
    ProviderId,
    audit::{Action, Outcome},
    providers::Unmatched,
};
use sea_orm::EntityTrait;

use crate::{
    Backend, Result,
    audit::{self, Entry},
    door::From,
    entities::provider,
};

/// Writes into the journal that somebody came from a provider and was not let in. Whom the provider
/// means is not ours to note: that person may not be one of ours.
pub async fn record_refusal(
    backend: &Backend,
    id: ProviderId,
    reason: Unmatched,
    from: &From<'_>,
) -> Result<()> {
    let name = provider::Entity::find_by_id(id).one(&backend.db).await?.map(|row| row.name);
    let name = name.unwrap_or_default();
    let entry = Entry::named(None, "", Action::SignIn, name)
        .ended(Outcome::Refused)
        .from(from.address)
        .with("reason", reason.code());
    audit::record_folded(backend, format!("provider {id} {} {}", reason.code(), from.address), entry).await
}
