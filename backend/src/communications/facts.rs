use domain::{
    communications::{Bounds, SiteFacts},
    time::Millis,
};

use crate::entities::publication;

/// The facts that determine the status of an announcement in one school.
pub(crate) fn site_facts(row: &publication::Model, cancelled_at: Option<Millis>) -> SiteFacts {
    SiteFacts {
        cancelled_at,
        published_at: row.published_at,
        offline_at: row.offline_at,
        failed_at: row.failed_at,
        period: Some(Bounds { begins_at: row.begins_at, ends_at: row.ends_at }),
    }
}
