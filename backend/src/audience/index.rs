use std::{collections::HashMap, sync::Arc};

use domain::{
    CohortId, PersonId,
    directory::{Cohort, SchoolClass, SchoolGroup, SchoolLevel, StaffFunction, SubLevel, TeachingSubject},
    targets::ResolvedTarget,
};
use futures::TryStreamExt;
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder, StreamTrait};
use tokio::sync::RwLock;

use super::{
    grid::{Filling, Grid, IndexedCohort, join},
    people::People,
};
use crate::{Result, database::statement, entities::cohort, revision};

/// The directory reduced to what counting needs.
///
/// Except by their names, no target can tell people of the same cohort apart, so a cohort is matched
/// once for all of them.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) revision: i64,
    /// Every cohort.
    pub(super) by_class: Grid,
    /// The same people without their classes and groups: several times fewer cohorts. Most targets
    /// name neither, and are matched with these.
    pub(super) without_class: Grid,
    /// For each cohort, by its position in `by_class`, the one in `without_class` that it is part of.
    pub(super) part_of: Vec<usize>,
    /// Everybody, for the targets that name people.
    pub(super) people: People,
    pub(super) names: Vocabulary,
}

/// Every value of each criterion, `None` first.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub levels: Vec<Option<SchoolLevel>>,
    pub sub_levels: Vec<Option<SubLevel>>,
    pub functions: Vec<Option<StaffFunction>>,
    pub subjects: Vec<Option<TeachingSubject>>,
    pub classes: Vec<Option<SchoolClass>>,
    pub groups: Vec<Option<SchoolGroup>>,
}

/// The index of this process, rebuilt when the directory's revision has changed.
#[derive(Debug, Default)]
pub struct AudienceIndex {
    current: RwLock<Option<Arc<Index>>>,
}

impl AudienceIndex {
    /// Forgets the index: another directory may have the same revision.
    pub(crate) async fn forget(&self) {
        *self.current.write().await = None;
    }

    /// The index for the present directory. Building takes about 2 s for a million people, once
    /// after an import; all callers wait for the same build.
    pub async fn current(&self, db: &DatabaseConnection) -> Result<Arc<Index>> {
        let revision = revision::read(db).await?.directory;
        if let Some(index) = self.fresh(revision).await {
            return Ok(index);
        }
        let mut slot = self.current.write().await;
        let revision = revision::read(db).await?.directory;
        if let Some(index) = slot.as_ref().filter(|index| index.revision == revision) {
            return Ok(Arc::clone(index));
        }
        let index = Arc::new(Index::build(db, revision).await?);
        *slot = Some(Arc::clone(&index));
        Ok(index)
    }

    /// The index, if it has been built already. For callers that can do without it and must not
    /// wait for a build, as in the first seconds of a process.
    pub(crate) async fn at_hand(&self, db: &DatabaseConnection) -> Result<Option<Arc<Index>>> {
        let revision = revision::read(db).await?.directory;
        let Ok(slot) = self.current.try_read() else { return Ok(None) };
        Ok(slot.as_ref().filter(|index| index.revision == revision).cloned())
    }

    async fn fresh(&self, revision: i64) -> Option<Arc<Index>> {
        self.current.read().await.as_ref().filter(|index| index.revision == revision).cloned()
    }
}

impl Index {
    /// Whether it was built from this revision of the directory.
    pub(crate) fn is_of(&self, directory: i64) -> bool {
        self.revision == directory
    }

    /// The cohorts that tell apart as much as these targets do.
    pub(super) fn grid_for(&self, targets: &[ResolvedTarget]) -> &Grid {
        if names_classes(targets) { &self.by_class } else { &self.without_class }
    }

    async fn build(db: &DatabaseConnection, revision: i64) -> Result<Self> {
        let mut names = Interner::default();
        let mut cohorts = Vec::new();
        let mut position_of = HashMap::new();
        let rows = cohort::Entity::find()
            .order_by_asc(cohort::Column::EstablishmentId)
            .order_by_asc(cohort::Column::Profile)
            .all(db)
            .await?;
        for row in rows {
            position_of.insert(row.id, cohorts.len());
            let cohort = Cohort::from(row);
            cohorts.push(IndexedCohort {
                establishment: cohort.establishment,
                profile: cohort.profile,
                level: names.levels.intern(cohort.level),
                sub_level: names.sub_levels.intern(cohort.sub_level),
                function: names.functions.intern(cohort.function),
                subject: names.subjects.intern(cohort.subject),
                class: names.classes.intern(cohort.class),
                group: names.groups.intern(cohort.group),
                alone: 0,
                listed: Vec::new(),
            });
        }
        let (joined, part_of) = join(&cohorts);
        let fillings = (Filling::new(cohorts), Filling::new(joined));
        let (by_class, without_class, people) =
            Self::count_people(db, fillings, &part_of, &position_of).await?;
        let names = names.into_vocabulary();
        Ok(Self { revision, by_class, without_class, part_of, people, names })
    }

    /// Reads every membership, ordered by person, and adds each person to the cohorts where they
    /// count.
    async fn count_people(
        db: &DatabaseConnection,
        (mut by_class, mut without_class): (Filling, Filling),
        part_of: &[usize],
        position_of: &HashMap<CohortId, usize>,
    ) -> Result<(Grid, Grid, People)> {
        let mut people = People::default();
        let mut settle = |person: PersonId, of_person: &mut Vec<usize>| {
            people.add(person, of_person);
            by_class.add(of_person);
            for position in of_person.iter_mut() {
                *position = part_of[*position];
            }
            of_person.sort_unstable();
            of_person.dedup();
            without_class.add(of_person);
            of_person.clear();
        };
        let sql = "SELECT person_id, cohort_id FROM membership ORDER BY person_id";
        let mut rows = db.stream_raw(statement(db, sql, [])).await?;
        let mut person = PersonId(i64::MIN);
        let mut of_person: Vec<usize> = Vec::new();
        while let Some(row) = rows.try_next().await? {
            let row_person: PersonId = row.try_get("", "person_id")?;
            let row_cohort: CohortId = row.try_get("", "cohort_id")?;
            if row_person != person {
                settle(person, &mut of_person);
                person = row_person;
            }
            // An import may have added a cohort after the cohorts were read; the next build
            // includes it.
            of_person.extend(position_of.get(&row_cohort));
        }
        settle(person, &mut of_person);
        Ok((by_class.finish(), without_class.finish(), people))
    }
}

/// Whether a class or group decides whom one of these targets reaches.
fn names_classes(targets: &[ResolvedTarget]) -> bool {
    targets.iter().any(|target| target.criteria().names_classes())
}

impl From<cohort::Model> for Cohort {
    fn from(row: cohort::Model) -> Self {
        Self {
            establishment: row.establishment_id,
            profile: row.profile,
            level: SchoolLevel::parse(&row.level),
            sub_level: SubLevel::parse(&row.sub_level),
            function: StaffFunction::parse(&row.staff_function),
            subject: TeachingSubject::parse(&row.subject),
            class: SchoolClass::parse(&row.school_class),
            group: SchoolGroup::parse(&row.school_group),
        }
    }
}

#[derive(Default)]
struct Interner {
    levels: Names<SchoolLevel>,
    sub_levels: Names<SubLevel>,
    functions: Names<StaffFunction>,
    subjects: Names<TeachingSubject>,
    classes: Names<SchoolClass>,
    groups: Names<SchoolGroup>,
}

impl Interner {
    fn into_vocabulary(self) -> Vocabulary {
        Vocabulary {
            levels: self.levels.values,
            sub_levels: self.sub_levels.values,
            functions: self.functions.values,
            subjects: self.subjects.values,
            classes: self.classes.values,
            groups: self.groups.values,
        }
    }
}

struct Names<T> {
    values: Vec<Option<T>>,
    positions: HashMap<T, u32>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { values: vec![None], positions: HashMap::new() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Names<T> {
    fn intern(&mut self, value: Option<T>) -> u32 {
        let Some(value) = value else { return 0 };
        if let Some(position) = self.positions.get(&value) {
            return *position;
        }
        let position = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(Some(value.clone()));
        self.positions.insert(value, position);
        position
    }
}
