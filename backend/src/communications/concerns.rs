//! Why communications no longer do what they were meant to, for those who may see them.

use std::collections::HashMap;

use domain::{
    CommunicationId, EstablishmentId,
    communications::{Concern, Status},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{Result, delivery::Found, entities::concern};

/// How many reasons a page names: an authority may have thousands of schools.
const NAMED: u64 = 20;

/// The first reason noted about each of these communications.
pub(super) async fn first_of(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = CommunicationId>,
) -> Result<HashMap<CommunicationId, Concern>> {
    let firsts: Vec<i64> = concern::Entity::find()
        .select_only()
        .column_as(concern::Column::Id.min(), "first")
        .filter(concern::Column::CommunicationId.is_in(ids))
        .group_by(concern::Column::CommunicationId)
        .into_tuple()
        .all(db)
        .await?;
    let rows = concern::Entity::find().filter(concern::Column::Id.is_in(firsts)).all(db).await?;
    let named = rows.into_iter().filter_map(|row| Some((row.communication_id?, row.detail.into_inner())));
    Ok(named.collect())
}

/// The reasons that the page of one communication names, the oldest first, and how many there are
/// besides.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    id: CommunicationId,
    status: Status,
) -> Result<(Vec<Concern>, usize)> {
    let mut all = concern::Entity::find().filter(concern::Column::CommunicationId.eq(id));
    if is_over(status) {
        // That nobody ever saw it remains true after its end.
        all = all.filter(concern::Column::Cause.eq(Found::from(Concern::TooLate).cause()));
    }
    let rows = all.clone().order_by_asc(concern::Column::Id).limit(NAMED).all(db).await?;
    let named: Vec<Concern> = rows.into_iter().map(|row| row.detail.into_inner()).collect();
    if (named.len() as u64) < NAMED {
        return Ok((named, 0));
    }
    let more = all.count(db).await?.saturating_sub(NAMED);
    Ok((named, usize::try_from(more).unwrap_or(usize::MAX)))
}

/// The first reason noted about each school of a communication, and about all of them (`None`).
pub(super) async fn by_school(
    db: &impl ConnectionTrait,
    id: CommunicationId,
) -> Result<HashMap<Option<EstablishmentId>, Concern>> {
    let its_own = concern::Entity::find().filter(concern::Column::CommunicationId.eq(id));
    let rows = its_own.order_by_desc(concern::Column::Id).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.establishment_id, row.detail.into_inner())).collect())
}

/// A communication that is over has no concerns any more, except that nobody ever saw it. One that
/// failed keeps them: they are the reason.
pub(super) fn is_over(status: Status) -> bool {
    matches!(status, Status::Cancelled | Status::Ended)
}
