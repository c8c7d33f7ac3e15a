use domain::{PersonId, time::Millis};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, sea_query::OnConflict};

use crate::{Result, entities::password_link, token::token_hash};

/// Stores a link of a person; the earlier one is no longer valid. The caller holds the lock
/// `accounts`.
pub(super) async fn put_link(
    db: &DatabaseTransaction,
    person: PersonId,
    token: &str,
    batch: Option<i64>,
    expires_at: Millis,
) -> Result<()> {
    let link = password_link::ActiveModel {
        person_id: Set(person),
        token_hash: Set(token_hash(token)),
        expires_at: Set(expires_at),
        batch_id: Set(batch),
    };
    password_link::Entity::insert(link)
        .on_conflict(
            OnConflict::column(password_link::Column::PersonId)
                .update_columns([
                    password_link::Column::TokenHash,
                    password_link::Column::ExpiresAt,
                    password_link::Column::BatchId,
                ])
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}
