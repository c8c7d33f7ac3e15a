use domain::{
    PortalId,
    audit::Action,
    fields::FieldProblem,
    portals::{Portal, PortalInput},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Unchanged, EntityTrait};

use super::{
    register::{described, refuse_taken, stored},
    registry::portal_of,
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    door::Proved,
    entities::portal,
    revision::{self, Scope},
    token::fingerprint,
    transaction,
};

/// Changes what is registered of a portal, unless somebody else did since the form was shown. Tokens of
/// origins and prefixes that are gone, and of another issuer, end at once.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`]; [`Error::Fields`].
pub async fn change(
    backend: &Backend,
    caller: &Caller,
    id: PortalId,
    input: &PortalInput,
    proved: &Proved,
) -> Result<()> {
    caller.authorize_administrator()?;
    let new = input.parse().map_err(Error::Fields)?;
    transaction!(&backend.db, |tx| {
        lock(tx, "portals").await?;
        proved.still(tx, caller).await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let before = portal::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
        let before = portal_of(before);
        if !input.shown.is_empty() && input.shown != mark_of(&before) {
            // The same form, whose answer was lost.
            if before == new {
                return Ok(());
            }
            return Err(Error::field("nom", FieldProblem::SettingsChanged));
        }
        refuse_taken(tx, &new, Some(id)).await?;
        let row = portal::ActiveModel { id: Unchanged(id), ..stored(&new) };
        row.update(tx).await?;
        revision::touch(tx, revision::SESSIONS, [Scope::Portal(id)]).await?;
        let entry = described(Entry::by(caller, Action::PortalChanged, &new.name), &new);
        audit::append(tx, backend.clock.now(), entry).await
    })?;
    backend.refresh().await
}

/// Stands for what is stored of a portal, in its form.
pub(super) fn mark_of(portal: &Portal) -> String {
    let Portal { name, issuer, prefixes, origins, keys_address } = portal;
    let lists = [prefixes.join("\n"), origins.join("\n"), keys_address.clone().unwrap_or_default()];
    let texts = [name.as_str(), issuer.as_str()].into_iter().chain(lists.iter().map(String::as_str));
    fingerprint(texts.collect::<Vec<_>>().join("\0").as_bytes())
}
