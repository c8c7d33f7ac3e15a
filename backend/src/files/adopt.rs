use std::collections::BTreeSet;

use domain::Conflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{owner::Owner, owners::Form};
use crate::{Error, Result, entities::file};

/// Moves the files that a form shows to the communication made from it, and returns how many. Call
/// it in the transaction that deploys. Other files may have arrived under the same key: one that
/// was removed during its upload, or one that was chosen in another tab. These stay with the form
/// and are swept.
///
/// # Errors
/// [`Error::Conflict`] when one of the files no longer exists.
pub(crate) async fn adopt(
    db: &impl ConnectionTrait,
    form: Form<'_>,
    owner: Owner,
    shown: &[String],
) -> Result<u64> {
    let shown: BTreeSet<&str> = shown.iter().map(String::as_str).collect();
    if shown.is_empty() {
        return Ok(0);
    }
    // No token has such a character, and PostgreSQL takes none of them.
    if shown.iter().any(|token| token.contains(char::is_control)) {
        return Err(Error::Conflict(Conflict::FilesChanged));
    }
    let given = file::Entity::update_many()
        .col_expr(file::Column::OwnerKind, owner.kind.into())
        .col_expr(file::Column::OwnerId, owner.id.into())
        .filter(form.files())
        .filter(file::Column::Token.is_in(shown.iter().copied()))
        .exec(db)
        .await?;
    let bound = given.rows_affected;
    if usize::try_from(bound) == Ok(shown.len()) {
        Ok(bound)
    } else {
        Err(Error::Conflict(Conflict::FilesChanged))
    }
}
