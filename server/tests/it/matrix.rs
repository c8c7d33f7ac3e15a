//! Every address and every server function, requested by everybody: one person for each role, a
//! person without a role, the portal's administrator, an administrator who lacks the second factor
//! that is required, and a visitor without a session. Each requests
//! their own items and those of others, at their own school and at a foreign one. The answers are
//! compared with the agreed table of rights and printed in full; an address without a row fails the
//! test.

mod agreed;
mod ask;
mod cast;
mod english;
mod reading;
mod rows;
mod scene;

use std::{collections::BTreeSet, fmt::Write};

use app::words;
use server::Policy;

use agreed::Rule;
use cast::{Actor, cast};
use rows::{Row, rows};
use scene::Scene;
use testing_server::{Server, both_engines};

#[test]
fn every_address_has_a_row() {
    // The row that catches unknown functions is not an address of its own.
    let known: BTreeSet<String> = server::routes()
        .into_iter()
        .filter(|route| route.path != "/api/{*function}")
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let named: BTreeSet<String> =
        rows().iter().map(|row| format!("{} {}", row.method, row.address)).collect();
    let missing: Vec<_> = known.difference(&named).collect();
    let invented: Vec<_> = named.difference(&known).collect();
    assert!(missing.is_empty() && invented.is_empty(), "no row: {missing:#?}\nno address: {invented:#?}");
}

#[both_engines]
async fn every_way_in_answers_everybody_as_agreed(server: Server) {
    let actors = cast(&server).await;
    let mut table = header(&actors);
    let mut deviations = Vec::new();
    for row in rows() {
        let mut line = format!("{:4} {:50} {:38}", row.method.as_str(), row.address, row.what);
        if !row.rule.agrees_with(row.policy().who) {
            deviations.push(format!("{line} ← the table of addresses lets in {:?}", row.policy().who));
        }
        for actor in &actors {
            let scene = Scene::set(&server, actor, &row.given).await;
            let (status, body) = ask::ask(&server, actor, &row, &scene).await;
            let expected = row.rule.expected(actor, &row);
            write!(line, " {status}").expect("text");
            if status != expected {
                deviations.push(format!("{line} ← {} should be {expected}: {body:.300}", actor.name));
            } else if status == 403 && !names_the_right(actor, &row, &body) {
                deviations.push(format!("{line} ← {} is not told which right: {body:.300}", actor.name));
            }
        }
        writeln!(table, "{line}").expect("text");
    }
    table.push('\n');
    table.push_str(&policies());
    assert!(deviations.is_empty(), "{} deviations:\n{}", deviations.len(), deviations.join("\n"));
    insta::assert_snapshot!("every_way_in", table);
}

/// One line for each column, so that long names fit: each begins above its answers.
fn header(actors: &[Actor]) -> String {
    let mut header = String::new();
    for (position, actor) in actors.iter().enumerate() {
        let held: Vec<_> = actor.roles.iter().map(|role| role.code()).collect();
        let held = if held.is_empty() { actor.name.to_owned() } else { held.join(", ") };
        writeln!(header, "{:width$}{held}", "", width = 95 + 4 * position).expect("text");
    }
    header
}

/// As a sentence on a page, as a code for a script.
fn names_the_right(actor: &Actor, row: &Row, body: &str) -> bool {
    if actor.suspended {
        return body.contains("SecondFactorMissing") || body.contains("double authentification");
    }
    match &row.rule {
        Rule::Portal { .. } => {
            body.contains("AdministratorOnly") || body.contains("réservée à l’administrateur")
        }
        Rule::RightsOn { .. } | Rule::Settings { .. } => {
            body.contains("RightsAdministratorOnly") || body.contains("Gérer les droits d’accès")
        }
        rule => rule.rights().into_iter().any(|right| {
            body.contains(&format!("{{\"Forbidden\":\"{}\"}}", right.code()))
                || body.contains(words().access.right(right))
        }),
    }
}

/// The policy of every address, one per line.
fn policies() -> String {
    let mut table = format!(
        "{:55} {:20} {:20} {:8} {:10} {:7} {:11} {:11} {:10} {:8} {:5} log\n",
        "", "who", "origin", "page", "activity", "body", "scripts", "answer", "time", "cache", "cors"
    );
    for route in server::routes() {
        let Policy { who, origin, page, activity, body, scripts, answer, time, cache, cors, log } =
            route.policy;
        let line = format!(
            "{:4} {:50} {:20} {:20} {:8} {:10} {:7} {:11} {:11} {:10} {:8} {:5} {log:?}",
            route.method.as_str(),
            route.path,
            format!("{who:?}"),
            format!("{origin:?}"),
            format!("{page:?}"),
            format!("{activity:?}"),
            format!("{body:?}"),
            format!("{scripts:?}"),
            format!("{answer:?}"),
            format!("{time:?}"),
            format!("{cache:?}"),
            format!("{cors:?}"),
        );
        writeln!(table, "{line}").expect("text");
    }
    table
}
