use domain::{PortalId, audit::Action, fields::FieldProblem, text::cleaned, time::Millis};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::Expr,
};

use super::key;
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    door::Proved,
    entities::{portal, portal_key},
    revision::{self, Scope},
    transaction,
};

/// Keys of a portal that are valid at the same time.
const AT_MOST: usize = 2;
/// How long the older of two keys stays valid, unless it is removed before.
const OLDER_VALID_MS: i64 = 14 * 24 * 60 * 60 * 1_000;

/// Registers a key of a portal. An older one stays valid for two weeks, so that the portal's servers
/// can change to the new one, one after the other.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`]; [`Error::Fields`] of the field `cle`, or of
/// the proof.
pub async fn add_key(
    backend: &Backend,
    caller: &Caller,
    id: PortalId,
    text: &str,
    proved: &Proved,
) -> Result<()> {
    caller.authorize_administrator()?;
    let refused = |problem| Error::field("cle", problem);
    // Word breaks the lines of a pasted key in its own way.
    let text = cleaned(text);
    let new = key::parse(&text).map_err(refused)?;
    transaction!(&backend.db, |tx| {
        lock(tx, "portals").await?;
        proved.still(tx, caller).await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let portal = portal::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
        let now = backend.clock.now();
        let valid = valid_keys(tx, id, now).await?;
        if valid.len() >= AT_MOST {
            return Err(refused(FieldProblem::AtMost { max: AT_MOST }));
        }
        if valid.iter().any(|key| key.name == new.name) {
            return Err(refused(FieldProblem::AlreadyTaken));
        }
        let until = now.plus(OLDER_VALID_MS);
        for older in valid {
            end(tx, &older, Some(until)).await?;
        }
        let row = portal_key::ActiveModel {
            portal_id: Set(id),
            name: Set(new.name.clone()),
            algorithm: Set(new.algorithm),
            public_key: Set(text.trim().to_owned()),
            added_at: Set(now),
            valid_until: Set(None),
            ..Default::default()
        };
        row.insert(tx).await?;
        revision::touch(tx, revision::SESSIONS, [Scope::Portal(id)]).await?;
        let entry = Entry::by(caller, Action::PortalKeyAdded, portal.name).with("key", &new.name);
        audit::append(tx, now, entry).await
    })?;
    backend.refresh().await
}

/// The keys that are still valid. Older ones are deleted.
async fn valid_keys(db: &impl ConnectionTrait, id: PortalId, now: Millis) -> Result<Vec<portal_key::Model>> {
    let of = || portal_key::Column::PortalId.eq(id);
    portal_key::Entity::delete_many()
        .filter(of())
        .filter(portal_key::Column::ValidUntil.lte(now))
        .exec(db)
        .await?;
    Ok(portal_key::Entity::find().filter(of()).all(db).await?)
}

/// Sets when a key ends; `None` for never.
pub(super) async fn end(
    db: &impl ConnectionTrait,
    key: &portal_key::Model,
    until: Option<Millis>,
) -> Result<()> {
    portal_key::Entity::update_many()
        .col_expr(portal_key::Column::ValidUntil, Expr::value(until))
        .filter(portal_key::Column::Id.eq(key.id))
        .exec(db)
        .await?;
    Ok(())
}
