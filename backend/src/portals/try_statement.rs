use domain::{
    PortalId,
    fields::FieldProblem,
    portals::{Refused, view::Tried},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::verify::{Verified, Wrong, verify};
use crate::{
    Backend, Error, Result,
    access::{Caller, responsible},
    entities::{portal, widget_token},
    token::token_hash,
};

/// Says whether a statement of a portal would be accepted now, and of whom it speaks. Nothing is
/// stored, and the statement stays unused.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`]; [`Error::Fields`] without a statement.
pub async fn try_statement(
    backend: &Backend,
    caller: &Caller,
    id: PortalId,
    statement: &str,
) -> Result<Tried> {
    caller.authorize_administrator()?;
    portal::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    let statement = statement.trim();
    if statement.is_empty() {
        return Err(Error::field("declaration", FieldProblem::Required));
    }
    let Verified { portal, claims, person, .. } = match verify(backend, statement, None).await? {
        Ok(verified) => verified,
        Err(Wrong { refusal, .. }) => {
            return Ok(Tried { refused: Some((refusal.why, refusal.detail)), person: None });
        }
    };
    let used = widget_token::Entity::find()
        .filter(widget_token::Column::PortalId.eq(portal.id))
        .filter(widget_token::Column::Statement.eq(token_hash(&claims.jti)))
        .count(&backend.db)
        .await?;
    let refused = if portal.id != id {
        Some((Refused::UnknownIssuer, claims.iss))
    } else if used > 0 {
        Some((Refused::Replayed, claims.jti))
    } else {
        None
    };
    let names = responsible(&backend.db, caller.words(), [person]).await?;
    Ok(Tried { refused, person: Some(names.into_values().next().unwrap_or_default()) })
}
