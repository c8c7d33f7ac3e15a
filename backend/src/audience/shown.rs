use std::collections::BTreeSet;

use domain::{
    CommunicationId, EstablishmentId, PersonId,
    communications::DeliveryState::{Ended, Online},
    directory::Cohort,
    time::Millis,
};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::stored::{audience_of, targets_of};
use crate::{
    Result,
    entities::{cohort, communication, publication},
    ground::sql::sql,
};

/// How long something can still be read after its period: it stays in the lists by month.
pub(crate) const KEPT_MS: i64 = 366 * 24 * 60 * 60 * 1_000;

/// The schools through which a person may read something that is shown for a period: it is online
/// there, or its period is over since less than [`KEPT_MS`], and its targets reach the person there
/// now.
pub(crate) async fn shown_in(
    db: &impl ConnectionTrait,
    id: CommunicationId,
    reader: PersonId,
    now: Millis,
) -> Result<BTreeSet<EstablishmentId>> {
    let Some(row) = communication::Entity::find_by_id(id).one(db).await? else { return Ok(BTreeSet::new()) };
    let cohorts = cohorts_of(db, reader).await?;
    let text = "SELECT p.* FROM publication p WHERE p.communication_id = :id AND p.establishment_id IN \
                (SELECT c.establishment_id FROM cohort c JOIN membership m ON m.cohort_id = c.id \
                WHERE m.person_id = :reader)";
    let sites = publication::Entity::find().from_raw_sql(sql!(db, text, id, reader)).all(db).await?;
    let schools = sites
        .iter()
        .filter(|site| may_be_read(site, row.cancelled_at, now))
        .map(|site| site.establishment_id)
        .collect();
    let Some(targets) = targets_of(db, vec![id]).await?.remove(&id) else { return Ok(BTreeSet::new()) };
    let audience = audience_of(&targets, &schools);
    let reached = cohorts.iter().filter(|cohort| audience.matches(cohort));
    Ok(reached.map(|cohort| cohort.establishment).collect())
}

/// Whether what was published in a school can be read there now, by those whom it is for.
pub(crate) fn may_be_read(site: &publication::Model, cancelled_at: Option<Millis>, now: Millis) -> bool {
    match site.facts(cancelled_at).state(now) {
        Online => true,
        Ended => {
            let was_online =
                site.published_at.is_some() && site.failed_at.is_none() && site.offline_at.is_none();
            was_online && now < site.ends_at.plus(KEPT_MS)
        }
        _ => false,
    }
}

/// The cohorts of a person: what targets can tell of them.
pub(crate) async fn cohorts_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Cohort>> {
    let text = "SELECT c.* FROM cohort c JOIN membership m ON m.cohort_id = c.id \
                WHERE m.person_id = :person ORDER BY c.id";
    let rows = cohort::Entity::find().from_raw_sql(sql!(db, text, person)).all(db).await?;
    Ok(rows.into_iter().map(Cohort::from).collect())
}
