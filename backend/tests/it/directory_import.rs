//! What an import does to the directory, on both engines.

use std::sync::atomic::{AtomicBool, Ordering};

use backend::{
    directory::import::{Confirmed, Counts, Files, Options, Phase, Progress},
    entities::{establishment, person, session},
    revision,
};
use domain::{
    directory::{Loss, LossKind},
    time::Millis,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait as _, DatabaseConnection, EntityTrait, QueryFilter,
};
use testing::{
    both_engines,
    directory::{
        self, APPLY, ESTABLISHMENTS, FAMILIES, MEMBERSHIPS, NOW, PEOPLE, apply, count, links, memberships,
        run, small,
    },
};
use words::Language;

const fn counts(added: u64, changed: u64, removed: u64, unchanged: u64) -> Counts {
    Counts { added, changed, removed, unchanged }
}

async fn find(db: &DatabaseConnection, external_id: &str) -> person::Model {
    let query = person::Entity::find().filter(person::Column::ExternalId.eq(external_id));
    query.one(db).await.expect("a query").expect("a person")
}

/// `small()` with replacements in people and memberships.
fn changed(people: &[(&str, &str)], memberships: &[(&str, &str)]) -> Files {
    let replaced = |text: &str, changes: &[(&str, &str)]| {
        changes.iter().fold(text.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from:?} is not in the file");
            text.replace(from, to)
        })
    };
    Files {
        people: Some(replaced(PEOPLE, people).into()),
        memberships: Some(replaced(MEMBERSHIPS, memberships).into()),
        ..small()
    }
}

const ALLOWED: Options = Options { dry_run: false, confirmed: Confirmed::Anything };

#[both_engines]
async fn a_first_import_fills_the_directory(db: &DatabaseConnection) {
    let report = apply(db, &small()).await;
    assert_eq!(report.establishments, counts(3, 0, 0, 0));
    assert_eq!(report.people, counts(5, 0, 0, 0));
    assert_eq!(report.memberships, counts(7, 0, 0, 0));
    assert_eq!(report.families, counts(2, 0, 0, 0));
    assert_eq!((report.refusals.len(), report.refusals_total, report.needs_confirmation), (0, 0, None));
    assert_eq!(
        memberships(db).await,
        [
            "d1 0570051W National_DIR Chef d'établissement",
            "e1 0570051W National_ELV 1re 1re générale",
            "e2 0570052X National_ELV 5e",
            "p1 0570051W National_TUT 1re 1re générale",
            "p1 0570052X National_TUT 5e",
            "t1 0570051W National_ENS 2de Mathématiques",
            "t1 0570052X National_ENS 3e Mathématiques",
        ]
    );
    assert_eq!(links(db).await, ["p1 e1", "p1 e2"]);

    let schools = directory::rows(
        db,
        "SELECT e.uai, e.name, e.town, e.time_zone, a.name, COALESCE(c.name, '') FROM establishment e \
             JOIN authority a ON a.id = e.authority_id LEFT JOIN campus c ON c.id = e.campus_id ORDER BY uai",
    );
    assert_eq!(
        schools.await,
        [
            "0570051W Lycée Pierre et Marie Curie Metz Europe/Paris Mon bureau numérique Curie-Pasteur",
            "0570052X Collège Louis Pasteur Metz Europe/Paris Mon bureau numérique Curie-Pasteur",
            "9740001A Lycée Leconte de Lisle Saint-Denis Indian/Reunion Mon bureau numérique",
        ]
    );
    let parent = find(db, "p1").await;
    assert_eq!((parent.first_name.as_str(), parent.last_name.as_str()), ("Stéphane", "Morin"));
    assert_eq!(parent.email, "stephane.morin@courriel.example");
    let revisions = revision::read(db).await.expect("revisions");
    assert_eq!((revisions.directory, revisions.board, revisions.sessions), (1, 1, 0));
}

#[both_engines]
async fn a_school_overseas_has_its_own_time_where_the_file_names_none(db: &DatabaseConnection) {
    let schools = ESTABLISHMENTS.replace("Indian/Reunion", "");
    apply(db, &Files { establishments: Some(schools.into()), ..small() }).await;
    let zones = directory::rows(db, "SELECT uai, time_zone FROM establishment ORDER BY uai").await;
    assert_eq!(zones, ["0570051W Europe/Paris", "0570052X Europe/Paris", "9740001A Indian/Reunion"]);
}

#[both_engines]
async fn ids_rise_in_the_order_of_the_file(db: &DatabaseConnection) {
    apply(db, &small()).await;
    let mut people = person::Entity::find().all(db).await.expect("people");
    people.sort_by_key(|person| person.id);
    let order: Vec<&str> = people.iter().map(|person| person.external_id.as_str()).collect();
    assert_eq!(order, ["e1", "e2", "p1", "t1", "d1"]);
}

#[both_engines]
async fn the_same_files_again_change_nothing(db: &DatabaseConnection) {
    apply(db, &small()).await;
    let before = (memberships(db).await, revision::read(db).await.expect("revisions"));
    let report = apply(db, &small()).await;
    assert!(report.is_idle(), "{report:#?}");
    assert_eq!(report.people, counts(0, 0, 0, 5));
    assert_eq!(report.memberships, counts(0, 0, 0, 7));
    assert_eq!(report.families, counts(0, 0, 0, 2));
    assert_eq!(report.establishments, counts(0, 0, 0, 3));
    assert_eq!((memberships(db).await, revision::read(db).await.expect("revisions")), before);
}

#[both_engines]
async fn only_changes_are_written(db: &DatabaseConnection) {
    apply(db, &small()).await;
    let teacher = find(db, "t1").await;
    let mut files = changed(&[("Benali;Karim", "Benali-Roux;Karim")], &[(";2de;;;M", ";Terminale;;;M")]);
    files.establishments = Some(ESTABLISHMENTS.replace("Curie-Pasteur\n9740001A", "\n9740001A").into());
    let report = apply(db, &files).await;
    assert_eq!(report.people, counts(0, 1, 0, 4));
    assert_eq!(report.memberships, counts(1, 0, 1, 6));
    assert_eq!(report.establishments, counts(0, 1, 0, 2));
    let renamed = find(db, "t1").await;
    assert_eq!((renamed.id, renamed.last_name.as_str()), (teacher.id, "Benali-Roux"));
    let memberships = memberships(db).await;
    assert!(memberships.contains(&"t1 0570051W National_ENS Terminale Mathématiques".to_owned()));
    assert!(!memberships.iter().any(|line| line.contains("2de")));
    // The empty cohort was deleted.
    assert_eq!(count(db, "cohort WHERE level = '2de'").await, 0);
    let schools = establishment::Entity::find().all(db).await.expect("schools");
    assert_eq!(schools.iter().filter(|school| school.campus_id.is_some()).count(), 1);
    assert_eq!(revision::read(db).await.expect("revisions").directory, 2);
}

#[both_engines]
async fn leavers_are_removed_and_returners_are_the_same_person(db: &DatabaseConnection) {
    apply(db, &small()).await;
    let parent = find(db, "p1").await;
    for (token, id) in [("a", parent.id), ("b", find(db, "t1").await.id)] {
        let row = session::ActiveModel {
            token_hash: Set(token.to_owned()),
            person_id: Set(id),
            created_at: Set(Millis(0)),
            expires_at: Set(Millis(i64::MAX)),
            ..Default::default()
        };
        session::Entity::insert(row).exec_without_returning(db).await.expect("a row");
    }
    let line = "p1;Morin;Stéphane;stephane.morin@courriel.example\n";
    let mut without = changed(&[(line, "")], &[]);
    without.families = Some("parent;enfant\n".into());
    let report = run(db, &without, ALLOWED).await;
    assert!(report.applied);
    assert_eq!(report.people, counts(0, 0, 1, 4));
    assert_eq!(report.families, counts(0, 0, 2, 0));
    assert_eq!(find(db, "p1").await.removed_at, Some(NOW));
    assert!(!memberships(db).await.iter().any(|line| line.starts_with("p1")));
    let left = session::Entity::find().all(db).await.expect("rows");
    assert_eq!(left.iter().map(|row| row.token_hash.as_str()).collect::<Vec<_>>(), ["b"]);
    assert_eq!(revision::read(db).await.expect("revisions").sessions, 1);

    // Still absent: nothing more to remove.
    assert!(apply(db, &without).await.is_idle());

    let report = apply(db, &small()).await;
    assert_eq!(report.people, counts(1, 0, 0, 4));
    let back = find(db, "p1").await;
    assert_eq!((back.id, back.removed_at), (parent.id, None));
    assert_eq!(memberships(db).await.iter().filter(|line| line.starts_with("p1")).count(), 2);
    assert_eq!(links(db).await, ["p1 e1", "p1 e2"]);
}

#[both_engines]
async fn removing_more_than_a_tenth_must_be_confirmed(db: &DatabaseConnection) {
    let people = |last: u32| {
        let lines: Vec<String> = (1..=last).map(|n| format!("x{n};Nom;Prénom;\n")).collect();
        Files {
            people: Some(format!("identifiant;nom;prenom;courriel\n{}", lines.concat()).into()),
            memberships: Some("identifiant;uai;profil;niveau;sous_niveau;fonction;discipline\n".into()),
            families: None,
            ..small()
        }
    };
    apply(db, &people(20)).await;
    // Two of twenty are a tenth, not more.
    assert_eq!(apply(db, &people(18)).await.people, counts(0, 0, 2, 18));
    let refused = run(db, &people(16), APPLY).await;
    assert!(!refused.applied);
    let removal = refused.needs_confirmation.clone().expect("a question");
    let lost = Loss { kind: LossKind::People, school: None, lost: 2, out_of: 18 };
    assert_eq!((removal.lost, removal.losses), (2, vec![lost]));
    let wrong = Options { dry_run: false, confirmed: Confirmed::Number(removal.number + 1) };
    assert!(!run(db, &people(16), wrong).await.applied, "another number is about another difference");
    let typed = Options { dry_run: false, confirmed: Confirmed::Number(removal.number) };
    let mut others = people(16);
    let text = "identifiant;nom;prenom;courriel\n";
    let lines: Vec<String> = (3..=18).map(|n| format!("x{n};Nom;Prénom;\n")).collect();
    others.people = Some(format!("{text}{}", lines.concat()).into());
    let asked = run(db, &others, typed).await;
    assert!(!asked.applied, "two others would leave");
    assert_eq!(asked.needs_confirmation.map(|other| other.lost), Some(2));
    // The same two would leave, and somebody else come.
    let mut more = people(16);
    let lines = String::from_utf8(more.people.expect("a file").to_vec()).expect("UTF-8");
    more.people = Some(format!("{lines}y1;Nom;Prénom;\n").into());
    let asked = run(db, &more, typed).await;
    assert!(!asked.applied, "{asked:#?}");
    assert_eq!(count(db, "person WHERE removed_at IS NULL").await, 18);
    let tried = run(db, &people(16), Options { dry_run: true, confirmed: Confirmed::No }).await;
    assert_eq!(tried.needs_confirmation, refused.needs_confirmation);
    let allowed = run(db, &people(16), typed).await;
    assert!(allowed.applied && allowed.needs_confirmation.is_none());
    assert_eq!(count(db, "person WHERE removed_at IS NULL").await, 16);
}

#[both_engines]
async fn parents_follow_their_children(db: &DatabaseConnection) {
    apply(db, &small()).await;
    let of_parent = async || -> Vec<String> {
        memberships(db).await.into_iter().filter(|line| line.starts_with("p1")).collect()
    };
    let moved = changed(&[], &[(";1re;1re générale;;", ";Terminale;Terminale générale;;")]);
    apply(db, &moved).await;
    let expected = ["p1 0570051W National_TUT Terminale Terminale générale", "p1 0570052X National_TUT 5e"];
    assert_eq!(of_parent().await, expected);

    // The elder child leaves the school, so the parent leaves it too.
    let mut left =
        changed(&[("e1;Morin;Élise;\n", "")], &[("e1;0570051W;National_ELV;1re;1re générale;;\n", "")]);
    left.families = Some("parent;enfant\np1;e2\n".into());
    assert!(run(db, &left, ALLOWED).await.applied);
    assert_eq!(of_parent().await, ["p1 0570052X National_TUT 5e"]);
    assert_eq!(links(db).await, ["p1 e2"]);
}

#[both_engines]
async fn family_links_stay_without_the_families_file(db: &DatabaseConnection) {
    apply(db, &small()).await;
    let mut files = changed(&[], &[(";5e;;;", ";4e;;;")]);
    files.families = None;
    let report = apply(db, &files).await;
    assert_eq!(report.families, counts(0, 0, 0, 2));
    assert_eq!(links(db).await, ["p1 e1", "p1 e2"]);
    // Parents still follow their children.
    let memberships = memberships(db).await;
    assert!(memberships.contains(&"p1 0570052X National_TUT 4e".to_owned()), "{memberships:#?}");
    assert!(!memberships.contains(&"p1 0570052X National_TUT 5e".to_owned()));

    // When a child leaves, the link is removed too.
    files.people = Some(PEOPLE.replace("e1;Morin;Élise;\n", "").into());
    files.memberships = Some(MEMBERSHIPS.replace("e1;0570051W;National_ELV;1re;1re générale;;\n", "").into());
    assert_eq!(run(db, &files, ALLOWED).await.families, counts(0, 0, 1, 1));
    assert_eq!(links(db).await, ["p1 e2"]);
}

#[both_engines]
async fn known_schools_need_no_file(db: &DatabaseConnection) {
    apply(db, &small()).await;
    let mut files = changed(&[], &[("e2;0570052X;élève;5e", "e2;9740001a;élève;2de")]);
    files.establishments = None;
    let report = apply(db, &files).await;
    assert_eq!(report.establishments, counts(0, 0, 0, 0));
    assert!(memberships(db).await.contains(&"e2 9740001A National_ELV 2de".to_owned()));
    // A file with one school does not change the others.
    files.establishments = Some(ESTABLISHMENTS.lines().take(2).collect::<Vec<_>>().join("\n").into());
    apply(db, &files).await;
    assert_eq!(count(db, "establishment").await, 3);
}

#[both_engines]
async fn a_dry_run_reports_everything_and_writes_nothing(db: &DatabaseConnection) {
    let trial = Options { dry_run: true, confirmed: Confirmed::No };
    let report = run(db, &small(), trial).await;
    assert!(report.dry_run && !report.applied);
    assert_eq!(report.people, counts(5, 0, 0, 0));
    assert_eq!(report.memberships, counts(7, 0, 0, 0));
    for table in ["establishment", "authority", "campus", "person", "cohort", "membership", "family_link"] {
        assert_eq!(count(db, table).await, 0, "{table}");
    }
    assert_eq!(revision::read(db).await.expect("revisions"), revision::Revisions::default());
}

#[both_engines]
async fn repeated_lines_count_once(db: &DatabaseConnection) {
    let mut files = small();
    files.memberships = Some(format!("{MEMBERSHIPS}e2;0570052X;National_ELV;5e;;;\n").into());
    files.families = Some(format!("{FAMILIES}p1;e1\n").into());
    let report = apply(db, &files).await;
    assert_eq!((report.memberships.added, report.families.added), (7, 2));
}

#[both_engines]
async fn progress_rises_to_the_end_of_each_phase(db: &DatabaseConnection) {
    let told = std::sync::Mutex::new(Vec::<Progress>::new());
    let watch = |progress| told.lock().expect("a list").push(progress);
    backend::directory::import::run(db, &small(), APPLY, NOW, &watch).await.expect("an import");
    let told = told.into_inner().expect("a list");
    assert!(told.is_sorted_by_key(|progress| (progress.phase, progress.done)), "{told:#?}");
    for phase in [Phase::Reading, Phase::Comparing, Phase::Writing] {
        let last = told.iter().rfind(|progress| progress.phase == phase).expect("every phase");
        assert_eq!(last.done, last.total, "{phase:?}");
    }
}

#[both_engines]
async fn two_imports_at_once_do_not_mix(db: &DatabaseConnection) {
    let (small, other) = (small(), changed(&[("Morin;Élise", "Morin;Alice")], &[]));
    let watch = |_| ();
    let (one, two) = futures::join!(
        backend::directory::import::run(db, &small, APPLY, NOW, &watch),
        backend::directory::import::run(db, &other, APPLY, NOW, &watch),
    );
    assert!(one.expect("an import").applied && two.expect("an import").applied);
    assert_eq!(count(db, "person").await, 5);
    assert_eq!(count(db, "membership").await, 7);
}

#[both_engines]
async fn an_import_cannot_remove_the_last_administrator(db: &DatabaseConnection) {
    apply(db, &small()).await;
    backend::accounts::create(db, "t1", "karim", "hash".to_owned(), true).await.expect("an account");
    let line = "t1;Benali;Karim;karim.benali@lycee.example\n";
    let kept: Vec<&str> = MEMBERSHIPS.lines().filter(|line| !line.starts_with("t1;")).collect();
    let without = Files { memberships: Some(kept.join("\n").into()), ..changed(&[(line, "")], &[]) };
    // Somebody who has an account without a password cannot sign in to repair anything.
    backend::accounts::create(db, "d1", "jean-marc", String::new(), true).await.expect("an account");
    for options in [ALLOWED, Options { dry_run: true, ..ALLOWED }] {
        let report = run(db, &without, options).await;
        assert!(!report.applied);
        let told: Vec<String> =
            report.refusals.iter().map(|refused| refused.sentence(Language::French.words())).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].starts_with("usagers.csv\u{a0}: ") && told[0].contains("Karim Benali (t1)"),
            "{told:?}"
        );
    }
    backend::accounts::create(db, "d1", "jean-marc", "hash".to_owned(), true).await.expect("an account");
    assert!(run(db, &without, ALLOWED).await.applied, "another one stays");
}

#[both_engines(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_sees_that_another_administrator_has_just_stopped(db: &DatabaseConnection) {
    apply(db, &small()).await;
    for (person, login) in [("t1", "karim"), ("d1", "jean-marc")] {
        backend::accounts::create(db, person, login, "hash".to_owned(), true).await.expect("an account");
    }
    let line = "t1;Benali;Karim;karim.benali@lycee.example\n";
    let kept: Vec<&str> = MEMBERSHIPS.lines().filter(|line| !line.starts_with("t1;")).collect();
    let without = Files { memberships: Some(kept.join("\n").into()), ..changed(&[(line, "")], &[]) };
    let ended = AtomicBool::new(false);
    // The comparison has found that one stays; before the writing begins, that one stops.
    let watch = |progress: Progress| {
        if progress.phase == Phase::Writing && !ended.swap(true, Ordering::SeqCst) {
            let stop = "UPDATE account SET portal_administrator = FALSE WHERE login = 'jean-marc'";
            let stopped = tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(db.execute_unprepared(stop))
            });
            stopped.expect("stopped");
        }
    };
    let report = backend::directory::import::run(db, &without, ALLOWED, NOW, &watch).await.expect("a report");
    assert!(ended.load(Ordering::SeqCst), "the import was crossed");
    assert!(!report.applied && report.refusals_total == 1, "{report:?}");
    assert!(find(db, "t1").await.removed_at.is_none());
}
