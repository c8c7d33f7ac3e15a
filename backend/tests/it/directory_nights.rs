//! A folder that is imported every night.

use std::{path::Path, sync::Arc};

use backend::{
    Services,
    access::Caller,
    directory::{
        import::Confirmed,
        night::{self, Night},
        past::{self, Ended, PastRun},
        runs::{self, RunState},
    },
    jobs::run_next,
    queue::Kind,
};
use chrono::Days;
use domain::directory::{ImportNote, ImportOrigin, Nightly};
use testing::{
    World, both_engines,
    directory::{ESTABLISHMENTS, FAMILIES, MEMBERSHIPS, PEOPLE, links, rows},
    on_sqlite_url,
};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
const NAMES: [&str; 4] = ["etablissements.csv", "usagers.csv", "rattachements.csv", "familles.csv"];

fn put(folder: &Path, texts: [&str; 4]) {
    for (name, text) in NAMES.into_iter().zip(texts) {
        std::fs::write(folder.join(name), text).expect("a file");
    }
}

/// Everything that the queue does for the nights at this moment.
async fn looks(world: &World) {
    while run_next(&world.backend, Kind::Night).await.expect("a look") {}
}

async fn night_passes(world: &World) {
    world.wait(DAY_MS);
    looks(world).await;
}

async fn nights(world: &World) -> Vec<PastRun> {
    let admin = world.actor("collectivite").await.caller().await;
    past::nights(&world.backend, &admin).await.expect("the nights")
}

async fn told(world: &World) -> Vec<String> {
    world.actor("collectivite").await.finds_letters("", "").await
}

#[both_engines]
async fn a_folder_is_imported_every_night(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("dépôt");
    let at = Nightly::parse("02:30 Europe/Paris").expect("a time");
    let night = Some(Night { folder: inner.clone(), at });
    let world = World::with(url, Services { night, ..Services::default() }).await;
    world.administrator("collectivite").await;

    // A server that is set up at noon waits for the night.
    looks(&world).await;
    assert!(nights(&world).await.is_empty());
    night_passes(&world).await;
    let ended = async || nights(&world).await.iter().map(|night| night.ended).collect::<Vec<_>>();
    assert_eq!(ended().await, [Ended::Unreadable]);
    let admin = world.actor("collectivite").await.caller().await;
    let unreadable = state(&world, &admin, nights(&world).await[0].id).await;
    assert_eq!(unreadable, RunState::Nothing(ImportNote::Unreadable), "no error of the program");
    assert_eq!(told(&world).await, ["Import automatique de l’annuaire en échec"]);
    world.wait(MINUTE_MS);
    looks(&world).await;
    assert_eq!(ended().await.len(), 1, "once a night");

    // Nearly everybody would leave: nothing changes, and it is told once.
    std::fs::create_dir(&inner).expect("a folder");
    let known = "collectivite;Martin;collectivite;\n";
    let people = format!("{PEOPLE}{known}");
    put(&inner, [ESTABLISHMENTS, &people, MEMBERSHIPS, FAMILIES]);
    night_passes(&world).await;
    night_passes(&world).await;
    assert_eq!(ended().await[..2], [Ended::Held, Ended::Held]);
    assert!(links(&world.backend.db).await.is_empty());
    let held = told(&world).await;
    let suspended = held.iter().filter(|subject| *subject == "Import de l’annuaire suspendu");
    assert_eq!(suspended.count(), 1, "{held:?}");

    // An administrator who has read the difference confirms it by its number.
    let last = nights(&world).await[0].id;
    let RunState::Done(report) = state(&world, &admin, last).await else { panic!("no report") };
    let number = report.needs_confirmation.expect("a question").number;
    let confirm = async |number| {
        let backend = Arc::clone(&world.backend);
        let run = night::import_now(backend, &admin, Confirmed::Number(number)).await.expect("started");
        loop {
            match state(&world, &admin, run).await {
                RunState::Running(_) => tokio::task::yield_now().await,
                RunState::Done(report) => return report.applied,
                over => panic!("{over:?}"),
            }
        }
    };
    assert!(!confirm(number + 1).await, "it is about this one difference");
    assert!(confirm(number).await);
    assert_eq!(links(&world.backend.db).await, ["p1 e1", "p1 e2"]);
    night_passes(&world).await;
    assert_eq!(ended().await[0], Ended::Unchanged);
}

async fn state(world: &World, admin: &Caller, run: i64) -> RunState {
    runs::state(&world.backend, admin, run).await.expect("a state")
}

#[both_engines]
async fn a_folder_with_the_same_files_is_left_alone(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let at = Nightly::parse("02:30 Europe/Paris").expect("a time");
    let night = Some(Night { folder: folder.path().to_owned(), at });
    let world = World::with(url, Services { night, ..Services::default() }).await;
    world.administrator("collectivite").await;
    let texts = testing::directory::texts(&world.backend.db).await;
    put(folder.path(), texts.each_ref().map(String::as_str));
    looks(&world).await;
    night_passes(&world).await;
    night_passes(&world).await;
    let both = nights(&world).await;
    let ended: Vec<Ended> = both.iter().map(|night| night.ended).collect();
    assert_eq!(ended, [Ended::Unchanged, Ended::Applied]);
    assert!(both.iter().all(|night| night.origin == ImportOrigin::Night && night.by.is_empty()), "{both:?}");
    let admin = world.actor("collectivite").await.caller().await;
    let listed = past::recent(&world.backend, &admin).await.expect("a list");
    assert_eq!(listed.len(), 1, "a night without news is no import");

    // A later change of the files is imported.
    let renamed = texts[1].replace("cpe;Martin;", "cpe;Durand;");
    std::fs::write(folder.path().join("usagers.csv"), renamed).expect("a file");
    night_passes(&world).await;
    let last = &nights(&world).await[0];
    assert!(last.ended == Ended::Applied && last.undoable.is_some(), "{last:?}");
    assert!(told(&world).await.is_empty(), "nobody is told of a night that went well");
}

/// As when the process ends between the import and the message.
#[tokio::test]
async fn a_night_is_told_although_it_could_not_be_told_at_once() {
    on_sqlite_url(async |url| {
        let folder = tempfile::tempdir().expect("a folder");
        let at = Nightly::parse("02:30 Europe/Paris").expect("a time");
        let night = Some(Night { folder: folder.path().to_owned(), at });
        let world = World::with(url, Services { night, ..Services::default() }).await;
        world.administrator("collectivite").await;
        let people = format!("{PEOPLE}collectivite;Martin;collectivite;\n");
        put(folder.path(), [ESTABLISHMENTS, &people, MEMBERSHIPS, FAMILIES]);
        looks(&world).await;
        let full =
            "CREATE TRIGGER full_disk BEFORE INSERT ON message BEGIN SELECT RAISE(ABORT, 'disk full'); END";
        world.sql(full).await;
        night_passes(&world).await;
        assert_eq!(nights(&world).await.iter().map(|night| night.ended).collect::<Vec<_>>(), [Ended::Held]);
        assert!(told(&world).await.is_empty());
        world.sql("DROP TRIGGER full_disk").await;
        world.wait(60 * MINUTE_MS);
        looks(&world).await;
        assert_eq!(told(&world).await, ["Import de l’annuaire suspendu"]);
        night_passes(&world).await;
        assert_eq!(told(&world).await.len(), 1, "the same files with the same result are told once");
    })
    .await;
}

/// Twelve pupils of a school, the first one of whom leaves after `last`.
fn siecle(last: &str) -> [(&'static str, String); 2] {
    let pupils = (1..=12).map(|n| {
        let leaves = if n == 1 { format!("<DATE_SORTIE>{last}</DATE_SORTIE>") } else { String::new() };
        let names = format!("<NOM_DE_FAMILLE>ROY{n}</NOM_DE_FAMILLE><PRENOM>Ana</PRENOM>");
        format!("<ELEVE ELEVE_ID='{n}'>{names}{leaves}</ELEVE>")
    });
    let head = "<PARAMETRES><UAJ>0579001A</UAJ></PARAMETRES><DONNEES>";
    let pupils = pupils.collect::<String>();
    [
        (
            "ElevesSansAdresses.xml",
            format!("<BEE_ELEVES>{head}<ELEVES>{pupils}</ELEVES></DONNEES></BEE_ELEVES>"),
        ),
        (
            "ResponsablesAvecAdresses.xml",
            format!("<BEE_RESPONSABLES>{head}<PERSONNES/><RESPONSABLES/></DONNEES></BEE_RESPONSABLES>"),
        ),
    ]
}

#[both_engines]
async fn who_leaves_on_a_day_leaves_with_the_same_files(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let at = Nightly::parse("02:30 Europe/Paris").expect("a time");
    let night = Some(Night { folder: folder.path().to_owned(), at });
    let world = World::with(url, Services { night, ..Services::default() }).await;
    world.administrator("collectivite").await;
    let today = world.backend.clock.now().day(chrono_tz::Tz::Europe__Paris).expect("a day");
    // In the third night, that was yesterday.
    let last = today + Days::new(2);
    for (name, text) in siecle(&last.format("%d/%m/%Y").to_string()) {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let is_there = async || {
        let sql =
            "SELECT external_id FROM person WHERE removed_at IS NULL AND external_id LIKE '0579001A-E%'";
        rows(&world.backend.db, sql).await.len()
    };
    looks(&world).await;
    night_passes(&world).await;
    assert_eq!(is_there().await, 12);
    night_passes(&world).await;
    assert_eq!(is_there().await, 12);
    night_passes(&world).await;
    assert_eq!(is_there().await, 11);
    night_passes(&world).await;
    let ended: Vec<Ended> = nights(&world).await.iter().map(|night| night.ended).collect();
    assert_eq!(ended, [Ended::Unchanged, Ended::Applied, Ended::Unchanged, Ended::Applied]);
    assert!(told(&world).await.is_empty());
}

/// Whoever is told need not open the report to know what to put into the folder.
#[both_engines]
async fn a_night_with_changes_alone_says_what_is_missing(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let at = Nightly::parse("02:30 Europe/Paris").expect("a time");
    let night = Some(Night { folder: folder.path().to_owned(), at });
    let world = World::with(url, Services { night, ..Services::default() }).await;
    world.administrator("collectivite").await;
    let name = "ENT_Delta_20240917_Eleve_0000.xml";
    let change = "<ficAlimMENESR><deleteRequest><operationalAttributes><attr name=\"categoriePersonne\">\
        <value>Eleve</value></attr></operationalAttributes><identifier><id>9001</id></identifier></deleteRequest>\
        </ficAlimMENESR>";
    std::fs::write(folder.path().join(name), change).expect("a file");
    looks(&world).await;
    night_passes(&world).await;
    assert_eq!(told(&world).await, ["Import de l’annuaire suspendu"]);
    let notices = "SELECT CAST(notice AS text) FROM message WHERE notice IS NOT NULL";
    let notices = rows(&world.backend.db, notices).await;
    assert!(
        notices.iter().any(|one| one.contains("delta_without_base") && one.contains(name)),
        "{notices:?}"
    );
}
