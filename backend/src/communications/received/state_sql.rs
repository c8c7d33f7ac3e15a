use domain::{communications::DeliveryState, time::Millis};

use crate::communications::channels;

/// SQL condition on a `publication` of its `communication`: it is in this state. Must agree with
/// [`domain::communications::SiteFacts::state`]; a test compares the two.
pub fn state_sql(state: DeliveryState, Millis(now): Millis) -> String {
    if state == DeliveryState::Cancelled {
        return "communication.cancelled_at IS NOT NULL".to_owned();
    }
    let periodic = channels::periodic_sql();
    let kept = "communication.cancelled_at IS NULL";
    let (published, failed) = ("publication.published_at IS NOT NULL", "publication.failed_at IS NOT NULL");
    let (unpublished, unfailed) = ("publication.published_at IS NULL", "publication.failed_at IS NULL");
    let live = format!("{periodic} AND publication.ends_at > {now}");
    let begun = format!("{live} AND {unfailed} AND {published} AND publication.begins_at <= {now}");
    let of_state = match state {
        DeliveryState::Cancelled | DeliveryState::Ended => {
            format!("{periodic} AND publication.ends_at <= {now}")
        }
        DeliveryState::Online => format!("{begun} AND publication.offline_at IS NULL"),
        DeliveryState::Offline => format!("{begun} AND publication.offline_at IS NOT NULL"),
        DeliveryState::Delivered => format!("NOT {periodic} AND {published}"),
        DeliveryState::Failed => {
            format!("(({live} AND {failed}) OR (NOT {periodic} AND {failed} AND {unpublished}))")
        }
        DeliveryState::Waiting => format!(
            "(({live} AND {unfailed} AND ({unpublished} OR publication.begins_at > {now})) \
             OR (NOT {periodic} AND {unfailed} AND {unpublished}))"
        ),
    };
    format!("{kept} AND {of_state}")
}
