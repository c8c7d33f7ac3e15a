//! Those who had seen a text that is corrected.

use std::collections::BTreeSet;

use domain::{CommunicationId, EstablishmentId, PersonId, communications::Severity, targets::Audience};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{
    Result,
    access::severity_of,
    audience::{audience_of, people_sql, targets_of},
    entities::{communication, publication},
    ground::sql::Sql,
};

/// ` FROM sighting s … WHERE …`: the sightings of those who are told of a correction, without the person
/// `by` whom it was made. They are the audience that was confirmed, where the communication is online; for
/// an alert, everybody who saw it.
pub(crate) async fn sightings_sql(
    db: &impl ConnectionTrait,
    id: CommunicationId,
    by: PersonId,
) -> Result<Sql> {
    let sql = Sql::new(format!(
        " FROM sighting s JOIN person p ON p.id = s.person_id WHERE s.communication_id = {id} \
         AND p.removed_at IS NULL AND s.person_id <> {by}"
    ));
    let row = communication::Entity::find_by_id(id).one(db).await?;
    if let Some(row) = row
        && severity_of(db, id, row.channel).await? == Some(Severity::Alert)
    {
        return Ok(sql);
    }
    let sites = publication::Entity::of(id).all(db).await?;
    let online = sites.iter().filter(|site| site.failed_at.is_none() && site.offline_at.is_none());
    let schools: BTreeSet<EstablishmentId> = online.map(|site| site.establishment_id).collect();
    let targets = targets_of(db, vec![id]).await?.remove(&id);
    let audience = targets.map_or_else(Audience::nobody, |targets| audience_of(&targets, &schools));
    Ok(sql.then(" AND s.person_id IN (").nest(people_sql(&audience)).then(")"))
}
