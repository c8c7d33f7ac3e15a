//! Several deliveries of one academy.

use std::collections::BTreeSet;

use backend::{
    audit::Entry,
    directory::{
        import::{Confirmed, Files, Options, RefusedRow, Report, RowRefusal},
        runs,
    },
};
use domain::{
    audit::Action,
    directory::{ImportOrigin, LossKind, Reason},
};
use formats::generate::World as Invented;
use testing::{
    World, both_engines,
    directory::{APPLY, links, memberships},
};
use words::Language;

use super::{ANYTHING, asked, complete, day, delivery, delta};

/// An import as the command does it, which leaves its report.
async fn import(world: &World, files: &Files, options: Options) -> Report {
    let by = Entry::by_the_system(Action::Imported, "annuaire");
    let run = runs::run_to_end(&world.backend, ImportOrigin::Command, by, files, options, &|_| ()).await;
    run.expect("a report").1
}

/// The memberships in the schools of a delivery.
async fn in_schools(world: &World, invented: &Invented) -> Vec<String> {
    let school = if invented.first_degree { " 0580000A " } else { " 0570000A " };
    let all = memberships(&world.backend.db).await;
    all.into_iter().filter(|row| row.contains(school)).collect()
}

/// Two deliveries of one academy, `one` first: each of them only changes its own schools.
async fn stand_side_by_side(world: &World, one: &Invented, other: &Invented) {
    let db = &world.backend.db;
    assert!(import(world, &delivery(complete(one, day(14))), APPLY).await.applied);
    let of_one = in_schools(world, one).await;

    // Its date is older than that of the first one, of which it is no predecessor.
    let files = delivery(complete(other, day(10)));
    let report = import(world, &files, APPLY).await;
    assert_eq!((report.applied, asked(&report).0), (false, vec![LossKind::OtherSchools]), "{report:#?}");
    let confirmed = Options { confirmed: Confirmed::Number(asked(&report).1), ..APPLY };
    let report = import(world, &files, confirmed).await;
    assert!(report.applied && report.people.added > 0, "{report:#?}");
    let removed = (report.people.removed, report.memberships.removed, report.families.removed);
    assert_eq!(removed, (0, 0, 0), "{report:#?}");
    assert_eq!(in_schools(world, one).await, of_one);
    let of_other = in_schools(world, other).await;
    let (all, all_links) = (memberships(db).await, links(db).await);

    // A person of both deliveries has the memberships of both.
    for profile in ["National_TUT", "National_ENS"] {
        let people = |rows: &[String]| {
            let rows = rows.iter().filter(|row| row.contains(profile));
            rows.filter_map(|row| Some(row.split_once(' ')?.0.to_owned())).collect::<BTreeSet<_>>()
        };
        assert!(!people(&of_one).is_disjoint(&people(&of_other)), "{profile}");
    }
    for (invented, date) in [(one, day(14)), (other, day(10))] {
        let report = import(world, &delivery(complete(invented, date)), APPLY).await;
        assert!(report.applied && report.is_idle(), "{report:#?}");
        let stays =
            |one: &&RefusedRow| matches!(one.refusal, RowRefusal::Delivery(Reason::OthersStay { .. }));
        let said = report.remarks.listed.iter().find(stays).expect("a remark");
        let said = said.sentence(Language::default().words());
        assert!(said.contains("restent telles quelles") && said.contains("1 établissement"), "{said}");
    }
    assert_eq!((memberships(db).await, links(db).await), (all, all_links));

    // A delta of one of them, and then the next complete delivery of both.
    let nights = 3;
    let (one_after, other_after) = (one.after(nights), other.after(nights));
    let mut parts = complete(one, day(14));
    parts.extend(delta(one, &one_after, day(17)));
    let report = import(world, &delivery(parts), ANYTHING).await;
    assert!(report.applied && !report.is_idle(), "{report:#?}");
    assert_eq!(in_schools(world, other).await, of_other, "a delta changes its own schools");
    let of_one = in_schools(world, one).await;
    assert!(import(world, &delivery(complete(&other_after, day(17))), ANYTHING).await.applied);
    assert_eq!(in_schools(world, one).await, of_one);
    let report = import(world, &delivery(complete(&one_after, day(17))), APPLY).await;
    assert!(report.applied && report.is_idle(), "deltas are the next complete: {report:#?}");

    // Half of its pupils leave with their families, who keep the children in the other schools.
    let of_other = in_schools(world, other).await;
    let half = Invented { pupils: one.pupils / 2, ..one_after };
    let files = delivery(complete(&half, day(18)));
    assert!(!import(world, &files, APPLY).await.applied, "it asks");
    let report = import(world, &files, ANYTHING).await;
    assert!(report.applied && report.people.removed > 0 && report.families.removed > 0, "{report:#?}");
    assert_eq!(in_schools(world, other).await, of_other);
    assert!(in_schools(world, one).await.len() < of_one.len());
}

#[both_engines]
async fn the_first_degree_comes_after_the_second_one(world: World) {
    let second = Invented { pupils_of_school: 60, ..Invented::new(3, 60) };
    Box::pin(stand_side_by_side(&world, &second, &Invented { first_degree: true, ..second })).await;
}

#[both_engines]
async fn the_second_degree_comes_after_the_first_one(world: World) {
    let second = Invented { pupils_of_school: 60, ..Invented::new(3, 60) };
    Box::pin(stand_side_by_side(&world, &Invented { first_degree: true, ..second }, &second)).await;
}

/// A school that is no longer in a delivery was its own before, and not that of another one.
#[both_engines]
async fn a_school_that_closes_leaves_with_its_own_delivery(world: World) {
    let three = Invented { pupils_of_school: 20, ..Invented::new(5, 60) };
    let first_degree = Invented { first_degree: true, ..three };
    assert!(import(&world, &delivery(complete(&three, day(14))), APPLY).await.applied);
    assert!(import(&world, &delivery(complete(&first_degree, day(14))), ANYTHING).await.applied);
    let in_last = async |begins: &str| {
        let school = format!(" {begins}0002A ");
        memberships(&world.backend.db).await.iter().filter(|row| row.contains(&school)).count()
    };
    assert!(in_last("057").await > 20 && in_last("058").await > 20);
    let files = delivery(complete(&Invented { pupils: 40, ..three }, day(15)));
    let report = import(&world, &files, APPLY).await;
    assert!(asked(&report).0.contains(&LossKind::School), "{report:#?}");
    let before = in_last("058").await;
    assert!(import(&world, &files, ANYTHING).await.applied);
    assert_eq!((in_last("057").await, in_last("058").await), (0, before));
}

/// As if they came one after the other, and told in one remark.
#[both_engines]
async fn both_degrees_of_one_folder_stand_beside_one_another(world: World) {
    let db = &world.backend.db;
    let second = Invented { pupils_of_school: 60, ..Invented::new(3, 60) };
    let first = Invented { first_degree: true, ..second };
    let mut both = complete(&second, day(14));
    both.extend(complete(&first, day(10)));
    let report = import(&world, &delivery(both.clone()), APPLY).await;
    assert!(report.applied && report.refusals.is_empty(), "{report:#?}");
    let about = |one: &&RefusedRow| matches!(one.refusal, RowRefusal::Delivery(Reason::BothDegrees { .. }));
    let said = report.remarks.listed.iter().find(about).expect("a remark");
    let said = said.sentence(Language::default().words());
    assert!(said.contains("du premier degré") && said.contains("l’une à côté de l’autre"), "{said}");
    let all = (memberships(db).await, links(db).await);
    assert!(!in_schools(&world, &first).await.is_empty() && !in_schools(&world, &second).await.is_empty());
    for (invented, date) in [(&second, day(14)), (&first, day(10))] {
        let report = import(&world, &delivery(complete(invented, date)), APPLY).await;
        assert!(report.applied && report.is_idle(), "{report:#?}");
    }
    assert_eq!((memberships(db).await, links(db).await), all, "one after the other says the same");

    // Whom a delta of one degree lets go may stay in the other one.
    let after = second.after(3);
    both.extend(delta(&second, &after, day(17)));
    let of_first = in_schools(&world, &first).await;
    let report = import(&world, &delivery(both), ANYTHING).await;
    assert!(report.applied && !report.is_idle(), "{report:#?}");
    assert_eq!(in_schools(&world, &first).await, of_first);
    let report = import(&world, &delivery(complete(&after, day(17))), APPLY).await;
    assert!(report.applied && report.is_idle(), "{report:#?}");
    let older = import(&world, &delivery(complete(&second, day(16))), ANYTHING).await;
    assert!(!older.applied, "each degree has its own date: {older:#?}");
    assert!(import(&world, &delivery(complete(&first, day(11))), APPLY).await.applied);
}
