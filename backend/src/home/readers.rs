use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::{
    CohortId, EstablishmentId, PersonId,
    directory::{Cohort, Profile},
};
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

/// What a process remembers of a reader.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    pub group: Arc<Group>,
    /// Only such readers are told which of their children an announcement concerns.
    pub several_children: bool,
    /// The revision of the directory before it was read.
    directory: i64,
}

/// The groups of the readers, as long as the directory stays the same.
#[derive(Debug)]
pub(super) struct Readers {
    of: Cache<PersonId, Reader>,
    groups: Cache<(i64, Vec<CohortId>), Arc<Group>>,
    last: AtomicU64,
}

impl Default for Readers {
    fn default() -> Self {
        Self { of: Cache::new(READERS), groups: Cache::new(GROUPS), last: AtomicU64::new(0) }
    }
}

impl Readers {
    /// The numbers of the pages that the groups have are not used again.
    pub fn forget(&self) {
        self.of.invalidate_all();
        self.groups.invalidate_all();
    }

    /// The group of a reader. `directory` is the revision that the process has seen.
    pub async fn reader(
        &self,
        db: &impl ConnectionTrait,
        reader: PersonId,
        directory: i64,
    ) -> Result<Reader> {
        if let Some(known) = self.of.get(&reader).filter(|known| known.directory == directory) {
            return Ok(known);
        }
        // In a box: this future would make those of all requests larger.
        Box::pin(self.read(db, reader, directory)).await
    }

    async fn read(&self, db: &impl ConnectionTrait, reader: PersonId, directory: i64) -> Result<Reader> {
        let text = "SELECT c.* FROM cohort c JOIN membership m ON m.cohort_id = c.id \
                    WHERE m.person_id = :reader ORDER BY c.id";
        let rows = cohort::Entity::find().from_raw_sql(sql!(db, text, reader)).all(db).await?;
        let key = (directory, rows.iter().map(|row| row.id).collect());
        let group = self.groups.get_with(key, || {
            let cohorts: Vec<Cohort> = rows.into_iter().map(Cohort::from).collect();
            let schools = cohorts.iter().map(|cohort| cohort.establishment).collect();
            Arc::new(Group { number: self.last.fetch_add(1, Ordering::Relaxed), cohorts, schools })
        });
        let is_parent = group.cohorts.iter().any(|cohort| cohort.profile == Profile::Parent);
        let several_children = is_parent && children(db, reader).await? > 1;
        let known = Reader { group, several_children, directory };
        self.of.insert(reader, known.clone());
        Ok(known)
    }
}

async fn children(db: &impl ConnectionTrait, parent: PersonId) -> Result<i64> {
    let text = "SELECT COUNT(*) AS children FROM family_link f JOIN person p ON p.id = f.child_id \
                WHERE f.parent_id = :parent AND p.removed_at IS NULL";
    let row = db.query_one_raw(sql!(db, text, parent)).await?;
    Ok(row.map(|row| row.try_get("", "children")).transpose()?.unwrap_or_default())
}
