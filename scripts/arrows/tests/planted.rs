//! The check finds errors that are planted in a copy of the workspace.

use std::{
    fs,
    path::{Path, PathBuf},
};

use arrows::{Checked, check};
use tempfile::TempDir;

const ORDER: &str = "scripts/arrows/order.txt";

fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a kind").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// The sources of every floor, and the order.
fn a_copy() -> TempDir {
    let copied = tempfile::tempdir().expect("a folder");
    let order = fs::read_to_string(house().join(ORDER)).expect("the order");
    let floors = order.lines().find_map(|line| line.strip_prefix("floors:")).expect("the floors");
    for floor in floors.split_whitespace() {
        copy(&house().join(floor).join("src"), &copied.path().join(floor).join("src"));
        let manifest = Path::new(floor).join("Cargo.toml");
        fs::copy(house().join(&manifest), copied.path().join(&manifest)).expect("a copy");
    }
    fs::create_dir_all(copied.path().join(ORDER).parent().expect("a parent")).expect("a folder");
    fs::write(copied.path().join(ORDER), order).expect("the order");
    copied
}

fn checked(root: &Path) -> Checked {
    check(root, &root.join(ORDER)).expect("a house that can be read")
}

/// Adds a line to the file of a module of the backend, such as `audit::append`.
fn plant(root: &Path, module: &[String], line: &str) {
    plant_in(root, "backend", module, line);
}

/// The same on any floor.
fn plant_in(root: &Path, floor: &str, module: &[String], line: &str) {
    let path = root.join(floor).join("src").join(module.join("/"));
    let file = [path.with_extension("rs"), path.join("mod.rs")].into_iter().find(|file| file.exists());
    let file = file.expect("a file");
    let text = fs::read_to_string(&file).expect("text");
    fs::write(file, format!("{text}\n{line}\n")).expect("the line is planted");
}

/// The problems that a line adds that is planted in the backend.
fn found(root: &Path, module: &[String], line: &str) -> Vec<String> {
    found_in(root, "backend", module, line)
}

/// The same on any floor.
fn found_in(root: &Path, floor: &str, module: &[String], line: &str) -> Vec<String> {
    let before = checked(root).problems;
    plant_in(root, floor, module, line);
    checked(root).problems.into_iter().filter(|problem| !before.contains(problem)).collect()
}

#[test]
fn an_upward_arrow_is_found() {
    let copied = a_copy();
    let rooms = checked(copied.path()).order.rooms["backend"].clone();
    let lowest = rooms.iter().find(|room| copied.path().join("backend/src").join(room).is_dir());
    let lowest = lowest.expect("a room").clone();
    let found = found(copied.path(), std::slice::from_ref(&lowest), "use crate::home::Planted;");
    let up = format!("backend: {lowest} → home goes up");
    assert!(found.iter().any(|problem| problem.starts_with(&up)), "{found:?}");
}

/// Plants the arrow that closes a circle of two files of one room.
fn a_circle_is_found_in(floor: &str) {
    let copied = a_copy();
    let house = checked(copied.path());
    let inside = house.levels.iter().filter(|(level, _)| level.len() == 2 && level[0] == floor);
    let arrow = inside
        .flat_map(|(_, graph)| graph.values().flatten())
        .find(|arrow| arrow.to.len() == 3 && arrow.from.len() == 3)
        .expect("one file that uses another");
    let line = format!("use crate::{}::Planted;", arrow.from[1..].join("::"));
    let found = found_in(copied.path(), floor, &arrow.to[1..], &line);
    let circle = format!("a circle in {}", arrow.to[..2].join("::"));
    assert!(found.iter().any(|problem| problem.starts_with(&circle)), "{found:?}");
}

#[test]
fn a_cycle_inside_a_room_is_found() {
    for floor in ["domain", "backend", "app"] {
        a_circle_is_found_in(floor);
    }
}

/// A file of a room, such as `deploy` of `communications`.
fn module(room: &str, file: &str) -> [String; 2] {
    [room.to_owned(), file.to_owned()]
}

#[test]
fn a_seventh_room_on_the_walk_is_found() {
    let copied = a_copy();
    let line = "use crate::versions::Planted;";
    let found = found(copied.path(), &module("communications", "deploy"), line);
    let many = "Déployer enters 7 rooms, at most 6 may be";
    assert!(found.iter().any(|problem| problem == many), "{found:?}");
}

#[test]
fn a_walk_that_goes_back_is_found() {
    let copied = a_copy();
    let line = "use crate::communications::Planted;";
    let found = found(copied.path(), &module("delivery", "enqueue"), line);
    let back = "Déployer goes back: delivery → communications";
    assert!(found.iter().any(|problem| problem == back), "{found:?}");
}

#[test]
fn a_path_without_use_and_a_re_export_make_arrows_too() {
    let copied = a_copy();
    plant(copied.path(), &["home".to_owned()], "pub use today::Planted as Shown;");
    let line = "fn planted() { drop(crate::home::Shown::new()) }";
    let found = found(copied.path(), &["audit".to_owned()], line);
    assert!(found.iter().any(|problem| problem.starts_with("backend: audit → home goes up")), "{found:?}");
}

#[test]
fn code_in_a_test_makes_no_arrows() {
    let copied = a_copy();
    let line = "#[cfg(test)]\nmod planted { use crate::home::HomePages; }";
    assert_eq!(found(copied.path(), &["audit".to_owned()], line), Vec::<String>::new());
}

#[test]
fn a_room_missing_from_the_order_is_found() {
    for floor in ["values", "domain", "words", "backend", "app", "server"] {
        let copied = a_copy();
        let sources = copied.path().join(floor).join("src");
        fs::write(sources.join("planted.rs"), "").expect("a file");
        let lib = sources.join("lib.rs");
        let text = fs::read_to_string(&lib).expect("text");
        fs::write(lib, format!("{text}\nmod planted;\n")).expect("the line is planted");
        let problems = checked(copied.path()).problems;
        let missing = format!("{floor}: room planted has no place in the order");
        assert!(problems.contains(&missing), "{problems:?}");
    }
}

#[test]
fn a_fifth_upward_arrow_is_too_many() {
    let copied = a_copy();
    let order = copied.path().join(ORDER);
    let text = fs::read_to_string(&order).expect("the order");
    let more = "up backend audit home: a reason\n".repeat(5);
    fs::write(&order, format!("{text}\n{more}")).expect("the order");
    let reason = check(copied.path(), &order).err().unwrap_or_default();
    assert!(reason.contains("at most 4 may be"), "{reason:?}");
}
