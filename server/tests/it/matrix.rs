//! Every way in, as everybody. Each address of the server and each server function is asked by one
//! person for each role, by somebody without any, by the portal's administrator and by nobody, for
//! what is theirs and what is others', at their school and at a foreign one. The answers are held
//! against the agreed table of rights and printed whole; an address that no row names fails.

mod agreed;
mod ask;
mod cast;
mod rows;
mod scene;

use std::{collections::BTreeSet, fmt::Write};

use app::words;
use http::Method;

use agreed::Rule;
use cast::{Actor, cast};
use rows::{Row, rows};
use scene::Scene;
use testing_server::{Server, for_each_url};

#[test]
fn every_address_has_a_row() {
    let pages = server::routes().into_iter().map(|route| (route.method, route.path.to_owned()));
    let functions =
        leptos::server_fn::axum::server_fn_paths().map(|(path, method)| (method, path.to_owned()));
    // The server functions stand for the address that serves them all.
    let known: BTreeSet<String> = pages
        .chain(functions)
        .filter(|(_, path)| path != "/api/{*function}")
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    let named: BTreeSet<String> =
        rows().iter().map(|row| format!("{} {}", row.method, row.address)).collect();
    let missing: Vec<_> = known.difference(&named).collect();
    let invented: Vec<_> = named.difference(&known).collect();
    assert!(missing.is_empty() && invented.is_empty(), "no row: {missing:#?}\nno address: {invented:#?}");
}

#[tokio::test]
async fn every_way_in_answers_everybody_as_agreed() {
    for_each_url(async |url| {
        let server = Server::start(url).await;
        let actors = cast(&server).await;
        let mut table = header(&actors);
        let mut deviations = Vec::new();
        for row in rows() {
            let mut line = format!("{:4} {:50} {:38}", row.method.as_str(), row.address, row.what);
            for actor in &actors {
                let scene = Scene::set(&server, actor, &row.given).await;
                let (status, body) = ask::ask(&server, actor, &row, &scene).await;
                let expected = row.rule.expected(actor, &row);
                write!(line, " {status}").expect("text");
                if status != expected {
                    deviations.push(format!("{line} ← {} should be {expected}: {body:.300}", actor.name));
                } else if status == 403 && !names_the_right(&row, &body) {
                    deviations.push(format!("{line} ← {} is not told which right: {body:.300}", actor.name));
                }
            }
            writeln!(table, "{line}").expect("text");
        }
        assert!(deviations.is_empty(), "{} deviations:\n{}", deviations.len(), deviations.join("\n"));
        insta::assert_snapshot!("every_way_in", table);
    })
    .await;
}

/// One line a column, so that long names fit: each begins above its answers.
fn header(actors: &[Actor]) -> String {
    let mut header = String::new();
    for (position, actor) in actors.iter().enumerate() {
        let held: Vec<_> = actor.roles.iter().map(|role| role.code()).collect();
        let held = if held.is_empty() { actor.name.to_owned() } else { held.join(", ") };
        writeln!(header, "{:width$}{held}", "", width = 95 + 4 * position).expect("text");
    }
    header
}

/// In words on a page, in code to a script.
fn names_the_right(row: &Row, body: &str) -> bool {
    match &row.rule {
        Rule::Portal { .. } => {
            body.contains("AdministratorOnly") || body.contains("réservée à l’administrateur")
        }
        Rule::RightsOn { .. } => {
            body.contains("RightsAdministratorOnly") || body.contains("Gérer les droits d’accès")
        }
        rule => rule.rights().into_iter().any(|right| {
            body.contains(&format!("{{\"Forbidden\":\"{}\"}}", right.code()))
                || body.contains(words().access.right(right))
        }),
    }
}

/// Whether a page sends those who are not signed in to the door, as nothing else does.
fn is_page(row: &Row) -> bool {
    let other =
        ["journal.csv", "etats.csv", "evenements", "flux"].iter().any(|end| row.address.ends_with(end))
            || row.address.starts_with("/pieces-jointes/");
    row.method == Method::GET && !row.address.starts_with("/api/") && !other
}
