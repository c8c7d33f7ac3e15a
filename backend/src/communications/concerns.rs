//! Why communications no longer do what they were meant to, for those who may see them.

use std::collections::HashMap;

use domain::{
    CommunicationId,
    communications::{Concern, Status},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{Result, entities::concern};

/// The reasons noted about these communications, the oldest first.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = CommunicationId>,
) -> Result<HashMap<CommunicationId, Vec<Concern>>> {
    let mut concerns: HashMap<CommunicationId, Vec<Concern>> = HashMap::new();
    let rows = concern::Entity::find()
        .filter(concern::Column::CommunicationId.is_in(ids))
        .order_by_asc(concern::Column::Id)
        .all(db)
        .await?;
    for row in rows {
        if let Some(id) = row.communication_id {
            concerns.entry(id).or_default().push(row.detail.into_inner());
        }
    }
    Ok(concerns)
}

/// The reasons that the page of one communication shows.
pub(super) async fn of_one(
    db: &impl ConnectionTrait,
    id: CommunicationId,
    status: Status,
) -> Result<Vec<Concern>> {
    let concerns = of(db, std::iter::once(id)).await?.remove(&id).unwrap_or_default();
    Ok(shown(concerns, status))
}

/// What is over has no concerns any more; what failed keeps them as the reason.
pub(super) fn shown(concerns: Vec<Concern>, status: Status) -> Vec<Concern> {
    match status {
        Status::Cancelled | Status::Ended => Vec::new(),
        _ => concerns,
    }
}
