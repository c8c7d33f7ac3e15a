//! Random directories and audiences with few different values, so that they often match.

use std::collections::{BTreeSet, HashMap};

use backend::{
    entities::{authority, cohort, establishment, membership, person, person_row},
    revision,
};
use domain::{
    CohortId, EstablishmentId, PersonId,
    directory::{
        Cohort, Profile, SchoolClass, SchoolGroup, SchoolLevel, StaffFunction, SubLevel, TeachingSubject,
    },
    targets::{Audience, Criterion, Target, Targets},
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseConnection, EntityTrait};

use testing::cohort_row;

/// How many people targets name; the smallest directories have fewer.
const NAMED: i64 = 40;

/// A test case: a directory and several audiences. Schools are numbered from 1.
#[derive(Clone, Debug)]
pub struct Case {
    pub directory: Directory,
    pub audiences: Vec<Vec<Target>>,
}

#[derive(Clone, Debug)]
pub struct Directory {
    schools: i64,
    /// The cohorts of each person.
    people: Vec<Vec<Cohort>>,
}

/// A directory with the identities from the database.
pub struct Stored {
    pub ids: Vec<EstablishmentId>,
    /// Sorted by identity.
    pub people: Vec<(PersonId, Vec<Cohort>)>,
}

pub fn everybody() -> Target {
    Target::everybody()
}

/// 2 to 5 schools, 30 to 200 people in one to four places, and three audiences of 1 to 10 targets.
pub fn any_case() -> impl Strategy<Value = Case> {
    (2..=5_i64).prop_flat_map(|schools| {
        let people = vec(vec(cohort(schools), 1..=4), 30..=200);
        let audiences = vec(vec(target(schools), 1..=10), 3);
        (people, audiences)
            .prop_map(move |(people, audiences)| Case { directory: Directory { schools, people }, audiences })
    })
}

fn name<T: std::fmt::Debug>(
    parse: impl Fn(&str) -> Option<T>,
    names: &'static [&'static str],
) -> impl Strategy<Value = T> {
    select(names).prop_map(move |name| parse(name).expect("a name"))
}

fn level() -> impl Strategy<Value = SchoolLevel> {
    name(SchoolLevel::parse, &["6e", "5e", "Terminale"])
}

fn sub_level() -> impl Strategy<Value = SubLevel> {
    name(SubLevel::parse, &["1re générale", "1re technologique"])
}

fn function() -> impl Strategy<Value = StaffFunction> {
    // A quotation mark, as in "Chef d'établissement", must not end an SQL string.
    name(StaffFunction::parse, &["CPE", "Chef d'établissement"])
}

fn subject() -> impl Strategy<Value = TeachingSubject> {
    name(TeachingSubject::parse, &["Arts", "Mathématiques"])
}

fn class() -> impl Strategy<Value = SchoolClass> {
    name(SchoolClass::parse, &["6e A", "6e B"])
}

fn group() -> impl Strategy<Value = SchoolGroup> {
    name(SchoolGroup::parse, &["Latin", "Chorale"])
}

fn profile() -> impl Strategy<Value = Profile> {
    select(&[Profile::Student, Profile::Parent, Profile::Teacher, Profile::Management][..])
}

fn school(schools: i64) -> impl Strategy<Value = EstablishmentId> {
    (1..=schools).prop_map(EstablishmentId)
}

fn cohort(schools: i64) -> impl Strategy<Value = Cohort> {
    let values = (
        school(schools),
        profile(),
        option::of(level()),
        option::of(sub_level()),
        option::of(function()),
        option::of(subject()),
        option::of(class()),
        option::of(group()),
    );
    values.prop_map(|(establishment, profile, level, sub_level, function, subject, class, group)| Cohort {
        establishment,
        profile,
        level,
        sub_level,
        function,
        subject,
        class,
        group,
    })
}

/// Usually *Tous*, otherwise hardly anybody would match all criteria.
fn criterion<T: Ord + Clone + std::fmt::Debug>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Criterion<T>> {
    prop_oneof![
        3 => Just(Criterion::All),
        1 => vec(value, 1..3).prop_map(|values| values.into_iter().collect()),
    ]
}

/// People are numbered from 1, as schools are.
fn person() -> impl Strategy<Value = PersonId> {
    (1..=NAMED).prop_map(PersonId)
}

fn target(schools: i64) -> impl Strategy<Value = Target> {
    let criteria = (
        criterion(profile()),
        criterion(level()),
        criterion(sub_level()),
        criterion(function()),
        criterion(subject()),
        criterion(class()),
        criterion(group()),
        prop_oneof![4 => Just(Criterion::All), 1 => named()],
        criterion(school(schools)),
    );
    criteria.prop_map(
        |(profiles, levels, sub_levels, functions, subjects, classes, groups, people, establishments)| {
            Target {
                profiles,
                levels,
                sub_levels,
                functions,
                subjects,
                classes,
                groups,
                people,
                establishments,
            }
        },
    )
}

/// Mostly only few of those who are named meet the other criteria too.
fn named() -> impl Strategy<Value = Criterion<PersonId>> {
    vec(person(), 1..20).prop_map(|people| people.into_iter().collect())
}

impl Directory {
    pub fn of(schools: i64, people: &[&[Cohort]]) -> Self {
        Self { schools, people: people.iter().map(|cohorts| cohorts.to_vec()).collect() }
    }

    /// Replaces the directory of the database by this one.
    pub async fn store(&self, db: &DatabaseConnection) -> Stored {
        let stored = self.store_silently(db).await;
        revision::raise(db, revision::DIRECTORY).await.expect("a revision");
        stored
    }

    /// Like [`Self::store`], but without raising the revision.
    pub async fn store_silently(&self, db: &DatabaseConnection) -> Stored {
        for table in ["membership", "cohort", "person", "establishment", "authority"] {
            db.execute_unprepared(&format!("DELETE FROM {table}")).await.expect("an empty table");
        }
        let ids = self.insert_schools(db).await;
        let people = self.insert_people(db).await;
        let moved =
            |cohort: &Cohort| Cohort { establishment: of(&ids, cohort.establishment), ..cohort.clone() };
        let mut people: Vec<(PersonId, Vec<Cohort>)> = people
            .into_iter()
            .zip(&self.people)
            .map(|(id, own)| (id, own.iter().map(moved).collect()))
            .collect();
        people.sort_by_key(|(id, _)| *id);
        insert_memberships(db, &people).await;
        Stored { ids, people }
    }

    async fn insert_schools(&self, db: &DatabaseConnection) -> Vec<EstablishmentId> {
        let row = authority::ActiveModel { name: Set("Collectivité".to_owned()), ..Default::default() };
        let authority_id = row.insert(db).await.expect("an authority").id;
        let mut ids = Vec::new();
        for number in 1..=self.schools {
            let row = establishment::ActiveModel {
                uai: Set(format!("057000{number}A")),
                name: Set(format!("Lycée {number}")),
                town: Set("Metz".to_owned()),
                time_zone: Set("Europe/Paris".parse().expect("a zone")),
                authority_id: Set(authority_id),
                campus_id: Set(None),
                ..Default::default()
            };
            ids.push(row.insert(db).await.expect("a school").id);
        }
        ids
    }

    async fn insert_people(&self, db: &DatabaseConnection) -> Vec<PersonId> {
        let rows = (0..self.people.len()).map(|number| person_row::ActiveModel {
            external_id: Set(format!("p{number:03}")),
            last_name: Set("Martin".to_owned()),
            first_name: Set("Camille".to_owned()),
            email: Set(String::new()),
            removed_at: Set(None),
            ..Default::default()
        });
        person_row::Entity::insert_many(rows).exec_without_returning(db).await.expect("people");
        let mut rows = person::Entity::find().all(db).await.expect("people");
        rows.sort_by(|a, b| a.external_id.cmp(&b.external_id));
        rows.into_iter().map(|row| row.id).collect()
    }
}

fn of(ids: &[EstablishmentId], number: EstablishmentId) -> EstablishmentId {
    ids[usize::try_from(number.0 - 1).expect("schools are numbered from 1")]
}

async fn insert_memberships(db: &DatabaseConnection, people: &[(PersonId, Vec<Cohort>)]) {
    let cohorts: BTreeSet<&Cohort> = people.iter().flat_map(|(_, cohorts)| cohorts).collect();
    let rows = cohorts.iter().map(|cohort| cohort_row(cohort));
    cohort::Entity::insert_many(rows).exec_without_returning(db).await.expect("cohorts");
    let rows = cohort::Entity::find().all(db).await.expect("cohorts");
    let id_of: HashMap<Cohort, CohortId> =
        rows.into_iter().map(|row| (row.id, Cohort::from(row))).map(|(id, c)| (c, id)).collect();
    let pairs: BTreeSet<(PersonId, CohortId)> = people
        .iter()
        .flat_map(|(person, cohorts)| cohorts.iter().map(|cohort| (*person, id_of[cohort])))
        .collect();
    let rows = pairs.into_iter().map(|(person_id, cohort_id)| membership::ActiveModel {
        person_id: Set(person_id),
        cohort_id: Set(cohort_id),
    });
    membership::Entity::insert_many(rows).exec_without_returning(db).await.expect("memberships");
}

impl Stored {
    /// The audience of `targets` for a sender who may address every school.
    pub fn audience(&self, targets: &[Target]) -> Audience {
        let targets = self.targets(targets);
        Audience::resolve(&targets, &self.ids.iter().copied().collect()).expect("inside the perimeter")
    }

    /// The person with this number; somebody who is not in the directory for a larger one.
    fn person(&self, PersonId(number): PersonId) -> PersonId {
        let known = usize::try_from(number - 1).ok().and_then(|place| self.people.get(place));
        known.map_or(PersonId(i64::MAX), |(id, _)| *id)
    }

    /// The same targets with the identities of the schools and the people.
    pub fn targets(&self, targets: &[Target]) -> Targets {
        let moved = targets.iter().map(|target| Target {
            establishments: target.establishments.values().map(|number| of(&self.ids, *number)).collect(),
            people: target.people.values().map(|number| self.person(*number)).collect(),
            ..target.clone()
        });
        Targets::new(moved.collect()).expect("one to ten")
    }
}
