//! The last import can be taken back: the directory is as it was, and the same files may come again.

use std::sync::Arc;

use backend::{
    Error,
    audit::Entry,
    directory::{
        import::{Confirmed, FileKind, Files, Options},
        past::{self, Ended},
        runs, undo,
    },
};
use domain::{Conflict, audit::Action, directory::ImportOrigin};
use testing::{
    World, both_engines,
    directory::{count, rows, texts},
    on_sqlite_url,
};

const ANYTHING: Options = Options { dry_run: false, confirmed: Confirmed::Anything };

/// The present directory with changes.
pub(super) async fn files(world: &World, change: impl FnOnce(&mut [String; 4])) -> Files {
    let mut texts = texts(&world.backend.db).await;
    change(&mut texts);
    let mut files = Files::default();
    for (kind, text) in FileKind::ALL.into_iter().zip(texts) {
        files.set(kind, text);
    }
    files
}

pub(super) async fn import(world: &World, files: &Files) -> i64 {
    let by = Entry::by_the_system(Action::Imported, "annuaire");
    let ended = runs::run_to_end(&world.backend, ImportOrigin::Command, by, files, ANYTHING, &|_| ()).await;
    let (run, report) = ended.expect("an import");
    assert!(report.applied, "{report:#?}");
    run
}

/// Everything that the directory says, in order.
async fn snapshot(world: &World) -> Vec<String> {
    let db = &world.backend.db;
    let texts = texts(db).await;
    let mut lines: Vec<String> = texts.iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
    lines.sort();
    for table in ["cohort", "authority", "campus", "space"] {
        lines.push(format!("{table}: {}", count(db, table).await));
    }
    lines
}

/// A school comes with a pupil, somebody gets another name, and a pupil leaves with their level.
pub(super) fn next_year(texts: &mut [String; 4]) {
    texts[0].push_str("0570099X;École neuve;Metz;Europe/Paris;Ville de Metz;Site neuf\n");
    texts[0] = texts[0].replace("Collège Pasteur", "Collège Louis Pasteur");
    texts[1] = texts[1].replace("enseignant;Martin;", "enseignant;Martin-Roy;");
    texts[1].push_str("neuf1;Neuf;Noé;\n");
    texts[2].push_str("neuf1;0570099X;National_ELV;CM2;;;;;\n");
    texts[3].push_str("parent;neuf1\n");
    for text in &mut texts[1..] {
        let stays = |line: &&str| !line.starts_with("collegien;") && !line.ends_with(";collegien");
        *text = text.lines().filter(stays).flat_map(|line| [line, "\n"]).collect();
    }
}

#[both_engines]
async fn the_last_import_is_undone_and_may_come_again(world: World) {
    world.administrator("collectivite").await;
    let admin = world.actor("collectivite").await.caller().await;
    // A link, and the parent's memberships as an import derives them.
    import(&world, &files(&world, |texts| texts[3].push_str("parent;collegien\n")).await).await;
    let before = snapshot(&world).await;
    let next = files(&world, next_year).await;
    let run = import(&world, &next).await;
    let after = snapshot(&world).await;
    assert_ne!(before, after);

    let listed = past::recent(&world.backend, &admin).await.expect("a list");
    let what = listed[0].undoable.as_deref().expect("it can be undone");
    assert_eq!((listed[0].id, what.people.added, what.people.removed), (run, 1, 1));
    assert!(listed[1].undoable.is_none(), "only the last one");
    let undone = async |id| undo::undo(Arc::clone(&world.backend), &admin, id).await;
    assert!(matches!(undone(listed[1].id).await, Err(Error::Conflict(Conflict::NotTheLastImport))));
    assert_eq!(snapshot(&world).await, after, "a refusal changes nothing");

    undone(run).await.expect("undone");
    assert_eq!(snapshot(&world).await, before);
    let listed = past::recent(&world.backend, &admin).await.expect("a list");
    assert!(listed[0].undoable.is_none() && listed[0].ended == Ended::Applied, "{listed:#?}");
    assert_eq!(listed[0].undone.as_ref().map(|(_, by)| by.as_str()), Some("collectivite Martin"));
    assert!(matches!(undone(run).await, Err(Error::Conflict(Conflict::NotTheLastImport))), "only once");

    import(&world, &next).await;
    assert_eq!(snapshot(&world).await, after, "the same files may come again");
}

/// Otherwise it could only be undone by whoever kept its address.
#[both_engines]
async fn the_import_that_can_be_undone_stays_listed_after_any_number_of_trials(world: World) {
    world.administrator("collectivite").await;
    let admin = world.actor("collectivite").await.caller().await;
    let run = import(&world, &files(&world, next_year).await).await;
    let same = files(&world, |_| ()).await;
    let trial = Options { dry_run: true, confirmed: Confirmed::No };
    let by = Entry::by_the_system(Action::Imported, "annuaire");
    let origin = ImportOrigin::Command;
    let tried = runs::run_to_end(&world.backend, origin, by, &same, trial, &|_| ()).await;
    let (tried, _) = tried.expect("a trial");
    for _ in 0..50 {
        world
            .sql(&format!(
                "INSERT INTO import_run (started_at, finished_at, report, origin) \
                 SELECT started_at, finished_at, report, origin FROM import_run WHERE id = {tried}"
            ))
            .await;
    }
    let listed = past::recent(&world.backend, &admin).await.expect("a list");
    let (last, trials) = listed.split_last().expect("runs");
    assert!(trials.len() == 10 && trials.iter().all(|run| run.ended == Ended::Tried), "{trials:#?}");
    assert!(last.id == run && last.undoable.is_some(), "{last:#?}");
    let own = past::one(&world.backend, &admin, run).await.expect("a run").expect("it has ended");
    assert!(own.undoable.is_some(), "its own page has the button too");
    let overview = runs::overview(&world.backend, &admin).await.expect("an overview");
    assert!(overview.last_import.is_some(), "it is still the last import");

    undo::undo(Arc::clone(&world.backend), &admin, run).await.expect("undone");
    let listed = past::recent(&world.backend, &admin).await.expect("a list");
    assert!(listed.iter().all(|run| run.undoable.is_none()), "{listed:#?}");
}

/// So that many trials of one morning can be told apart.
#[both_engines]
async fn the_list_says_what_each_run_changed_or_refused(world: World) {
    world.administrator("collectivite").await;
    let admin = world.actor("collectivite").await.caller().await;
    let next = files(&world, next_year).await;
    let wrong = files(&world, |texts| texts[2].push_str("enseignant;0579999Z;National_ENS;;;;;;\n")).await;
    for (files, dry_run) in [(&wrong, false), (&wrong, true), (&next, true)] {
        let options = Options { dry_run, confirmed: Confirmed::Anything };
        let by = Entry::by_the_system(Action::Imported, "annuaire");
        let origin = ImportOrigin::Command;
        runs::run_to_end(&world.backend, origin, by, files, options, &|_| ()).await.expect("a report");
    }
    let listed = past::recent(&world.backend, &admin).await.expect("a list");
    let ended: Vec<_> = listed.iter().map(|run| (run.ended, run.refused)).collect();
    assert_eq!(ended, [(Ended::Tried, 0), (Ended::TrialRefused, 1), (Ended::Refused, 1)]);
    let people = listed[0].people.expect("the figures of the trial");
    assert_eq!((people.added, people.removed), (1, 1));
}

#[both_engines]
async fn an_import_is_not_undone_when_something_depends_on_it(world: World) {
    world.administrator("collectivite").await;
    let admin = world.actor("collectivite").await.caller().await;
    let run = import(&world, &files(&world, next_year).await).await;
    let undone = async |id| undo::undo(Arc::clone(&world.backend), &admin, id).await;
    // Somebody subscribes to a space of the new school, or chooses something for it.
    let after = snapshot(&world).await;
    for (table, sql) in [
        (
            "subscription",
            "INSERT INTO subscription (space_id, person_id, subscribed) SELECT s.id, p.id, TRUE FROM space s \
             JOIN establishment e ON e.id = s.establishment_id JOIN person p ON p.external_id = 'parent' \
             WHERE e.uai = '0570099X' AND s.kind = 'parents'",
        ),
        (
            "copies_by_default",
            "INSERT INTO copies_by_default (establishment_id) SELECT id FROM establishment WHERE uai = '0570099X'",
        ),
        (
            "names_shown",
            "INSERT INTO names_shown (establishment_id) SELECT id FROM establishment WHERE uai = '0570099X'",
        ),
    ] {
        world.sql(sql).await;
        assert!(matches!(undone(run).await, Err(Error::Conflict(Conflict::ImportInUse))), "{table}");
        assert_eq!(snapshot(&world).await, after, "{table}");
        world.sql(&format!("DELETE FROM {table}")).await;
    }

    // Another import changes the directory.
    let rename = |texts: &mut [String; 4]| texts[1] = texts[1].replace("cpe;Martin;", "cpe;Durand;");
    let later = import(&world, &files(&world, rename).await).await;
    assert!(matches!(undone(run).await, Err(Error::Conflict(Conflict::NotTheLastImport))));
    let other = world.actor("enseignant").await.caller().await;
    let refused = undo::undo(Arc::clone(&world.backend), &other, later).await;
    assert!(matches!(refused, Err(Error::AdministratorOnly)));
    undone(later).await.expect("the last one");
    assert_eq!(snapshot(&world).await, after);
}

/// One would take over from an undo that makes no step for some seconds.
#[tokio::test]
async fn no_import_begins_beside_an_undo() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        world.administrator("collectivite").await;
        let admin = world.actor("collectivite").await.caller().await;
        let run = import(&world, &files(&world, next_year).await).await;
        for text in [
            "CREATE TABLE noted (key text NOT NULL)",
            "CREATE TRIGGER note_job BEFORE UPDATE OF hidden ON directory_side BEGIN INSERT INTO noted (key) \
             SELECT key FROM job WHERE kind = 'import' AND done_at IS NULL AND failed_at IS NULL \
             AND leased_until IS NOT NULL; END",
        ] {
            world.sql(text).await;
        }
        let undone = async || undo::undo(Arc::clone(&world.backend), &admin, run).await;
        let open = "job WHERE kind = 'import' AND done_at IS NULL";
        undone().await.expect("undone");
        assert_eq!(rows(&world.backend.db, "SELECT key FROM noted").await, ["directory"]);
        assert_eq!(count(&world.backend.db, open).await, 0, "imports may begin again");
        assert!(matches!(undone().await, Err(Error::Conflict(Conflict::NotTheLastImport))));
        assert_eq!(count(&world.backend.db, open).await, 0, "also after a refusal");
    })
    .await;
}

/// Otherwise the command would say that nothing was imported, and a night that it failed.
#[tokio::test]
async fn an_import_whose_end_cannot_be_kept_says_what_it_did() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        let files = files(&world, |texts| texts[1].push_str("neuf2;Neuf;Léa;\n")).await;
        world
            .sql(
                "CREATE TRIGGER full_disk BEFORE UPDATE ON import_run BEGIN SELECT RAISE(ABORT, 'full'); END",
            )
            .await;
        let by = Entry::by_the_system(Action::Imported, "annuaire");
        let origin = ImportOrigin::Command;
        let ended = runs::run_to_end(&world.backend, origin, by, &files, ANYTHING, &|_| ()).await;
        let (_, report) = ended.expect("the directory has changed");
        assert!(report.applied, "{report:#?}");
        assert_eq!(count(&world.backend.db, "person WHERE external_id = 'neuf2'").await, 1);
    })
    .await;
}
