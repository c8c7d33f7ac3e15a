//! The program refuses to start on a store of attachments that is not certainly its own.

use std::{
    net::TcpListener,
    path::Path,
    process::{Command, Output},
};

use testing_server::{World, both_engines};

/// Starts the program on an address that is taken, so that it always ends.
fn serve(url: &str, store: &Path, home: &Path, more: &[&str]) -> (bool, String) {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let Output { stdout, stderr, status } = Command::new(env!("CARGO_BIN_EXE_portevoix"))
        .args(["serve", "--database-url", url, "--address", &address])
        .arg("--attachments-url")
        .arg(store)
        .args(more)
        .current_dir(home)
        .env_clear()
        .env("HOME", home)
        .output()
        .expect("the program starts");
    assert!(!status.success());
    let said = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    (said.contains("address: "), said)
}

#[both_engines]
async fn only_its_own_store_lets_the_program_start(url: &str) {
    World::new(url).await;
    let root = tempfile::tempdir().expect("a folder");
    let (home, at) = (root.path().join("home"), |name: &str| root.path().join(name));
    let other = format!("sqlite:{}", at("data/other.sqlite").display());
    for folder in ["home", "data", "site/pkg", "full/ab"] {
        std::fs::create_dir_all(at(folder)).expect("a folder");
    }
    let made = Command::new(env!("CARGO_BIN_EXE_portevoix"))
        .args(["migrate", "--database-url", &other])
        .env_clear()
        .status();
    assert!(made.expect("the program starts").success());
    let unknown = at("full/ab").join("ab".repeat(16));
    std::fs::write(&unknown, "an attachment of another database").expect("an object");
    let notes = at("home/notes.txt");
    std::fs::write(&notes, "of a person").expect("a file");

    let site = at("site").to_string_lossy().into_owned();
    let starts = |url: &str, store: &str| serve(url, &at(store), &home, &["--site-root", &site]);
    let (ours, said) = starts(url, "files");
    assert!(ours, "an empty place becomes ours: {said}");
    let (ours, said) = starts(url, "files");
    assert!(ours, "and stays so: {said}");
    assert!(at("files/.portevoix-magasin").exists());
    for (url, store, reason) in [
        (other.as_str(), "files", "belongs to another database"),
        (other.as_str(), "data", "holds the database"),
        (url, "full", "does not know"),
        (url, "home", "home folder"),
        (url, "", "home folder"),
        (url, "/", "root of the disk"),
        (url, "site", "site_root"),
        (url, "site/files", "site_root"),
    ] {
        let (started, said) = starts(url, store);
        assert!(!started && said.contains("portevoix: attachments_url: "), "{store}: {said}");
        assert!(said.contains(reason) && !said.contains("panicked"), "{store}: {said}");
    }
    for kept in [&unknown, &notes, &at("data/other.sqlite")] {
        assert!(kept.exists(), "{}", kept.display());
    }
}

#[both_engines]
async fn an_empty_store_is_refused_when_the_database_has_attachments(url: &str) {
    let world = World::new(url).await;
    let person = world.person("cpe").await;
    world
        .sql(&format!(
            "INSERT INTO file (token, owner_kind, owner_id, uploader_id, form_key, name, media_type, bytes, sha256, \
             object_key, created_at) VALUES ('t', 'form', {person}, {person}, 'k', 'a.pdf', 'application/pdf', 1, 'x', \
             'ab/{}', 0)",
            "ab".repeat(16)
        ))
        .await;
    let root = tempfile::tempdir().expect("a folder");
    let (home, at) = (root.path().to_owned(), |name: &str| root.path().join(name));
    std::fs::create_dir_all(at("site/pkg")).expect("a site");
    let site = at("site").to_string_lossy().into_owned();
    let starts = || serve(url, &at("mistyped"), &home, &["--site-root", &site]);
    let (started, said) = starts();
    assert!(!started && said.contains("is empty, and the database has 1 attachments"), "{said}");
    let mark = at("mistyped/.portevoix-magasin");
    assert!(!mark.exists());
    // Who has lost them says so.
    let identity = said.split("write ").nth(1).and_then(|rest| rest.split_whitespace().next());
    std::fs::write(&mark, identity.expect("an identity")).expect("written");
    let (started, said) = starts();
    assert!(started, "{said}");
}
