//! Classes and groups: from the file to those whom a target reaches.

use std::collections::BTreeSet;

use backend::{
    audience::AudienceIndex,
    directory::import::{Appeared, Confirmed, FileKind, Files, Options, RowRefusal, Vanished},
    entities::establishment,
    home::{announcements_for, children_concerned},
};
use domain::{
    directory::{ConcernedChild, LossKind, Profile},
    messages::view::InboxFilter,
    targets::{Criterion, CriterionKind, NameKind, TargetInput, TargetOptions},
};
use sea_orm::{ColumnTrait as _, DatabaseConnection, EntityTrait as _, QueryFilter as _};
use testing::{
    World, announcement, both_engines,
    directory::{APPLY, apply, memberships, run, small},
    in_class, note, of_class, of_profile, on_sqlite, parent, pupil, teacher,
};

const HEADER: &str = "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline;classe;groupe\n";

fn with(lines: &str) -> Files {
    let mut files = small();
    files.set(FileKind::Memberships, format!("{HEADER}{lines}"));
    files
}

/// Twelve pupils of a class, each with a parent.
fn school_with_a_class(memberships: &str) -> Files {
    let of_each = |line: &str| -> String {
        let lines: Vec<String> = (1..=12).map(|n| line.replace('#', &n.to_string())).collect();
        lines.concat()
    };
    let people = of_each("e#;Élève#;Zoé;\np#;Parent#;Léa;\n");
    let mut files = with(&of_each(memberships));
    files.set(FileKind::People, format!("identifiant;nom;prenom;courriel\n{people}"));
    files.set(FileKind::Families, format!("parent;enfant\n{}", of_each("p#;e#\n")));
    files
}

#[both_engines]
async fn parents_have_the_classes_of_their_children(db: &DatabaseConnection) {
    let files = with(
        "e1;0570051W;élève;1re;1re générale;;;1re\u{a0}G1;Latin\n\
         e1;0570051W;élève;1re;1re générale;;;1re G1;Chorale\n\
         e2;0570052X;élève;5e;;;;5e A\n\
         t1;0570051W;enseignant;1re;;Professeur principal;Lettres;1re G1;\n\
         d1;0570051W;direction;;;Chef d'établissement\n",
    );
    apply(db, &files).await;
    assert_eq!(
        memberships(db).await,
        [
            "d1 0570051W National_DIR Chef d'établissement",
            "e1 0570051W National_ELV 1re 1re générale 1re G1 Chorale",
            "e1 0570051W National_ELV 1re 1re générale 1re G1 Latin",
            "e2 0570052X National_ELV 5e 5e A",
            "p1 0570051W National_TUT 1re 1re générale 1re G1 Chorale",
            "p1 0570051W National_TUT 1re 1re générale 1re G1 Latin",
            "p1 0570052X National_TUT 5e 5e A",
            "t1 0570051W National_ENS 1re Professeur principal Lettres 1re G1",
        ]
    );
    assert!(apply(db, &files).await.is_idle(), "the same files again");

    let refused = async |lines: &str| {
        let report = run(db, &with(lines), APPLY).await;
        assert!(!report.applied);
        report.refusals.into_iter().map(|refused| (refused.column, refused.refusal)).collect::<Vec<_>>()
    };
    let class = Some("classe".to_owned());
    let nonsense = refused("d1;0570051W;direction;;;;;1re G1;\n").await;
    assert!(
        nonsense.contains(&(class.clone(), RowRefusal::MakesNoSense(Profile::Management))),
        "{nonsense:?}"
    );
    let twin = RowRefusal::Twin { value: "1RE G1".to_owned(), other: "1re G1".to_owned() };
    let twins = refused(
        "e1;0570051W;élève;1re;;;;1re G1;\nt1;0570051W;enseignant;1re;;;;1RE G1;\ne2;0570052X;élève;5e;;;;1RE G1;\n",
    );
    assert_eq!(twins.await, [(class, twin)], "another school may write its own classes differently");
}

#[both_engines]
async fn classes_are_not_taken_away_without_a_confirmation(db: &DatabaseConnection) {
    let whole = school_with_a_class("e#;0570051W;élève;6e;;;;6e A;Latin\n");
    apply(db, &whole).await;
    // Another class, another group: a new school year.
    let moved = school_with_a_class("e#;0570051W;élève;6e;;;;6e B;\n");
    let report = apply(db, &moved).await;
    let gone = |of, name: &str| Vanished { of, name: name.to_owned() };
    assert_eq!(report.vanished, [gone(NameKind::Class, "6e A"), gone(NameKind::Group, "Latin")]);
    // An export without the columns.
    let mut without = school_with_a_class("e#;0570051W;élève;6e;;;\n");
    let lines = String::from_utf8(without.memberships.as_ref().expect("a file").to_vec()).expect("UTF-8");
    without.set(FileKind::Memberships, lines.replace(";classe;groupe\n", "\n"));
    let report = run(db, &without, APPLY).await;
    assert!(!report.applied);
    let removal = report.needs_confirmation.expect("a question");
    let losses: Vec<_> = removal.losses.iter().map(|loss| (loss.kind, loss.lost, loss.out_of)).collect();
    assert_eq!(losses, [(LossKind::Classes, 24, 24)]);
}

/// Ten rows may go without a question, but not all of them.
#[both_engines]
async fn a_small_school_loses_no_whole_table_or_column_without_a_confirmation(db: &DatabaseConnection) {
    let of_four = |line: &str| (1..=4).map(|n| line.replace('#', &n.to_string())).collect::<String>();
    let school = |membership: &str, family: &str| {
        let mut files = with(&of_four(membership));
        let people = of_four("e#;Élève#;Zoé;\np#;Parent#;Léa;\n");
        files.set(FileKind::People, format!("identifiant;nom;prenom;courriel\n{people}"));
        files.set(FileKind::Families, format!("parent;enfant\n{}", of_four(family)));
        files
    };
    let (pupil, family) = ("e#;0570051W;élève;6e;;;;6e A;\n", "p#;e#\n");
    apply(db, &school(pupil, family)).await;
    for (files, kind) in [
        (school(pupil, ""), LossKind::FamilyLinks),
        (school("e#;0570051W;élève;6e;;;;;\n", family), LossKind::Classes),
        (school("e#;0570051W;élève;;;;;6e A;\n", family), LossKind::Levels),
    ] {
        let report = run(db, &files, APPLY).await;
        let losses = report.needs_confirmation.map(|removal| removal.losses).unwrap_or_default();
        assert_eq!(losses.iter().map(|loss| loss.kind).collect::<Vec<_>>(), [kind]);
    }
}

#[tokio::test]
async fn one_school_among_many_keeps_its_classes_or_it_asks() {
    on_sqlite(async |db| {
        let directory = |class: &str| {
            let line = |n: u32| {
                let (school, class) = if n < 12 { ("0570051W", class) } else { ("0570052X", "6e A") };
                format!("e{n};{school};élève;6e;;;;{class};\n")
            };
            let memberships: Vec<String> = (0..300).map(line).collect();
            let people: Vec<String> = (0..300).map(|n| format!("e{n};Élève;Zoé;\n")).collect();
            let mut files = with(&memberships.concat());
            files.set(FileKind::People, format!("identifiant;nom;prenom;courriel\n{}", people.concat()));
            files.families = None;
            files
        };
        apply(db, &directory("6e A")).await;
        let report = run(db, &directory(""), APPLY).await;
        assert!(!report.applied, "{report:#?}");
        let losses = report.needs_confirmation.expect("a question").losses;
        let losses: Vec<_> = losses.iter().map(|loss| (loss.kind, loss.lost, loss.out_of)).collect();
        assert_eq!(losses, [(LossKind::Classes, 12, 12)]);
    })
    .await;
}

#[both_engines]
async fn a_class_reaches_its_pupils_parents_and_teachers(world: World) {
    let (school, other) = (world.curie, world.pasteur);
    for (name, cohort) in [
        ("Ana", in_class("2de 3", "Latin", pupil(school, "2de"))),
        ("mère d’Ana", in_class("2de 3", "Latin", parent(school, "2de"))),
        ("Bob", in_class("2de 4", "Latin", pupil(school, "2de"))),
        ("père de Bob", in_class("2de 4", "Latin", parent(school, "2de"))),
        ("professeure", in_class("2de 3", "", teacher(school, "2de", "Arts"))),
        ("homonyme", in_class("2de 3", "", pupil(other, "2de"))),
    ] {
        world.add(name).stands_in(cohort).save().await;
    }
    let head = world.actor("direction").await;
    let class = TargetInput { classes: vec!["2de 3".to_owned()], ..TargetInput::default() };
    head.publishes(&announcement("À la 2de 3").to([class])).await;
    head.publishes(&announcement("Aux parents").to([of_class(Profile::Parent, "2de 3")])).await;
    let latin = TargetInput { groups: vec!["Latin".to_owned()], ..of_profile(Profile::Student) };
    head.publishes(&announcement("Aux latinistes").to([latin])).await;
    for (name, expected) in [
        ("Ana", vec!["Aux latinistes", "À la 2de 3"]),
        ("mère d’Ana", vec!["Aux parents", "À la 2de 3"]),
        ("Bob", vec!["Aux latinistes"]),
        ("père de Bob", vec![]),
        ("professeure", vec!["À la 2de 3"]),
        ("homonyme", vec![]),
        ("eleve", vec![]),
    ] {
        let mut seen = world.actor(name).await.sees().await;
        seen.sort();
        assert_eq!(seen, expected, "{name}");
    }
}

#[both_engines]
async fn what_goes_to_a_class_names_the_child_in_it(world: World) {
    let school = world.curie;
    let stands = world.add("mere").stands_in(in_class("2de 3", "Latin", parent(school, "2de")));
    stands.stands_in(in_class("2de 4", "", parent(school, "2de"))).save().await;
    for (name, class, group) in [("Lina", "2de 3", "Latin"), ("Tom", "2de 4", "")] {
        world.add(name).stands_in(in_class(class, group, pupil(school, "2de"))).save().await;
        world.family(world.person("mere").await, world.person(name).await).await;
    }
    let lina = ConcernedChild { first_name: "Lina".to_owned(), level: "2de".to_owned() };
    let head = world.actor("direction").await;
    let to_class = of_class(Profile::Parent, "2de 3");
    let id = head.publishes(&announcement("Sortie").to([to_class.clone()])).await;
    let mother = world.actor("mere").await;
    let page = announcements_for(&world.backend, mother.person).await.expect("a home page");
    let concerned = children_concerned(&world.backend, mother.person, &page).await.expect("children");
    assert_eq!(concerned.get(&id), Some(&vec![lina.clone()]));
    head.publishes(&note("Réunion").to([to_class])).await;
    let newest = mother.inbox(&InboxFilter::default()).await.rows[0].id;
    assert_eq!(mother.opens(newest).await.expect("a message").children, [lina]);
}

/// A region has more classes than anybody would look through.
#[tokio::test]
async fn too_many_classes_are_not_listed() {
    on_sqlite(async |db| {
        let lines: Vec<String> = (0..=TargetOptions::MOST)
            .map(|n| format!("e1;0570051W;élève;6e;;;;6e {n};\ne2;0570052X;élève;5e;;;;5e A;Latin\n"))
            .collect();
        apply(db, &with(&lines.concat())).await;
        let index = AudienceIndex::default().current(db).await.expect("an index");
        let schools = async |uai: &str| {
            let named = establishment::Entity::find().filter(establishment::Column::Uai.starts_with(uai));
            let found = named.all(db).await.expect("schools");
            found.into_iter().map(|school| school.id).collect::<BTreeSet<_>>()
        };
        let everywhere = index.options(&schools("").await, &Criterion::All);
        assert_eq!(everywhere.too_many, [CriterionKind::Class]);
        assert!(everywhere.classes.is_empty() && everywhere.groups.len() == 1);
        let pasteur = index.options(&schools("0570052X").await, &Criterion::All);
        assert_eq!(pasteur.names(CriterionKind::Class), ["5e A"]);
        assert!(pasteur.too_many.is_empty());
    })
    .await;
}

/// With classes nearly every family would have a page of its own. It has one only where a class
/// matters.
#[both_engines]
async fn classes_share_a_page_until_one_of_them_is_meant(world: World) {
    for (name, class) in [("a1", "2de 1"), ("a2", "2de 2")] {
        world.add(name).stands_in(in_class(class, "", pupil(world.curie, "2de"))).save().await;
    }
    let seen = async |name: &str| {
        let person = world.person(name).await;
        announcements_for(&world.backend, person).await.expect("a page")
    };
    let sender = world.actor("direction").await;
    sender.publishes(&announcement("Pour tous")).await;
    let (first, second) = (seen("a1").await, seen("a2").await);
    assert_eq!(first.announcements.len(), 1);
    assert!(std::sync::Arc::ptr_eq(&first, &second), "one page for both classes");

    let id = sender.publishes(&announcement("Sortie").to(vec![of_class(Profile::Student, "2de 1")])).await;
    let (first, second) = (seen("a1").await, seen("a2").await);
    assert_eq!((first.announcements.len(), second.announcements.len()), (2, 1));
    sender.cancel(id).await.expect("cancelled");
    let (first, second) = (seen("a1").await, seen("a2").await);
    assert_eq!(second.announcements.len(), 1);
    assert!(std::sync::Arc::ptr_eq(&first, &second), "one page again");
}

/// A misspelled class, and a parent without a line in the families, are right in form.
#[both_engines]
async fn a_trial_names_what_is_new_and_who_stands_nowhere(db: &DatabaseConnection) {
    let trial = Options { dry_run: true, confirmed: Confirmed::No };
    let whole = school_with_a_class("e#;0570051W;élève;5e;;;;5e A;\n");
    assert!(run(db, &whole, trial).await.appeared.is_empty(), "in an empty directory, all of them are new");
    apply(db, &whole).await;
    let mut files = whole.clone();
    let more = |kind, lines: &str| {
        let text = String::from_utf8(whole.get(kind).expect("a file").to_vec()).expect("UTF-8");
        text + lines
    };
    files.set(FileKind::People, more(FileKind::People, "n1;Neuf;Noé;\nn2;Moreau;Éric;\n"));
    files.set(FileKind::Memberships, more(FileKind::Memberships, "n1;0570051W;élève;5eme;;;;5eA;\n"));
    let report = run(db, &files, trial).await;
    let new = |of, name: &str, near: &str| {
        let (name, near) = (name.to_owned(), Some(near.to_owned()));
        Appeared { of, name, people: 1, near }
    };
    let expected = [new(NameKind::Level, "5eme", "5e"), new(NameKind::Class, "5eA", "5e A")];
    assert_eq!(report.appeared, expected);
    let found = report.movements;
    assert_eq!((found.nowhere, found.nowhere_total), (vec!["Éric Moreau".to_owned()], 1));
}
