//! Whose store it is: nothing is written to or deleted from one that is not certainly ours.

use std::{path::Path, sync::Arc};

use backend::{
    Backend, Error, Services,
    files::{Files, FilesSettings, NotOurs, claim, sweep},
};
use testing::{World, both_engines, samples};

use crate::attachments::{KEY, read, rows, send, stored};

const DAY: i64 = 24 * 60 * 60 * 1_000;
const MARK: &str = ".portevoix-magasin";

/// The services of a new process whose store is this folder.
fn folder_of(folder: &Path) -> Services {
    let url = folder.to_string_lossy().into_owned();
    let files = Files::open(&FilesSettings { url, ..FilesSettings::default() }).expect("a store");
    Services { files, ..Services::default() }
}

/// A world whose clock shows the real time, because the times of files do.
async fn world_on(url: &str, services: Services) -> World {
    let world = World::with(url, services).await;
    world.backend.clock.set(backend::clock::Clock::System.now());
    world
}

/// A file that stays: its form has a draft.
async fn keeps(world: &World, key: &str) -> String {
    let cpe = world.actor("cpe").await;
    let kept = send(&cpe, key, "a.pdf", &samples::pdf(key)).await.expect("a file");
    let draft = "INSERT INTO draft (author_id, form_key, input, updated_at) VALUES";
    world.sql(&format!("{draft} ({}, '{key}', '{{}}', 0) ON CONFLICT DO NOTHING", cpe.person)).await;
    kept.token
}

/// An object that the program may have written, but that no file refers to.
fn unknown(folder: &Path, number: usize) -> std::path::PathBuf {
    let name = format!("{:02x}{number:030x}", number % 256);
    let place = folder.join(&name[..2]);
    std::fs::create_dir_all(&place).expect("a folder");
    std::fs::write(place.join(&name), "of a process that ended").expect("an object");
    place.join(name)
}

fn foreign(outcome: Result<(), NotOurs>) -> String {
    match outcome {
        Err(NotOurs::Foreign(sentence)) => {
            assert!(sentence.starts_with("attachments_url: "), "{sentence}");
            sentence
        }
        other => panic!("{other:?}"),
    }
}

/// Another database that is started on the store of the first one.
async fn is_refused(other: &World) {
    let cpe = other.actor("cpe").await;
    let sent = send(&cpe, KEY, "a.pdf", &samples::pdf("x")).await;
    assert!(matches!(sent, Err(Error::StoreUnavailable)), "{sent:?}");
    assert_eq!(rows(other).await, 0);
    other.wait(60 * DAY);
    let swept = sweep(&other.backend).await;
    let Err(Error::Inconsistent(reason)) = swept else { panic!("{swept:?}") };
    assert!(reason.contains("another database"), "{reason}");
}

#[both_engines]
async fn another_database_never_touches_the_store(url: &str) {
    let (folder, elsewhere) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let world = world_on(url, folder_of(folder.path())).await;
    let token = keeps(&world, KEY).await;
    let url = format!("sqlite:{}?mode=rwc", elsewhere.path().join("other.sqlite").display());
    let other = world_on(&url, folder_of(folder.path())).await;
    assert!(foreign(claim(&other.backend).await).contains("belongs to another database"));
    is_refused(&other).await;
    assert_eq!(stored(folder.path()), 1);
    let cpe = world.actor("cpe").await;
    assert_eq!(read(&cpe, &token).await.expect("a file"), samples::pdf(KEY));
    // The same through one handle to a store that speaks no file system.
    let services = Services::default();
    let memory = tempfile::tempdir().expect("a folder");
    let url = |name: &str| format!("sqlite:{}?mode=rwc", memory.path().join(name).display());
    let first = world_on(&url("first.sqlite"), services.clone()).await;
    let token = keeps(&first, KEY).await;
    is_refused(&world_on(&url("second.sqlite"), services).await).await;
    read(&first.actor("cpe").await, &token).await.expect("a file");
}

#[both_engines]
async fn a_place_that_holds_anything_else_is_refused(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let world = world_on(url, Services::default()).await;
    world.wait(60 * DAY);
    for (number, other) in
        ["portevoix.sqlite", "ab/notes.txt", "Documents/menu.pdf", "ab/cd/x", ".env"].into_iter().enumerate()
    {
        let folder = root.path().join(number.to_string());
        let file = folder.join(other);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(&file, "of somebody else").expect("a file");
        let process = process_on(&world, url, &folder).await;
        foreign(claim(&process).await);
        assert!(matches!(sweep(&process).await, Err(Error::Inconsistent(_))), "{other}");
        assert!(file.exists() && !folder.join(MARK).exists(), "{other}");
    }
}

/// One more process on the world's database, whose store is this folder.
async fn process_on(world: &World, url: &str, folder: &Path) -> Arc<Backend> {
    let clock = world.backend.clock.clone();
    Backend::open_with(url, 2, clock, folder_of(folder)).await.expect("a backend")
}

#[both_engines]
async fn a_store_from_before_the_mark_is_adopted(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let world = world_on(url, folder_of(folder.path())).await;
    let token = keeps(&world, KEY).await;
    std::fs::create_dir(folder.path().join("lost+found")).expect("a folder");
    let mark = folder.path().join(MARK);
    let ours = std::fs::read(&mark).expect("a mark");
    std::fs::remove_file(&mark).expect("as it was before");
    claim(&*process_on(&world, url, folder.path()).await).await.expect("all that is there is known");
    assert_eq!(std::fs::read(&mark).expect("a mark"), ours);
    read(&world.actor("cpe").await, &token).await.expect("a file");
    // One object that this database does not know is enough to wonder.
    std::fs::remove_file(&mark).expect("as it was before");
    let strange = unknown(folder.path(), 1);
    assert!(foreign(claim(&*process_on(&world, url, folder.path()).await).await).contains("does not know"));
    assert!(strange.exists() && !mark.exists());
}

#[both_engines]
async fn what_no_file_refers_to_goes_after_a_month(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let world = world_on(url, folder_of(folder.path())).await;
    keeps(&world, KEY).await;
    let (lost, found) = (unknown(folder.path(), 1), unknown(folder.path(), 2));
    let swept = async || sweep(&world.backend).await.expect("a sweep");
    assert_eq!(swept().await, 0, "it may be an upload that is not finished");
    world.wait(DAY + 60_000);
    assert_eq!(swept().await, 0);
    world.wait(29 * DAY);
    assert_eq!(swept().await, 0);
    // A backup of the database is played back meanwhile, and knows one of them.
    let key = found.strip_prefix(folder.path()).expect("a key").to_string_lossy().into_owned();
    world.sql(&format!("UPDATE file SET object_key = '{key}'")).await;
    world.wait(DAY);
    assert_eq!(swept().await, 1);
    assert!(!lost.exists() && found.exists());
}

#[both_engines]
async fn too_many_unknown_objects_are_all_kept(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let world = world_on(url, folder_of(folder.path())).await;
    keeps(&world, KEY).await;
    for number in 0..21 {
        unknown(folder.path(), number);
    }
    for _ in 0..3 {
        world.wait(40 * DAY);
        let swept = sweep(&world.backend).await;
        let Err(Error::Inconsistent(reason)) = swept else { panic!("{swept:?}") };
        assert!(reason.contains("21 of 22"), "{reason}");
    }
    assert_eq!(stored(folder.path()), 22);
}

#[both_engines]
async fn a_database_without_files_deletes_nothing(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let world = world_on(url, folder_of(folder.path())).await;
    claim(&world.backend).await.expect("an empty folder");
    let lost = unknown(folder.path(), 1);
    for _ in 0..3 {
        world.wait(40 * DAY);
        assert_eq!(sweep(&world.backend).await.expect("a sweep"), 0);
    }
    assert!(lost.exists());
}

#[both_engines]
async fn a_store_whose_mark_has_changed_is_not_swept(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let world = world_on(url, folder_of(folder.path())).await;
    let cpe = world.actor("cpe").await;
    send(&cpe, KEY, "a.pdf", &samples::pdf("x")).await.expect("a file");
    world.wait(DAY + 60_000);
    let mark = folder.path().join(MARK);
    for other in ["of another volume".to_owned(), "x".repeat(2_000_000)] {
        std::fs::write(&mark, other).expect("a mark");
        assert!(matches!(sweep(&world.backend).await, Err(Error::Inconsistent(_))));
    }
    std::fs::remove_file(&mark).expect("no mark");
    assert!(matches!(sweep(&world.backend).await, Err(Error::Inconsistent(_))));
    assert_eq!((stored(folder.path()), rows(&world).await), (1, 1));
}
