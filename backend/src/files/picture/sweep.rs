use domain::{files::OwnerKind, time::Millis};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use super::remove::{delete, forget};
use crate::{Backend, Result, entities::picture, transaction};

/// Pictures processed at a time.
const BATCH: u64 = 100;

/// Deletes pictures that were never sent: uploaded before `before`, in a form that has no draft any
/// more. Returns how many.
pub(in crate::files) async fn sweep(backend: &Backend, before: Millis) -> Result<u64> {
    let left = Expr::cust(
        "NOT EXISTS (SELECT 1 FROM draft d WHERE d.author_id = picture.owner_id AND d.form_key = picture.form_key)",
    );
    let mut swept = 0;
    loop {
        let gone = transaction!(&backend.db, |tx| {
            let rows = picture::Entity::find()
                .filter(picture::Column::OwnerKind.eq(OwnerKind::Form))
                .filter(picture::Column::CreatedAt.lt(before))
                .filter(left.clone())
                .limit(BATCH)
                .all(tx)
                .await?;
            let mut keys = Vec::new();
            for row in &rows {
                keys.extend(delete(tx, row).await?);
            }
            Ok((rows.len() as u64, keys))
        })?;
        forget(backend, &gone.1).await?;
        swept += gone.0;
        if gone.0 < BATCH {
            return Ok(swept);
        }
    }
}
