use std::collections::BTreeSet;

use domain::{
    EstablishmentId, MessageId, PersonId,
    access::{Right, Subject},
    communications::Channel,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Result,
    access::Caller,
    ground::sql::{numbers, sql},
};

/// The message still awaits something from its recipient, who is still in the directory.
const LEFT: &str = "o.cancelled_at IS NULL AND d.establishment_id IS NOT NULL \
    AND d.acknowledged_at IS NULL AND d.covered_at IS NULL \
    AND (o.acknowledgement <> 'none' OR d.read_at IS NULL) \
    AND EXISTS (SELECT 1 FROM person p WHERE p.id = d.person_id AND p.removed_at IS NULL \
    AND p.joined_to IS NULL)";

#[derive(FromQueryResult)]
struct SiteRow {
    establishment_id: EstablishmentId,
    author_id: PersonId,
    channel: Channel,
}

/// SQL condition on a delivery `d` of the message `o`: the message still awaits something from this
/// recipient, who is still in one of the schools through which it reached them, and `by` may still remind
/// people there. A reminder is a new letter: it reaches neither a school that has left the reach of its
/// author, nor people who have left the school. Nobody is left where `by` is gone.
pub(crate) async fn left_to_remind(
    db: &impl ConnectionTrait,
    original: MessageId,
    by: Option<&Caller>,
) -> Result<String> {
    let text = "SELECT s.establishment_id, c.author_id, c.channel FROM message m \
                JOIN communication c ON c.id = m.communication_id \
                JOIN publication s ON s.communication_id = c.id WHERE m.id = :original";
    let sites = SiteRow::find_by_statement(sql!(db, text, original)).all(db).await?;
    let reach = by.zip(sites.first()).map(|(by, site)| {
        let subject = Subject { channel: site.channel, own: site.author_id == by.person };
        by.reach_for(Right::CancelCommunication, subject)
    });
    let reach = reach.unwrap_or_default();
    let all: BTreeSet<EstablishmentId> = sites.into_iter().map(|site| site.establishment_id).collect();
    let kept: BTreeSet<EstablishmentId> = all.intersection(&reach.establishments).copied().collect();
    // A message of a region has thousands of schools, and usually all are still there.
    let there = if kept == all && !all.is_empty() {
        String::new()
    } else {
        format!("AND k.establishment_id IN ({}) ", numbers(kept.iter().map(|school| school.0)))
    };
    Ok(format!(
        "{LEFT} AND EXISTS (SELECT 1 FROM membership h JOIN cohort k ON k.id = h.cohort_id \
         WHERE h.person_id = d.person_id {there}AND (k.establishment_id = d.establishment_id \
         OR (d.several AND EXISTS (SELECT 1 FROM delivery_also w WHERE w.message_id = d.message_id \
         AND w.person_id = d.person_id AND w.establishment_id = k.establishment_id))))"
    ))
}
