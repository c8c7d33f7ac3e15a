//! The people of an audience are computed in three ways: `Audience::reaches`, an SQL condition and
//! the index in memory. On generated directories the three agree.

pub mod generated;
pub mod reach;

use self::generated::{Case, Directory, any_case};
use backend::{
    audience::{AudienceIndex, people_sql, person_count},
    revision,
};
use domain::{
    EstablishmentId, PersonId,
    directory::{SchoolLevel, TeachingSubject},
    targets::{Audience, AudienceCount, Criterion, Target},
};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use testing::{both_engines, pupil};

/// Number of generated directories for each database; each is tested with several audiences.
const CASES: u32 = 64;

#[both_engines(flavor = "multi_thread")]
async fn the_three_implementations_agree(db: &DatabaseConnection) {
    // The same index for all cases: it must follow the changes of the directory.
    let index = AudienceIndex::default();
    let mut runner = TestRunner::new(Config { max_shrink_iters: 200, ..Config::with_cases(CASES) });
    let runtime = tokio::runtime::Handle::current();
    let outcome = tokio::task::block_in_place(|| {
        runner.run(&any_case(), |case| runtime.block_on(holds(db, &index, &case)))
    });
    if let Err(reason) = outcome {
        panic!("{reason}");
    }
}

async fn holds(db: &DatabaseConnection, index: &AudienceIndex, case: &Case) -> Result<(), TestCaseError> {
    let directory = case.directory.store(db).await;
    for targets in &case.audiences {
        let audience = directory.audience(targets);
        let expected = reach::count(&directory, &audience);
        let counted = index.current(db).await.expect("an index").count(&audience);
        proptest::prop_assert_eq!(&counted, &expected, "the index, for {:?}", targets);
        proptest::prop_assert_eq!(people(db, &audience).await, reach::people(&directory, &audience));
        proptest::prop_assert_eq!(person_count(db, &audience).await.expect("a count"), expected.total);
        for (position, target) in targets.iter().enumerate() {
            let alone = directory.audience(std::slice::from_ref(target));
            let count = person_count(db, &alone).await.expect("a count");
            proptest::prop_assert_eq!(count, expected.per_target[position], "SQL, for {:?}", target);
        }
    }
    Ok(())
}

/// The people that SQL selects, in order.
async fn people(db: &DatabaseConnection, audience: &Audience) -> Vec<PersonId> {
    let rows = db.query_all_raw(people_sql(audience).on(db)).await.expect("people");
    let mut people: Vec<PersonId> =
        rows.iter().map(|row| row.try_get("", "person_id").expect("a number")).collect();
    people.sort_unstable();
    people
}

fn level(target: &Target, name: &str) -> Target {
    Target { levels: SchoolLevel::parse(name).into_iter().collect(), ..target.clone() }
}

#[both_engines]
async fn a_criterion_that_no_longer_exists_reaches_nobody(db: &DatabaseConnection) {
    let directory =
        Directory::of(2, &[&[pupil(EstablishmentId(1), "6e")], &[pupil(EstablishmentId(2), "5e")]]);
    let directory = directory.store(db).await;
    let index = AudienceIndex::default().current(db).await.expect("an index");
    let gone = level(&generated::everybody(), "CM2");
    for (targets, reached) in [
        (vec![gone.clone()], 0),
        (vec![gone.clone(), level(&generated::everybody(), "6e")], 1),
        (vec![Target { subjects: subject("Latin"), ..generated::everybody() }], 0),
        (vec![gone.clone(), gone], 0),
    ] {
        let audience = directory.audience(&targets);
        assert_eq!(index.count(&audience).total, reached, "{targets:?}");
        assert_eq!(person_count(db, &audience).await.expect("a count"), reached, "{targets:?}");
    }
    assert_eq!(index.count(&Audience::nobody()), AudienceCount::default());
    assert_eq!(person_count(db, &Audience::nobody()).await.expect("a count"), 0);
}

fn subject(name: &str) -> Criterion<TeachingSubject> {
    TeachingSubject::parse(name).into_iter().collect()
}

#[both_engines]
async fn the_index_follows_the_directory(db: &DatabaseConnection) {
    let index = AudienceIndex::default();
    let before = Directory::of(1, &[&[pupil(EstablishmentId(1), "6e")]]).store(db).await;
    let audience = before.audience(&[generated::everybody()]);
    assert_eq!(index.current(db).await.expect("an index").count(&audience).total, 1);

    // The revision has not changed, so the cached index is still valid.
    let people = [&[pupil(EstablishmentId(1), "6e")][..], &[pupil(EstablishmentId(1), "6e")]];
    let after = Directory::of(1, &people).store_silently(db).await;
    let audience = after.audience(&[generated::everybody()]);
    assert_eq!(index.current(db).await.expect("an index").count(&audience).total, 0);
    revision::raise(db, revision::DIRECTORY).await.expect("a revision");
    assert_eq!(index.current(db).await.expect("an index").count(&audience).total, 2);
}
