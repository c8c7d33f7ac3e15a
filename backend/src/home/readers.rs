use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::{CohortId, EstablishmentId, PersonId, directory::Cohort};
use moka::sync::Cache;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{Result, entities::cohort, ground::sql::sql};

/// For how many readers a process remembers their group.
const READERS: u64 = 200_000;
const GROUPS: u64 = 50_000;

/// The readers who are in exactly the same cohorts. No target can tell them apart, so they see the
/// same announcements.
#[derive(Debug)]
pub(super) struct Group {
    /// Names the group in this process.
    pub number: u64,
    pub cohorts: Vec<Cohort>,
    pub schools: BTreeSet<EstablishmentId>,
}

/// The groups of the readers, as long as the directory stays the same.
#[derive(Debug)]
pub(super) struct Readers {
    /// With the revision of the directory before it was read.
    of: Cache<PersonId, (i64, Arc<Group>)>,
    groups: Cache<(i64, Vec<CohortId>), Arc<Group>>,
    last: AtomicU64,
}

impl Default for Readers {
    fn default() -> Self {
        Self { of: Cache::new(READERS), groups: Cache::new(GROUPS), last: AtomicU64::new(0) }
    }
}

impl Readers {
    /// The group of a reader. `directory` is the revision that the process has seen.
    pub async fn group(
        &self,
        db: &impl ConnectionTrait,
        reader: PersonId,
        directory: i64,
    ) -> Result<Arc<Group>> {
        if let Some((read, group)) = self.of.get(&reader)
            && read == directory
        {
            return Ok(group);
        }
        let text = "SELECT c.* FROM cohort c JOIN membership m ON m.cohort_id = c.id \
                    WHERE m.person_id = :reader ORDER BY c.id";
        let rows = cohort::Entity::find().from_raw_sql(sql!(db, text, reader)).all(db).await?;
        let key = (directory, rows.iter().map(|row| row.id).collect());
        let group = self.groups.get_with(key, || {
            let cohorts: Vec<Cohort> = rows.into_iter().map(Cohort::from).collect();
            let schools = cohorts.iter().map(|cohort| cohort.establishment).collect();
            Arc::new(Group { number: self.last.fetch_add(1, Ordering::Relaxed), cohorts, schools })
        });
        self.of.insert(reader, (directory, Arc::clone(&group)));
        Ok(group)
    }
}
