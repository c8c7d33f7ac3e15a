use std::collections::{BTreeMap, BTreeSet};

use domain::{
    CommunicationId, EstablishmentId, PersonId,
    communications::DeliveryState::{Ended, Online},
    directory::Cohort,
    time::Millis,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::stored::{audience_of, targets_of};
use crate::{
    Result,
    entities::{cohort, communication, publication},
    ground::sql::sql,
};

/// How long something can still be read after its period: it stays in the lists by month.
const KEPT_MS: i64 = 366 * 24 * 60 * 60 * 1_000;

/// The schools through which a person may read something that is shown for a period: it is online
/// there, or its period is over since less than [`KEPT_MS`], and its targets reach the person there
/// now.
pub(crate) async fn shown_in(
    db: &impl ConnectionTrait,
    id: CommunicationId,
    reader: PersonId,
    now: Millis,
) -> Result<BTreeSet<EstablishmentId>> {
    let cohorts = cohorts_of(db, reader).await?;
    Ok(shown_among(db, vec![id], (reader, cohorts.as_slice()), now).await?.remove(&id).unwrap_or_default())
}

/// As [`shown_in`], for several at once: those that may be read, with the schools. The reader comes
/// with their cohorts.
pub(crate) async fn shown_among(
    db: &impl ConnectionTrait,
    ids: Vec<CommunicationId>,
    (reader, cohorts): (PersonId, &[Cohort]),
    now: Millis,
) -> Result<BTreeMap<CommunicationId, BTreeSet<EstablishmentId>>> {
    let schools: BTreeSet<EstablishmentId> = cohorts.iter().map(|cohort| cohort.establishment).collect();
    let sites = publication::Entity::find()
        .filter(publication::Column::CommunicationId.is_in(ids.iter().copied()))
        .filter(publication::Column::EstablishmentId.is_in(schools))
        .find_also_related(communication::Entity)
        .all(db)
        .await?;
    let mut open: BTreeMap<CommunicationId, BTreeSet<EstablishmentId>> = BTreeMap::new();
    for (site, row) in sites {
        let cancelled_at = row.and_then(|row| row.cancelled_at);
        if may_be_read(&site, cancelled_at, now) {
            open.entry(site.communication_id).or_default().insert(site.establishment_id);
        }
    }
    let mut targets = targets_of(db, open.keys().copied().collect()).await?;
    let mut shown = BTreeMap::new();
    for (id, schools) in open {
        let Some(targets) = targets.remove(&id) else { continue };
        let audience = audience_of(&targets, &schools);
        let reached = cohorts.iter().filter(|cohort| audience.reaches(reader, cohort));
        let through: BTreeSet<_> = reached.map(|cohort| cohort.establishment).collect();
        if !through.is_empty() {
            shown.insert(id, through);
        }
    }
    Ok(shown)
}

/// Whether what was published in a school can be read there now, by those whom it is for.
fn may_be_read(site: &publication::Model, cancelled_at: Option<Millis>, now: Millis) -> bool {
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
