use chrono_tz::Tz;
use domain::{
    PortalId,
    portals::{Refused, view::RefusalRow},
    time::Stamp,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::noted::Noted;
use crate::{Backend, Result, entities::portal_refusal, ground::sql::sql, transaction};

/// Stands for every portal that is not registered.
pub(super) const STRANGERS: PortalId = PortalId(0);

/// Stores the refusals that wait. Called twice a second, and when the process stops. After an error
/// they wait for the next time.
pub async fn store_refusals(backend: &Backend) -> Result<()> {
    let taken = backend.portals.refusals.take();
    if taken.is_empty() {
        return Ok(());
    }
    let stored = transaction!(&backend.db, |tx| {
        for ((portal, why), noted) in &taken {
            write(tx, *portal, *why, noted).await?;
        }
        Ok(())
    });
    if stored.is_err() {
        for ((portal, why), noted) in taken {
            backend.portals.refusals.add(portal, why, noted);
        }
    }
    stored
}

async fn write(db: &impl ConnectionTrait, portal: PortalId, why: Refused, noted: &Noted) -> Result<()> {
    let text = "INSERT INTO portal_refusal (portal_id, reason, detail, times, last_at) \
                VALUES (:portal, :why, :detail, :times, :last) ON CONFLICT (portal_id, reason) DO UPDATE SET \
                detail = excluded.detail, times = portal_refusal.times + excluded.times, last_at = excluded.last_at";
    let (detail, times, last) = (noted.detail.as_str(), noted.times, noted.last);
    db.execute_raw(sql!(db, text, portal, why, detail, times, last)).await?;
    Ok(())
}

/// The refusals of a portal, the latest first.
pub(super) async fn of_portal(
    db: &impl ConnectionTrait,
    portal: PortalId,
    zone: Tz,
) -> Result<Vec<RefusalRow>> {
    let rows = portal_refusal::Entity::find()
        .filter(portal_refusal::Column::PortalId.eq(portal))
        .order_by_desc(portal_refusal::Column::LastAt)
        .all(db)
        .await?;
    let row = |row: portal_refusal::Model| RefusalRow {
        why: row.reason,
        detail: row.detail,
        times: u64::try_from(row.times).unwrap_or_default(),
        last: Stamp::new(row.last_at, zone),
    };
    Ok(rows.into_iter().map(row).collect())
}
