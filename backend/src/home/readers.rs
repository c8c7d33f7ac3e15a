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
    targets::Audience,
};
use moka::sync::Cache;
use quick_cache::sync::Cache as QuickCache;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{Result, entities::cohort, ground::sql::sql};

/// For how many readers a process remembers their group.
const READERS: usize = 200_000;
const GROUPS: u64 = 50_000;

/// The readers who are in exactly the same cohorts. Only their names can tell them apart, so those
/// whom nothing names see the same announcements. Somebody whom a present announcement names is a
/// group alone.
#[derive(Debug)]
pub(super) struct Group {
    /// Names the group in this process.
    pub number: u64,
    pub cohorts: Vec<Cohort>,
    pub schools: BTreeSet<EstablishmentId>,
    /// The one reader of the group, who is named by something in these schools.
    pub alone: Option<PersonId>,
    /// The cohorts have their class and group.
    pub by_class: bool,
    /// The larger group for as long as nothing in these schools names a class or group: otherwise
    /// nearly every family would be one. `None` where nobody has any.
    pub plain: Option<Arc<Group>>,
}

impl Group {
    /// Whether the readers of the group are reached through one of its cohorts.
    pub fn is_reached(&self, audience: &Audience, cohort: &Cohort) -> bool {
        match self.alone {
            Some(person) => audience.reaches(person, cohort),
            None => audience.matches(cohort),
        }
    }
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
    of: QuickCache<PersonId, Reader>,
    groups: Cache<(i64, Vec<CohortId>), Arc<Group>>,
    plain: Cache<(i64, Vec<Cohort>), Arc<Group>>,
    /// Those who are named, by the number of their group.
    alone: Cache<(u64, PersonId), Arc<Group>>,
    last: AtomicU64,
}

impl Default for Readers {
    fn default() -> Self {
        Self {
            of: QuickCache::new(READERS),
            groups: Cache::new(GROUPS),
            plain: Cache::new(GROUPS),
            alone: Cache::new(GROUPS),
            last: AtomicU64::new(0),
        }
    }
}

impl Readers {
    /// The numbers of the pages that the groups have are not used again.
    pub fn forget(&self) {
        self.of.clear();
        self.groups.invalidate_all();
        self.plain.invalidate_all();
        self.alone.invalidate_all();
    }

    /// The group of a reader alone, apart from the others of `group`.
    pub fn alone(&self, group: &Group, reader: PersonId) -> Arc<Group> {
        self.alone.get_with((group.number, reader), || {
            Arc::new(Group {
                number: self.next(),
                cohorts: group.cohorts.clone(),
                schools: group.schools.clone(),
                alone: Some(reader),
                by_class: true,
                plain: None,
            })
        })
    }

    fn plain(&self, directory: i64, cohorts: &[Cohort]) -> Option<Arc<Group>> {
        if cohorts.iter().all(|cohort| cohort.class.is_none() && cohort.group.is_none()) {
            return None;
        }
        let fewer: BTreeSet<Cohort> = cohorts.iter().map(Cohort::without_class).collect();
        let cohorts: Vec<Cohort> = fewer.into_iter().collect();
        Some(self.plain.get_with((directory, cohorts.clone()), || {
            let schools = cohorts.iter().map(|cohort| cohort.establishment).collect();
            let number = self.next();
            Arc::new(Group { number, cohorts, schools, alone: None, by_class: false, plain: None })
        }))
    }

    fn next(&self) -> u64 {
        self.last.fetch_add(1, Ordering::Relaxed)
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
            let plain = self.plain(directory, &cohorts);
            Arc::new(Group { number: self.next(), cohorts, schools, alone: None, by_class: true, plain })
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
