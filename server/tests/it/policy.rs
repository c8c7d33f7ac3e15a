//! Only the table of addresses decides how each address is treated.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use reqwest::{Method, header::CONTENT_TYPE};
use server::{Activity, Answer as Kind, Body, Cache, Cors, Log, Origin, Page, Route, Time, Who, routes};
use testing_server::{Answer, Server, both_engines};

#[test]
fn every_server_function_has_one_row() {
    let named = |route: &Route| format!("{} {}", route.method, route.path);
    let rows: Vec<String> = routes().iter().map(named).collect();
    let once: BTreeSet<&String> = rows.iter().collect();
    assert_eq!(once.len(), rows.len(), "an address stands twice in the table");
    let functions: BTreeSet<String> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, method)| format!("{method} {path}")).collect();
    let routes = routes().into_iter();
    let known: BTreeSet<String> = routes
        .filter(|route| route.policy.answer == Kind::Function && !route.path.contains("{*"))
        .map(|route| named(&route))
        .collect();
    assert_eq!(functions, known);
}

/// It writes as much as the import did that it undoes.
const UNDO: &str = "/administration/annuaire/imports/{id}/annuler";

#[test]
fn a_policy_is_as_strict_as_its_address_allows() {
    for Route { method, path, policy, .. } in routes() {
        let reads = method == Method::GET;
        assert!(!reads || policy.body == Body::None, "{path}: reading brings nothing");
        let for_widgets = path.starts_with("/api/widget/");
        assert_eq!(policy.cors == Cors::Portals, for_widgets, "{path}: no other site reads anything else");
        assert_eq!(policy.cache, Cache::Never, "{path}: what is made for a person is not kept");
        let at_the_door = policy.who != Who::SignedIn && policy.who != Who::SignedInKeepingText;
        assert!(policy.page == Page::Named || at_the_door, "{path}: pages name their person");
        let watched = policy.activity == Activity::NoSession;
        assert!(reads || policy.origin != Origin::Anybody || for_widgets, "{path}: strangers send nothing");
        assert!(policy.origin != Origin::OneClickMail || policy.who == Who::LinkHolder, "{path}");
        assert!(!watched || policy.who == Who::Anybody, "{path}: nobody is known without a session");
        let link = policy.who == Who::LinkHolder && path.contains("{jeton}");
        assert_eq!(link, policy.log == Log::Pattern, "{path}: a link is a secret");
        let may_last = reads || policy.body == Body::Upload || path == UNDO;
        assert!(policy.time == Time::Limited || may_last, "{path}: a form takes no longer than others");
    }
}

#[both_engines]
async fn a_mail_program_is_accepted_at_one_address(server: Server) {
    let nobody = server.anonymous();
    let status = async |path: &str| {
        let request = nobody.bare(Method::POST, path);
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        Answer::of(request.body("List-Unsubscribe=One-Click")).await.status
    };
    assert_eq!(status("/courriel/desinscription/0a9f").await, 200);
    for path in [
        "/courriel/desinscription/",
        "/courriel/desinscription",
        "/courriel/desinscription/a/b",
        "/mon-compte/courriel",
        "/connexion",
    ] {
        assert_eq!(status(path).await, 403, "{path}");
    }
    // One segment that is not a token: this address does not exist.
    for path in ["/courriel/desinscription/a%2f..", "/courriel/desinscription/%2e%2e%00"] {
        assert_eq!(status(path).await, 404, "{path}");
    }
}

/// Finds every source file in a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn only_the_table_decides_by_the_text_of_an_address() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    // What a page may load, and whether it has menus, follow from its policy.
    sources(&root.join("../app/src/session"), &mut files);
    files.extend(
        ["shell/document.rs", "shell/mod.rs", "server_side.rs"]
            .map(|file| root.join("../app/src").join(file)),
    );
    assert!(files.len() > 40, "{}", files.len());
    // One of our addresses compared or cut; `//` begins an address of another host.
    let signs = [
        "starts_with(\"/",
        "ends_with(\"/",
        "strip_prefix(\"/",
        "contains(\"/",
        "matches!(path, \"/",
        "== \"/",
        "!= \"/",
    ];
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source file");
        for line in text.lines().filter(|line| !line.contains("starts_with(\"//\")")) {
            let address = signs.iter().any(|sign| line.contains(sign)) && !line.contains("== \"/\"");
            assert!(!address, "{}: {line}", file.display());
            assert!(!line.contains("contains(&path)"), "{}: {line}", file.display());
        }
    }
}
