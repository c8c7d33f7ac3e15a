use domain::{communications::SiteFacts, time::Millis};

use crate::entities::publication;

/// The facts that determine the status of an announcement in one school.
pub(crate) fn site_facts(row: &publication::Model, cancelled_at: Option<Millis>) -> SiteFacts {
    row.facts(cancelled_at)
}
