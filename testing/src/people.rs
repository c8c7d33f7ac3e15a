//! People of a small directory, added one by one.

use backend::{
    access::grant::grant,
    entities::{cohort, membership, person_row},
    queue, revision,
};
use domain::{
    EstablishmentId, PersonId,
    access::{Role, Scope},
    directory::{
        Cohort, HEAD_OF_ESTABLISHMENT, Profile, SchoolClass, SchoolGroup, SchoolLevel, StaffFunction,
        SubLevel, TeachingSubject,
    },
    search::search_names,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};

use crate::World;

fn anybody(establishment: EstablishmentId, profile: Profile) -> Cohort {
    Cohort::of(establishment, profile)
}

pub fn pupil(school: EstablishmentId, level: &str) -> Cohort {
    Cohort { level: SchoolLevel::parse(level), ..anybody(school, Profile::Student) }
}

pub fn parent(school: EstablishmentId, level: &str) -> Cohort {
    Cohort { level: SchoolLevel::parse(level), ..anybody(school, Profile::Parent) }
}

pub fn teacher(school: EstablishmentId, level: &str, subject: &str) -> Cohort {
    Cohort {
        level: SchoolLevel::parse(level),
        subject: TeachingSubject::parse(subject),
        ..anybody(school, Profile::Teacher)
    }
}

/// The same place in a class, or without one for `""`, and in a group or none.
pub fn in_class(class: &str, group: &str, cohort: Cohort) -> Cohort {
    Cohort { class: SchoolClass::parse(class), group: SchoolGroup::parse(group), ..cohort }
}

pub fn staff(school: EstablishmentId, profile: Profile, function: &str) -> Cohort {
    Cohort { function: StaffFunction::parse(function), ..anybody(school, profile) }
}

pub fn head(school: EstablishmentId) -> Cohort {
    staff(school, Profile::Management, HEAD_OF_ESTABLISHMENT)
}

/// A person who will be added to the directory.
#[must_use = "nobody is stored before `save`"]
pub struct NewPerson<'w> {
    world: &'w World,
    name: String,
    cohorts: Vec<Cohort>,
    roles: Vec<(Role, Scope)>,
}

impl World {
    /// Somebody whose identifier and first name are `name`.
    pub fn add(&self, name: &str) -> NewPerson<'_> {
        NewPerson { world: self, name: name.to_owned(), cohorts: Vec::new(), roles: Vec::new() }
    }

    /// Adds a person to one more cohort: a late arrival.
    pub async fn joins(&self, person: PersonId, cohort: &Cohort) {
        insert_membership(&self.backend.db, person, cohort).await;
        self.directory_changed().await;
    }

    /// Removes a person from all their schools.
    pub async fn leaves(&self, person: PersonId) {
        let mine = membership::Column::PersonId.eq(person);
        membership::Entity::delete_many().filter(mine).exec(&self.backend.db).await.expect("gone");
        self.directory_changed().await;
    }

    async fn directory_changed(&self) {
        revision::raise(&self.backend.db, revision::DIRECTORY).await.expect("a revision");
        // As an import does.
        queue::compare(&self.backend.db, self.backend.clock.now()).await.expect("a job");
        self.backend.refresh().await.expect("revisions");
    }
}

impl NewPerson<'_> {
    pub fn stands_in(mut self, cohort: Cohort) -> Self {
        self.cohorts.push(cohort);
        self
    }

    /// As [`stands_in`](Self::stands_in), unless the person is there already.
    pub fn stands_in_once(self, cohort: Cohort) -> Self {
        if self.cohorts.contains(&cohort) { self } else { self.stands_in(cohort) }
    }

    pub fn holds(mut self, role: Role, scope: Scope) -> Self {
        self.roles.push((role, scope));
        self
    }

    pub fn holds_at(self, role: Role, school: EstablishmentId) -> Self {
        self.holds(role, Scope::Establishment(school))
    }

    pub async fn save(self) -> PersonId {
        let db = &self.world.backend.db;
        let [search_last, search_first] = search_names("Martin", &self.name);
        let row = person_row::ActiveModel {
            search_last: Set(search_last),
            search_first: Set(search_first),
            external_id: Set(self.name.clone()),
            last_name: Set("Martin".to_owned()),
            first_name: Set(self.name),
            email: Set(String::new()),
            removed_at: Set(None),
            ..Default::default()
        };
        let id = person_row::Entity::insert(row).exec(db).await.expect("a person").last_insert_id;
        for cohort in &self.cohorts {
            insert_membership(db, id, cohort).await;
        }
        for (role, scope) in self.roles {
            grant(db, id, role, scope).await.expect("a grant");
        }
        id
    }
}

fn text<T: AsRef<str>>(name: Option<&T>) -> String {
    name.map(|name| name.as_ref().to_owned()).unwrap_or_default()
}

/// The row of a cohort; a missing criterion is stored as "".
pub fn cohort_row(cohort: &Cohort) -> cohort::ActiveModel {
    cohort::ActiveModel {
        establishment_id: Set(cohort.establishment),
        profile: Set(cohort.profile),
        level: Set(text::<SchoolLevel>(cohort.level.as_ref())),
        sub_level: Set(text::<SubLevel>(cohort.sub_level.as_ref())),
        staff_function: Set(text::<StaffFunction>(cohort.function.as_ref())),
        subject: Set(text::<TeachingSubject>(cohort.subject.as_ref())),
        school_class: Set(text::<SchoolClass>(cohort.class.as_ref())),
        school_group: Set(text::<SchoolGroup>(cohort.group.as_ref())),
        ..Default::default()
    }
}

async fn insert_membership(db: &DatabaseConnection, person: PersonId, cohort: &Cohort) {
    let of_school = cohort::Column::EstablishmentId.eq(cohort.establishment);
    let known = cohort::Entity::find().filter(of_school).all(db).await.expect("cohorts");
    let known = known.into_iter().find(|row| Cohort::from(row.clone()) == *cohort);
    let cohort_id = match known {
        Some(row) => row.id,
        None => cohort::Entity::insert(cohort_row(cohort)).exec(db).await.expect("a cohort").last_insert_id,
    };
    let row = membership::ActiveModel { person_id: Set(person), cohort_id: Set(cohort_id) };
    membership::Entity::insert(row).exec_without_returning(db).await.expect("a membership");
}
