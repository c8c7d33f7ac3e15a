//! What an import asks before it takes much away, and files as spreadsheets write them.

use backend::directory::{
    import::{Confirmed, Counts, FileKind, Files, Options, RowRefusal, Standing, Vanished},
    past::{self, Ended},
    runs,
};
use backend::{
    access::{self, Caller},
    audit::Entry,
    spaces,
};
use domain::{
    access::{Extent, Grantee, NewGrant, Population, Role, Scope},
    audit::Action,
    directory::{ImportOrigin, LossKind, Profile},
    fields::FieldErrors,
    spaces::SpaceInput,
    targets::NameKind,
};
use sea_orm::DatabaseConnection;
use testing::{
    World, announcement, both_engines,
    directory::{self, APPLY, apply, links, memberships, run, small},
    of_level, of_profile, on_sqlite,
};

/// A school of 30 pupils with a parent each, and its head.
fn school_of_thirty() -> Files {
    let numbers = || 1..=30;
    let people: Vec<String> =
        numbers().map(|n| format!("e{n};Élève{n};Zoé;\np{n};Parent{n};Léa;\n")).collect();
    let memberships: Vec<String> = numbers().map(|n| format!("e{n};0570051W;élève;6e;;;\n")).collect();
    let families: Vec<String> = numbers().map(|n| format!("p{n};e{n}\n")).collect();
    Files {
        people: Some(format!("identifiant;nom;prenom;courriel\nd1;Roy;Ana;\n{}", people.concat()).into()),
        memberships: Some(
            format!(
                "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline\n\
                 d1;0570051W;direction;;;Chef d’établissement;\n{}",
                memberships.concat()
            )
            .into(),
        ),
        families: Some(format!("parent;enfant\n{}", families.concat()).into()),
        ..small()
    }
}

fn text(bytes: Option<&bytes::Bytes>) -> String {
    String::from_utf8(bytes.expect("a file").to_vec()).expect("UTF-8")
}

#[both_engines]
async fn nothing_is_taken_away_without_a_confirmation(db: &DatabaseConnection) {
    let whole = school_of_thirty();
    apply(db, &whole).await;
    assert!(memberships(db).await.contains(&"d1 0570051W National_DIR Chef d'établissement".to_owned()));
    let asks = async |files: &Files| {
        let report = run(db, files, APPLY).await;
        assert!(!report.applied, "{report:#?}");
        let losses = report.needs_confirmation.as_ref().map(|removal| removal.losses.clone());
        let kinds: Vec<LossKind> = losses.unwrap_or_default().iter().map(|loss| loss.kind).collect();
        (kinds, report)
    };
    // A header without a line.
    let without_families = Files { families: Some("parent;enfant\n".into()), ..whole.clone() };
    let (kinds, _) = asks(&without_families).await;
    assert_eq!(kinds, [LossKind::Memberships, LossKind::FamilyLinks, LossKind::School]);
    // A file that was cut.
    let cut = text(whole.memberships.as_ref()).lines().take(1).collect::<Vec<_>>().join(
        "
",
    );
    let without_links = Files { memberships: Some(cut.into()), families: None, ..whole.clone() };
    let (kinds, report) = asks(&without_links).await;
    assert_eq!(kinds, [LossKind::Memberships, LossKind::Heads, LossKind::School]);
    assert_eq!(report.without_head.len(), 1);
    let level = Vanished { of: NameKind::Level, name: "6e".to_owned() };
    assert!(report.vanished.contains(&level), "{:?}", report.vanished);
    // Everybody under another name.
    let renamed = text(whole.people.as_ref()).replace("Parent", "Parente");
    let (kinds, _) = asks(&Files { people: Some(renamed.into()), ..whole.clone() }).await;
    assert_eq!(kinds, [LossKind::Renamed]);
    // A new school year is no loss.
    let next = text(whole.memberships.as_ref()).replace(";6e;", ";5e;");
    let report = apply(db, &Files { memberships: Some(next.into()), ..whole }).await;
    let expected = Counts { added: 60, changed: 0, removed: 60, unchanged: 1 };
    assert_eq!(report.memberships, expected);
}

/// Fifteen teachers: the rest of the line of each, and their addresses.
fn fifteen(line: &str, address: impl Fn(u32) -> String) -> Files {
    let people: Vec<String> = (1..=15).map(|n| format!("t{n};Benali{n};Zoé;{}\n", address(n))).collect();
    let memberships: Vec<String> = (1..=15).map(|n| format!("t{n};0570051W;{line}\n")).collect();
    let header = "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline";
    Files {
        people: Some(format!("identifiant;nom;prenom;courriel\n{}", people.concat()).into()),
        memberships: Some(format!("{header}\n{}", memberships.concat()).into()),
        families: None,
        ..small()
    }
}

#[both_engines]
async fn a_column_is_not_emptied_or_shifted_without_a_confirmation(db: &DatabaseConnection) {
    let own = |n: u32| format!("t{n}@lycee.example");
    let line = "enseignant;2de;2de générale;Professeur principal;Mathématiques";
    apply(db, &fifteen(line, own)).await;
    let asks = async |files: &Files| {
        let report = run(db, files, APPLY).await;
        assert!(!report.applied, "{report:#?}");
        let losses = report.needs_confirmation.map(|removal| removal.losses).unwrap_or_default();
        losses.iter().map(|loss| (loss.kind, loss.lost, loss.out_of)).collect::<Vec<_>>()
    };
    // Each has the address of the one before, or none.
    for files in [fifteen(line, |n| own(n - 1)), fifteen(line, |_| String::new())] {
        assert_eq!(asks(&files).await, [(LossKind::Addresses, 15, 15)]);
    }
    for (line, kind) in [
        ("enseignant;;;Professeur principal;Mathématiques", LossKind::Levels),
        ("enseignant;2de;;Professeur principal;Mathématiques", LossKind::Levels),
        ("enseignant;2de;2de générale;;Mathématiques", LossKind::Functions),
        ("enseignant;2de;2de générale;Professeur principal;", LossKind::Subjects),
    ] {
        assert_eq!(asks(&fifteen(line, own)).await, [(kind, 15, 15)], "{line}");
    }
    // The same rows go, and other ones come: a number is about one of the two.
    let number = async |line: &str| {
        let report = run(db, &fifteen(line, own), APPLY).await;
        report.needs_confirmation.expect("a question").number
    };
    let without_level = number("enseignant;;;Professeur principal;Mathématiques").await;
    assert_ne!(number("enseignant;2de;2de générale;Professeur principal;").await, without_level);
    // They would be reached, and have rights, as what they are not.
    let pupils = asks(&fifteen("élève;2de;2de générale;;", own)).await;
    assert_eq!(pupils, [(LossKind::Memberships, 15, 15), (LossKind::School, 15, 15)]);
    // Others than before, in the same columns.
    let next = "enseignant;1re;1re générale;Coordonnateur;Physique";
    apply(db, &fifteen(next, |n| own(n).to_uppercase())).await;
}

#[tokio::test]
async fn one_school_among_many_keeps_its_names_or_it_asks() {
    on_sqlite(async |db| {
        let directory = |name: &str| {
            let people = (0..300).map(|n| format!("e{n};{};Zoé;\n", if n < 12 { name } else { "Élève" }));
            let school = |n: u32| if n < 12 { "0570051W" } else { "0570052X" };
            let memberships = (0..300).map(|n| format!("e{n};{};élève;6e;;;\n", school(n)));
            let header = "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline";
            let people = people.collect::<String>();
            Files {
                people: Some(format!("identifiant;nom;prenom;courriel\n{people}").into()),
                memberships: Some(format!("{header}\n{}", memberships.collect::<String>()).into()),
                families: None,
                ..small()
            }
        };
        apply(db, &directory("Élève")).await;
        let report = run(db, &directory("?l?ve"), APPLY).await;
        assert!(!report.applied, "{report:#?}");
        let losses = report.needs_confirmation.expect("a question").losses;
        let losses: Vec<_> = losses.iter().map(|loss| (loss.kind, loss.lost, loss.out_of)).collect();
        assert_eq!(losses, [(LossKind::Renamed, 12, 12)]);
    })
    .await;
}

/// Twelve families of one school and three hundred of another one. `parent` is the last name of the parents of
/// the twelve; the addresses and children of those move by these many rows.
fn families_of_two_schools(parent: &str, addresses: u32, children: u32) -> Files {
    let is_few = |n: u32| n < 12;
    let moved = |n: u32, by: u32| if is_few(n) { (n + by) % 12 } else { n };
    let people = (0..312).map(|n| {
        let (name, address) = (if is_few(n) { parent } else { "Parent" }, moved(n, addresses));
        format!("e{n};Élève;Zoé;\np{n};{name};Léa;p{address}@courriel.example\n")
    });
    let school = |n: u32| if is_few(n) { "0570051W" } else { "0570052X" };
    let memberships = (0..312).map(|n| format!("e{n};{};élève;6e;;;\n", school(n)));
    let families = (0..312).map(|n| format!("p{n};e{}\n", moved(n, children)));
    let header = "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline";
    let people = people.collect::<String>();
    Files {
        people: Some(format!("identifiant;nom;prenom;courriel\n{people}").into()),
        memberships: Some(format!("{header}\n{}", memberships.collect::<String>()).into()),
        families: Some(format!("parent;enfant\n{}", families.collect::<String>()).into()),
        ..small()
    }
}

#[both_engines]
async fn the_parents_of_one_school_among_many_keep_what_they_have_or_it_asks(db: &DatabaseConnection) {
    apply(db, &families_of_two_schools("Parent", 0, 0)).await;
    for (how, files, expected) in [
        ("another name", families_of_two_schools("?", 0, 0), (LossKind::Renamed, 12, 24)),
        (
            "the address of the next one",
            families_of_two_schools("Parent", 1, 0),
            (LossKind::Addresses, 12, 12),
        ),
        (
            "the child of the next one",
            families_of_two_schools("Parent", 0, 1),
            (LossKind::FamilyLinks, 12, 12),
        ),
    ] {
        let report = run(db, &files, APPLY).await;
        assert!(!report.applied, "{how}: {report:#?}");
        let losses = report.needs_confirmation.expect("a question").losses;
        let losses: Vec<_> = losses.iter().map(|loss| (loss.kind, loss.lost, loss.out_of)).collect();
        assert_eq!(losses, [expected], "{how}");
    }
    assert!(apply(db, &families_of_two_schools("Parent", 0, 0)).await.is_idle());
}

#[both_engines]
async fn nobody_with_a_role_is_removed_without_a_confirmation(world: World) {
    let mut texts = directory::texts(&world.backend.db).await;
    // So many that two people are few of them.
    texts[1].extend((0..200).map(|n| format!("autre{n};Autre{n};Zoé;\n")));
    let files = |texts: &[String; 4]| {
        let mut files = Files::default();
        for (kind, text) in FileKind::ALL.into_iter().zip(texts.clone()) {
            files.set(kind, text);
        }
        files
    };
    apply(&world.backend.db, &files(&texts)).await;
    let without = |name: &str| {
        let begins = format!("{name};");
        let mut texts = texts.clone();
        texts[1] =
            texts[1].lines().filter(|line| !line.starts_with(&begins)).flat_map(|l| [l, "\n"]).collect();
        files(&texts)
    };
    // Beyond a tenth of those who have one.
    world.sql("DELETE FROM access_grant").await;
    let teacher = world.person("autre1").await;
    let grantee = Grantee::Person(teacher);
    let new = NewGrant { role: Role::SenderViewer, grantee, extent: Extent::Whole, severity: None };
    let scope = Scope::Establishment(world.curie);
    access::grant::insert(&world.backend.db, &new, scope, None).await.expect("a grant");
    let report = run(&world.backend.db, &without("autre1"), APPLY).await;
    assert!(!report.applied, "{report:#?}");
    let losses = report.needs_confirmation.expect("a question").losses;
    let losses: Vec<_> = losses.iter().map(|loss| (loss.kind, loss.lost)).collect();
    assert_eq!(losses, [(LossKind::RoleHolders, 1)]);
    apply(&world.backend.db, &without("autre2")).await;
}

#[both_engines]
async fn files_are_read_as_spreadsheets_write_them(db: &DatabaseConnection) {
    let people = "Liste des usagers;;;\n\nIdentifiant;NOM;Prénom;Courriel\ne1;Morin;Élise\nd1;Roy;Ana;;;\n";
    let memberships = "sep=,\r\nidentifiant,uai,Profil,Niveau,Sous-niveau,Fonction,Discipline\r\n\
        e1,0570051w,Élève,1re\u{a0}générale,,,\r\nd1\u{200b},0570051W,DIRECTION,,,Cheffe d’établissement\r\n";
    let families: Vec<u8> =
        "\u{feff}parent\tenfant\r\nd1\te1\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut files = small();
    files.set(FileKind::People, people);
    files.set(FileKind::Memberships, memberships);
    files.set(FileKind::Families, families);
    apply(db, &files).await;
    let found = self::memberships(db).await;
    assert!(found.contains(&"e1 0570051W National_ELV 1re générale".to_owned()), "{found:#?}");
    assert!(found.contains(&"d1 0570051W National_DIR Chef d'établissement".to_owned()), "{found:#?}");
    assert_eq!(links(db).await, ["d1 e1"]);
    // What cannot be read is named.
    let refused = async |kind: FileKind, text: &str| {
        let mut files = files.clone();
        files.set(kind, text.to_owned());
        run(db, &files, APPLY).await.refusals.into_iter().map(|refused| refused.refusal).collect::<Vec<_>>()
    };
    let other = refused(FileKind::People, "Matricule;Patronyme\n1;Roy\n").await;
    assert_eq!(other[0], RowRefusal::NoHeader(vec!["Matricule".to_owned(), "Patronyme".to_owned()]));
    let doubled = refused(FileKind::People, "identifiant;nom;prenom;courriel\ne1;Morin;Ã‰lise;\n").await;
    assert!(matches!(doubled[0], RowRefusal::DoubledEncoding(_)), "{doubled:?}");
    let twins = "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline\n\
        e1;0570051W;élève;1re Générale;;;\nd1;0570051W;élève;1re générale;;;\n";
    let twins = refused(FileKind::Memberships, twins).await;
    assert!(matches!(twins[0], RowRefusal::Twin { .. }), "{twins:?}");
}

#[both_engines]
async fn the_last_imports_can_be_looked_at_again(world: World) {
    let id = world.administrator("collectivite").await;
    let admin = Caller::load(&world.backend.db, id).await.expect("somebody");
    let files = small();
    // Everybody of the small world would leave.
    let by = || Entry::by_the_system(Action::Imported, "annuaire");
    let origin = ImportOrigin::Command;
    let run = runs::run_to_end(&world.backend, origin, by(), &files, APPLY, &|_| ()).await;
    let (_, held) = run.expect("a report");
    assert!(!held.applied);
    let past = past::recent(&world.backend, &admin).await.expect("a list");
    let [run] = past.as_slice() else { panic!("{past:?}") };
    assert!(run.by.is_empty() && matches!(run.ended, Ended::Held | Ended::Refused), "{run:?}");
    let names: Vec<&str> = run.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["etablissements.csv", "familles.csv", "rattachements.csv", "usagers.csv"]);
    assert!(run.origin == ImportOrigin::Command && run.undoable.is_none(), "{run:?}");
    let state = runs::state(&world.backend, &admin, run.id).await.expect("a state");
    assert!(matches!(state, runs::RunState::Done(_)), "{state:?}");
    let other = world.actor("enseignant").await.caller().await;
    assert!(past::recent(&world.backend, &other).await.is_err(), "only administrators");
}

#[both_engines]
async fn a_trial_names_what_would_lose_its_meaning(world: World) {
    let teacher = world.actor("enseignant").await;
    let id = teacher.publishes(&announcement("Sortie").to([of_level(Profile::Student, "2de")])).await;
    teacher.publishes(&announcement("Cantine").to([of_profile(Profile::Student)])).await;
    let scope = Scope::Establishment(world.curie);
    for (role, input) in [
        (Role::SenderViewer, of_level(Profile::Teacher, "2de")),
        (Role::SenderManager, of_profile(Profile::Teacher)),
    ] {
        let population = Population::parse(&input, &mut FieldErrors::default()).expect("a population");
        let grantee = Grantee::Population(population);
        let new = NewGrant { role, grantee, extent: Extent::Whole, severity: None };
        access::grant::insert(&world.backend.db, &new, scope, None).await.expect("a grant");
    }

    let head = world.actor("direction").await.caller().await;
    let club_of = |level: &str| SpaceInput {
        name: format!("Club {level}"),
        profiles: vec![Profile::Student.code().to_owned()],
        levels: vec![level.to_owned()],
    };
    let club = spaces::add_space(&world.backend, &head, world.curie, &club_of("2de")).await.expect("a space");
    let proviseure = world.actor("proviseure").await.caller().await;
    let other = spaces::add_space(&world.backend, &proviseure, world.pasteur, &club_of("5e")).await;
    other.expect("a space");

    let mut texts = directory::texts(&world.backend.db).await;
    texts[2] = texts[2].replace(";2de;", ";2nde;");
    let mut files = Files::default();
    for (kind, text) in FileKind::ALL.into_iter().zip(texts) {
        files.set(kind, text);
    }
    let trial = Options { dry_run: true, confirmed: Confirmed::No };
    let meaningless = run(&world.backend.db, &files, trial).await.meaningless;
    let level = [Vanished { of: NameKind::Level, name: "2de".to_owned() }];
    let [losing] = meaningless.communications.as_slice() else { panic!("{meaningless:#?}") };
    assert_eq!((losing.id, losing.title.as_str(), losing.names.as_slice()), (id, "Sortie", level.as_slice()));
    let [losing] = meaningless.grants.as_slice() else { panic!("{meaningless:#?}") };
    assert_eq!((losing.role, losing.scope.as_str()), (Role::SenderViewer, "Lycée Curie"));
    assert_eq!(losing.names, level);
    let [losing] = meaningless.spaces.as_slice() else { panic!("{meaningless:#?}") };
    assert_eq!((losing.space.id, losing.space.name.as_str()), (club, "Club 2de"));
    assert_eq!((losing.space.school.as_str(), losing.names.as_slice()), ("Lycée Curie", level.as_slice()));
}

#[both_engines]
async fn a_trial_names_who_comes_goes_and_moves(db: &DatabaseConnection) {
    apply(db, &small()).await;
    let people = text(small().people.as_ref())
        .replace("t1;Benali;", "t1;Benali-Roy;")
        .replace("e1;Morin;Élise;\n", "n1;Neuf;Noé;\n");
    let memberships = text(small().memberships.as_ref())
        .replace("e1;0570051W;National_ELV;1re;1re générale;;\n", "n1;0570051W;élève;2de;;;\n")
        .replace("e2;0570052X;élève;5e;;;", "e2;0570052X;élève;4e;;;");
    let mut files = small();
    files.set(FileKind::People, people);
    files.set(FileKind::Memberships, memberships);
    files.set(FileKind::Families, "parent;enfant\np1;e2\n");
    let trial = Options { dry_run: true, confirmed: Confirmed::No };
    let found = run(db, &files, trial).await.movements;
    assert_eq!((found.come, found.come_total), (vec!["Noé Neuf".to_owned()], 1));
    assert_eq!((found.go, found.go_total), (vec!["Élise Morin".to_owned()], 1));
    let as_pupil =
        Standing { profile: Profile::Student, place: "Lycée Pierre et Marie Curie, 2de".to_owned() };
    assert_eq!(found.come_as, [[as_pupil]]);
    let [renamed] = found.renamed.as_slice() else { panic!("{:?}", found.renamed) };
    assert_eq!((renamed.from.as_str(), renamed.to.as_str()), ("Karim Benali", "Karim Benali-Roy"));
    let [moved] = found.moved.as_slice() else { panic!("{:?}", found.moved) };
    assert_eq!(moved.name, "Côme Morin");
    assert_eq!(
        (moved.from.as_slice(), moved.to.as_slice()),
        (
            ["Collège Louis Pasteur, 5e".to_owned()].as_slice(),
            ["Collège Louis Pasteur, 4e".to_owned()].as_slice(),
        )
    );
}
