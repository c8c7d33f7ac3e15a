//! A backup is one consistent pair of database and attachments, and is restored whole or not at all.

mod broken_off;

use std::path::{Path, PathBuf};

use backend::{
    Backend, Services,
    backup::{self, Manifest, Step},
    clock::Clock,
    database,
    files::{Files, FilesSettings, claim, of_form, remove},
};
use migrations::{Migrator, MigratorTrait as _};
use sea_orm::ConnectionTrait as _;
use testing::{
    World, announcement, at, both_engines, directory, message, on_postgres_url, on_sqlite_url, samples,
};

use crate::attachments::{KEY, read, send, stored};

/// A store in a folder.
fn store(folder: &Path) -> Files {
    let url = folder.to_string_lossy().into_owned();
    Files::open(&FilesSettings { url, ..FilesSettings::default() }).expect("a store")
}

fn services(folder: &Path) -> Services {
    Services { files: store(folder), ..Services::default() }
}

/// Runs `test` with the address of another empty database of the same engine.
async fn with_another(url: &str, test: impl AsyncFn(&str)) {
    if url.starts_with("postgres") { on_postgres_url(test).await } else { on_sqlite_url(test).await }
}

async fn saved(world: &World, files: &Files, target: &Path) -> Manifest {
    backup::make(&world.backend.db, files, &world.backend.clock, target, &|| ()).await.expect("a backup")
}

/// The content of every table that both have.
async fn content(backend: &Backend) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for (table, columns) in [
        ("person", "id || external_id || last_name"),
        ("membership", "person_id || '-' || cohort_id"),
        ("communication", "id || form_key || search_text"),
        ("publication", "communication_id || '-' || establishment_id || '-' || ends_at"),
        ("message", "id || subject || dedup"),
        ("message_body", "message_id || html"),
        ("file", "id || token || name || sha256 || object_key"),
        ("audit_entry", "number || hash"),
        ("job", "id || kind || key"),
        ("setting WHERE name NOT IN ('probe', 'backup_until')", "name || value"),
    ] {
        let sql = format!("SELECT {columns} FROM {table} ORDER BY 1");
        all.push((table.to_owned(), directory::rows(&backend.db, &sql).await));
    }
    all
}

/// A world with an announcement, a message with a file, a file in a form, and one that was removed.
async fn a_week(url: &str, files: &Path) -> World {
    let world = World::with(url, services(files)).await;
    world.actor("enseignant").await.publishes(&announcement("Réunion « 100 % », \\ et\ttab\nligne")).await;
    let cpe = world.actor("cpe").await;
    let mut form = message("Sortie", "<p>Bonjour</p>");
    let file = send(&cpe, &form.key, "sortie.pdf", &samples::pdf("Sortie")).await.expect("a file");
    form.input.message.attachments = vec![file.token];
    cpe.publishes(&form).await;
    send(&cpe, KEY, "brouillon.pdf", &samples::pdf("Sortie")).await.expect("a file");
    let gone = send(&cpe, KEY, "retire.pdf", &samples::pdf("Sortie")).await.expect("a file");
    remove(&world.backend, &cpe.caller().await, &gone.token).await.expect("removed");
    world
}

#[both_engines]
async fn a_pair_is_restored_as_it_was_when_the_backup_began(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let at_path = |name: &str| root.path().join(name);
    let world = a_week(url, &at_path("files")).await;
    let before = content(&world.backend).await;
    let manifest = saved(&world, &store(&at_path("files")), &at_path("backup")).await;
    assert_eq!(manifest.attachments.len(), 2, "the removed one is gone");
    world.actor("enseignant").await.publishes(&announcement("Après")).await;

    with_another(url, async |other| {
        let files = root.path().join(format!("restored-{}", other.len()));
        let restore =
            async |dry| backup::restore(other, &store(&files), &at_path("backup"), dry, &|| ()).await;
        restore(true).await.expect("a trial");
        assert_eq!(stored(&files), 0, "a trial changes nothing");
        assert_eq!(restore(false).await.expect("restored").manifest, manifest);
        let services = services(&files);
        let restored = Backend::open_with(other, 2, Clock::fixed(at(testing::NOW)), services).await;
        let restored = restored.expect("a portal");
        assert_eq!(content(&restored).await, before);
        claim(&restored).await.expect("the store is that of the database");
        let pupil = world.actor("eleve").await;
        let shown = pupil.sees_through(&restored).await;
        assert_eq!(shown.len(), 1, "what came later is not there: {shown:?}");
        let cpe = world.actor("cpe").await.caller().await;
        let files_of_form = of_form(&restored.db, cpe.person, KEY).await.expect("a form");
        assert_eq!(files_of_form.len(), 1);
        // New rows get new numbers.
        let sql = "INSERT INTO authority (name) VALUES ('Nouvelle')";
        restored.db.execute_unprepared(sql).await.expect("a row");
        let again = restore(false).await.expect_err("it is not empty any more");
        assert!(again.contains("database_url: ") && again.contains("nothing was changed"), "{again}");
        assert_eq!(content(&restored).await, before);
    })
    .await;
    let there = read(&world.actor("cpe").await, &token_of(&world).await).await.expect("the original");
    assert_eq!(there, samples::pdf("Sortie"));
}

async fn token_of(world: &World) -> String {
    let rows = directory::rows(&world.backend.db, "SELECT token FROM file WHERE name = 'sortie.pdf'").await;
    rows.into_iter().next().expect("a file")
}

#[both_engines]
async fn a_damaged_backup_is_refused_before_anything_is_changed(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let at_path = |name: &str| root.path().join(name);
    let world = a_week(url, &at_path("files")).await;
    let manifest = saved(&world, &store(&at_path("files")), &at_path("backup")).await;
    let attachment = at_path("backup/attachments").join(&manifest.attachments[0].key);
    let database = at_path("backup/database").join(&manifest.database[0].name);
    with_another(url, async |other| {
        let files = at_path("restored");
        let refused = async |why: &str| {
            let restored = backup::restore(other, &store(&files), &at_path("backup"), false, &|| ()).await;
            let said = restored.expect_err(why);
            assert!(said.contains(why), "{said}");
            assert_eq!(stored(&files), 0);
            if let Some(file) = database::file_of(other) {
                assert!(!file.exists());
            }
        };
        for part in [&attachment, &database] {
            let whole = std::fs::read(part).expect("a part");
            let mut broken = whole.clone();
            if broken.is_empty() {
                broken.push(b'x');
            } else {
                broken[0] ^= 1;
            }
            std::fs::write(part, broken).expect("written");
            refused("differs from what the manifest says").await;
            std::fs::remove_file(part).expect("removed");
            refused("No such file").await;
            std::fs::write(part, whole).expect("written");
        }
        let strange = store(&files);
        std::fs::write(files.join("notes.txt"), "of somebody").expect("written");
        let restored = backup::restore(other, &strange, &at_path("backup"), false, &|| ()).await;
        let said = restored.expect_err("a store with something else");
        assert!(said.contains("attachments_url: ") && said.contains("notes.txt"), "{said}");
    })
    .await;
}

#[both_engines]
async fn a_restore_that_was_interrupted_is_started_again(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let at_path = |name: &str| root.path().join(name);
    let world = a_week(url, &at_path("files")).await;
    let manifest = saved(&world, &store(&at_path("files")), &at_path("backup")).await;
    let before = content(&world.backend).await;
    with_another(url, async |other| {
        let files = at_path("restored");
        // It dies at the first attachment.
        let dies = tokio::spawn({
            let (other, files, source) = (other.to_owned(), store(&files), at_path("backup"));
            async move { backup::restore(&other, &files, &source, false, &|| panic!("a kill")).await.is_ok() }
        });
        assert!(dies.await.is_err_and(|ended| ended.is_panic()));
        assert_eq!(stored(&files), 1, "half of it is there");
        backup::restore(other, &store(&files), &at_path("backup"), false, &|| ()).await.expect("restored");
        assert_eq!(stored(&files), manifest.attachments.len());
        let restored = Backend::open(other, 2, Clock::fixed(at(testing::NOW))).await.expect("a portal");
        assert_eq!(content(&restored).await, before);
    })
    .await;
}

/// What is removed meanwhile stays until the backup has it.
#[both_engines]
async fn attachments_stay_in_the_store_while_a_backup_runs(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let (files, target) = (root.path().join("files"), root.path().join("backup"));
    let second = root.path().join("second");
    let world = a_week(url, &files).await;
    let cpe = world.actor("cpe").await;
    let (caller, form) = (cpe.caller().await, of_form(&world.backend.db, cpe.person, KEY).await);
    let token = form.expect("a form")[0].token.clone();
    let objects = stored(&files);
    let backend = world.backend.clone();
    let runtime = tokio::runtime::Handle::current();
    let removed = std::sync::Once::new();
    let made = tokio::task::spawn_blocking({
        let (backend, store, target) = (backend.clone(), store(&files), target.clone());
        move || {
            let during = || {
                removed.call_once(|| {
                    // Another backup begins and ends meanwhile. On a thread of its own: this one is at work on
                    // the first backup.
                    let meanwhile = || {
                        runtime.block_on(async {
                            let (db, clock) = (&backend.db, &backend.clock);
                            backup::make(db, &store, clock, &second, &|| ()).await.expect("a second backup");
                            remove(&backend, &caller, &token).await.expect("removed");
                        });
                    };
                    std::thread::scope(|scope| scope.spawn(meanwhile).join()).expect("a thread");
                });
            };
            runtime.block_on(backup::make(&backend.db, &store, &backend.clock, &target, &during))
        }
    });
    let manifest = made.await.expect("a task").expect("a backup");
    assert_eq!(manifest.attachments.len(), objects, "also the one that was removed meanwhile");
    let left = of_form(&world.backend.db, cpe.person, KEY).await.expect("a form");
    assert!(left.is_empty(), "its row is gone");
    let other = send(&cpe, KEY, "autre.pdf", &samples::pdf("Sortie")).await.expect("a file");
    remove(&world.backend, &cpe.caller().await, &other.token).await.expect("removed");
    assert_eq!(stored(&files), objects, "afterwards, removing deletes again");
}

/// An upload that is refused at its end takes its object away again, whatever runs.
#[both_engines]
async fn an_object_that_is_gone_meanwhile_ends_no_backup(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let (files, target) = (root.path().join("files"), root.path().join("backup"));
    let world = a_week(url, &files).await;
    let (folder, copied) = (files.join("ab"), root.path().join("backup.unfinished/attachments/ab"));
    std::fs::create_dir_all(&folder).expect("a folder");
    for number in 0..3 {
        std::fs::write(folder.join(format!("ab{number:030}")), "content").expect("an object");
    }
    let during = || {
        // They were listed together, and one of them is copied.
        let listed = copied.exists().then(|| std::fs::read_dir(&folder).expect("objects"));
        for object in listed.into_iter().flatten().flatten() {
            std::fs::remove_file(object.path()).expect("removed");
        }
    };
    let (db, clock) = (&world.backend.db, &world.backend.clock);
    let manifest = backup::make(db, &store(&files), clock, &target, &during).await.expect("a backup");
    let of_folder = manifest.attachments.iter().filter(|kept| kept.key.starts_with("ab/"));
    assert_eq!(of_folder.count(), 1, "the one that was there");
}

/// It neither tells that it has ended, nor is it heard of again.
#[both_engines]
async fn a_backup_that_was_killed_holds_nothing_for_long(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let files = root.path().join("files");
    let world = a_week(url, &files).await;
    let cpe = world.actor("cpe").await;
    let runtime = tokio::runtime::Handle::current();
    let killed = tokio::task::spawn_blocking({
        let (backend, store, target) = (world.backend.clone(), store(&files), root.path().join("backup"));
        // A process has connections of its own, which end with it.
        let db = database::connect(url, 2).await.expect("a connection");
        move || {
            let die: Step<'_> = &|| panic!("killed");
            runtime.block_on(backup::make(&db, &store, &backend.clock, &target, die))
        }
    });
    assert!(killed.await.is_err(), "it was killed");
    let objects = stored(&files);
    for (minutes, left) in [(4, objects + 1), (2, objects + 1)] {
        world.wait(minutes * 60_000);
        let file = send(&cpe, KEY, &format!("{minutes}.pdf"), &samples::pdf("Sortie")).await.expect("a file");
        remove(&world.backend, &cpe.caller().await, &file.token).await.expect("removed");
        assert_eq!(stored(&files), left, "the first stays, the second one does not");
    }
    saved(&world, &store(&files), &root.path().join("again")).await;
    let left =
        directory::rows(&world.backend.db, "SELECT name FROM setting WHERE name LIKE 'backup_until %'");
    assert!(left.await.is_empty(), "the next one forgets it");
}

/// As when the machine slept: meanwhile, what it still needs may have been deleted.
#[both_engines]
async fn a_backup_that_stood_still_is_none(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let (files, target) = (root.path().join("files"), root.path().join("backup"));
    let world = a_week(url, &files).await;
    let (db, clock) = (&world.backend.db, &world.backend.clock);
    let sleep = || clock.set(clock.now().plus(6 * 60_000));
    let made = backup::make(db, &store(&files), clock, &target, &sleep).await;
    assert!(made.expect_err("refused").contains("stood still"));
    assert!(!target.exists());
    let awake = || clock.set(clock.now().plus(1));
    backup::make(db, &store(&files), clock, &target, &awake).await.expect("a backup");
}

#[both_engines]
async fn a_backup_of_an_older_schema_is_upgraded_when_it_is_restored(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let at_path = |name: &str| root.path().join(name);
    let db = database::connect(url, 2).await.expect("a connection");
    Migrator::up(&db, Some(6)).await.expect("the schema of before");
    for sql in [
        "INSERT INTO authority (id, name) VALUES (1, 'Mon bureau numérique')",
        "INSERT INTO person (id, external_id, last_name, first_name, email) VALUES (7, 'p1', 'Keller', 'Anne', '')",
    ] {
        db.execute_unprepared(sql).await.expect("a row");
    }
    let files = store(&at_path("files"));
    let clock = Clock::fixed(at(testing::NOW));
    let made = backup::make(&db, &files, &clock, &at_path("backup"), &|| ()).await;
    assert_eq!(made.expect("a backup").schema.len(), 6);
    assert_eq!(database::applied(&db).await.expect("a schema").len(), 6, "the original is not upgraded");
    with_another(url, async |other| {
        let files = store(&at_path("restored"));
        let restored =
            backup::restore(other, &files, &at_path("backup"), false, &|| ()).await.expect("restored");
        assert_eq!(restored.upgrades, migrations::names().len() - 6);
        let backend = Backend::open(other, 2, Clock::fixed(at(testing::NOW))).await.expect("a portal");
        let people = directory::rows(&backend.db, "SELECT id || last_name || search_last FROM person").await;
        assert_eq!(people, ["7Kellerkeller anne"]);
    })
    .await;
}

#[both_engines]
async fn a_folder_that_is_there_is_not_overwritten(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let (files, target): (PathBuf, PathBuf) = (root.path().join("files"), root.path().join("backup"));
    let world = a_week(url, &files).await;
    saved(&world, &store(&files), &target).await;
    let again = backup::make(&world.backend.db, &store(&files), &world.backend.clock, &target, &|| ()).await;
    assert!(again.expect_err("refused").contains("exists already"));
    assert!(target.join("manifest.json").exists());
}

/// Each would write into the folder of the other.
#[both_engines]
async fn of_two_backups_into_one_folder_the_second_is_refused(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let (files, target) = (root.path().join("files"), root.path().join("backup"));
    let world = a_week(url, &files).await;
    let runtime = tokio::runtime::Handle::current();
    let made = tokio::task::spawn_blocking({
        let (backend, store, target) = (world.backend.clone(), store(&files), target.clone());
        move || {
            let (db, clock) = (&backend.db, &backend.clock);
            let second = std::sync::OnceLock::new();
            let during = || {
                second.get_or_init(|| {
                    // On a thread of its own: this one is at work on the first backup.
                    let meanwhile = || runtime.block_on(backup::make(db, &store, clock, &target, &|| ()));
                    std::thread::scope(|scope| scope.spawn(meanwhile).join()).expect("a thread")
                });
            };
            let first = runtime.block_on(backup::make(db, &store, clock, &target, &during));
            (first, second.into_inner())
        }
    });
    let (first, second) = made.await.expect("a task");
    let refused = second.expect("another backup").expect_err("refused");
    assert!(refused.contains("backup.unfinished is being written by another backup"), "{refused}");
    assert_eq!(first.expect("a backup").attachments.len(), 2);
    with_another(url, async |other| {
        let restored = root.path().join("restored");
        let tried = backup::restore(other, &store(&restored), &target, true, &|| ()).await;
        tried.expect("it is whole");
    })
    .await;
}

/// On SQLite the engine itself writes the only file.
#[tokio::test]
async fn a_backup_says_why_its_disk_takes_nothing_and_holds_no_deletions() {
    on_postgres_url(async |url| {
        let root = tempfile::tempdir().expect("a folder");
        let (files, target) = (root.path().join("files"), root.path().join("backup"));
        let world = a_week(url, &files).await;
        // The backup has one connection for everything, as when it has just begun.
        let db = database::connect(url, 1).await.expect("a connection");
        let goes = || {
            // Gone already the second time.
            let _ = std::fs::remove_dir_all(root.path().join("backup.unfinished/database"));
        };
        let made = backup::make(&db, &store(&files), &world.backend.clock, &target, &goes).await;
        let said = made.expect_err("refused");
        assert!(said.contains("backup.unfinished/database/") && !said.contains("database_url"), "{said}");
        let left = "SELECT COUNT(*) FROM setting WHERE name LIKE 'backup_until %'";
        assert_eq!(world.number(left).await, Some(0), "attachments are deleted again");
    })
    .await;
}
