use domain::{
    communications::{Bounds, SiteFacts},
    time::Millis,
};

use crate::entities::publication;

/// What the status of an announcement in one school follows from.
pub(crate) fn site_facts(row: &publication::Model, cancelled_at: Option<i64>) -> SiteFacts {
    SiteFacts {
        cancelled_at: cancelled_at.map(Millis),
        published_at: row.published_at.map(Millis),
        offline_at: row.offline_at.map(Millis),
        failed_at: row.failed_at.map(Millis),
        period: Some(Bounds { begins_at: Millis(row.begins_at), ends_at: Millis(row.ends_at) }),
    }
}
