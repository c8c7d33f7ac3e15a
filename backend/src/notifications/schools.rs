//! `NewOnSchoolOrCancelled`: those who receive for a school are notified of what appears there and
//! of what is withdrawn.
//!
//! An authority has thousands of schools, so each event is a single message to all these people.

use std::collections::BTreeSet;

use domain::{
    CommunicationId, EstablishmentId, PersonId,
    access::{Cell, Right, Role},
    messages::Notice,
    time::Millis,
};
use sea_orm::ConnectionTrait;

use super::{Post, about::ToldCommunication};
use crate::{Result, access::holders_on_any, ground::sql::sql};

/// SQL condition on a publication `p`: it is visible in the school, and at least one person there
/// receives it.
pub(super) const HAS_IT: &str = "(p.published_at IS NOT NULL OR p.delivered > 0) AND p.recipients > 0";

pub(super) async fn appeared(
    db: &impl ConnectionTrait,
    now: Millis,
    told: &ToldCommunication,
) -> Result<Option<Post>> {
    if !has_begun(db, told.row.id).await? {
        return Ok(None);
    }
    let notice = Notice::NewOnSchool {
        channel: told.channel,
        text: told.text(),
        author: told.author.clone(),
        source: told.source(),
    };
    let letter = told.letter(now, format!("school-new-{}", told.row.id), notice);
    Ok(Some(Post::new(letter, readers(db, told).await?)))
}

pub(super) async fn withdrawn(
    db: &impl ConnectionTrait,
    now: Millis,
    told: &ToldCommunication,
    by: &str,
) -> Result<Option<Post>> {
    if !has_begun(db, told.row.id).await? {
        return Ok(None);
    }
    let reason = format!("school-withdrawn-{}", told.row.id);
    let notice = Notice::Withdrawn {
        text: told.text(),
        author: told.author.clone(),
        source: told.source(),
        by: by.to_owned(),
    };
    let letter = told.letter(now, reason, notice);
    Ok(Some(Post::new(letter, readers(db, told).await?)))
}

/// The people who receive for a school where the communication is visible. Nobody is notified of
/// their own action: sending it, or cancelling it.
async fn readers(db: &impl ConnectionTrait, told: &ToldCommunication) -> Result<Vec<PersonId>> {
    let about = &told.row;
    let sql =
        format!("SELECT p.establishment_id FROM publication p WHERE p.communication_id = :id AND {HAS_IT}");
    let rows = db.query_all_raw(sql!(db, sql.as_str(), id = about.id)).await?;
    let schools: BTreeSet<EstablishmentId> =
        rows.iter().map(|row| Ok(row.try_get("", "establishment_id")?)).collect::<Result<_>>()?;
    let mut people = BTreeSet::new();
    for role in Role::ALL {
        if Cell::of(role, Right::NotifiedByMessage) == Cell::NewOnSchoolOrCancelled {
            people.extend(holders_on_any(db, role, &schools).await?);
        }
    }
    people.remove(&about.author_id);
    if let Some(by) = about.cancelled_by {
        people.remove(&by);
    }
    Ok(people.into_iter().collect())
}

/// Whether the communication is visible in any school.
async fn has_begun(db: &impl ConnectionTrait, id: CommunicationId) -> Result<bool> {
    let sql = format!("SELECT 1 FROM publication p WHERE p.communication_id = :id AND {HAS_IT} LIMIT 1");
    Ok(db.query_one_raw(sql!(db, sql.as_str(), id)).await?.is_some())
}
