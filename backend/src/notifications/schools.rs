//! `NewOnSchoolOrCancelled`: whoever receives for a school learns what appears there, and what is
//! withdrawn.
//!
//! An authority has thousands of schools. Each event is one message, written with what causes it;
//! who they are is found by the engine that delivers it.

use std::collections::BTreeSet;

use domain::{
    EstablishmentId, PersonId,
    access::{Cell, Right, Role},
    time::Millis,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};

use super::{about::Told, own::has_begun, texts};
use crate::{
    Error, Result,
    access::holders_on_any,
    database::statement,
    delivery::enqueue,
    entities::{communication, message},
};

/// SQL condition on a publication `p`: it is there, and concerns somebody of the school.
pub(super) const HAS_IT: &str = "(p.published_at IS NOT NULL OR p.delivered > 0) AND p.recipients > 0";

pub(super) async fn appeared(db: &DatabaseTransaction, now: Millis, told: &Told) -> Result<()> {
    if has_begun(db, told.row.id).await? {
        let reason = format!("school-new-{}", told.row.id);
        enqueue(db, now, told.letter(now, reason, texts::new_on_school(&told.about()))).await?;
    }
    Ok(())
}

pub(super) async fn withdrawn(db: &DatabaseTransaction, now: Millis, told: &Told, by: &str) -> Result<()> {
    if has_begun(db, told.row.id).await? {
        let reason = format!("school-withdrawn-{}", told.row.id);
        enqueue(db, now, told.letter(now, reason, texts::withdrawn(&told.about(), by))).await?;
    }
    Ok(())
}

/// Whom a notification is for that was written without saying so. Nobody is told of what they did
/// themselves: sent it, or cancelled it.
pub(crate) async fn readers(
    db: &impl ConnectionTrait,
    notification: &message::Model,
) -> Result<Vec<PersonId>> {
    let wrong = || Error::Inconsistent(format!("notification {} is about nothing", notification.id));
    let id = notification.about_id.ok_or_else(wrong)?;
    let about = communication::Entity::find_by_id(id).one(db).await?.ok_or_else(wrong)?;
    let sql =
        format!("SELECT p.establishment_id FROM publication p WHERE p.communication_id = ? AND {HAS_IT}");
    let rows = db.query_all_raw(statement(db, &sql, [id.into()])).await?;
    let schools: BTreeSet<EstablishmentId> =
        rows.iter().map(|row| Ok(EstablishmentId(row.try_get_by_index(0)?))).collect::<Result<_>>()?;
    let mut people = BTreeSet::new();
    for role in Role::ALL {
        if Cell::of(role, Right::NotifiedByMessage) == Cell::NewOnSchoolOrCancelled {
            people.extend(holders_on_any(db, role, &schools).await?);
        }
    }
    people.remove(&PersonId(about.author_id));
    if let Some(by) = about.cancelled_by {
        people.remove(&PersonId(by));
    }
    Ok(people.into_iter().collect())
}
