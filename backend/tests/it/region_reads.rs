//! What concerns one school costs the same in a region of thousands of schools: no statement of it goes
//! through a whole table.

use backend::{
    access, communications, delivery,
    home::{self, PersonalOnce},
    jobs::run_next,
    queue::Kind,
};
use domain::{
    access::{AccessChange, GrantInput, RequestInput, Role, view::HoldersFilter},
    communications::received::ReceivedFilter,
};
use testing::{World, announcement, both_engines, message};

use crate::plans::{Heard, plan, reads_all};

/// The tables that grow with the region, or with what it sends.
const LARGE: [&str; 21] = [
    "access_grant",
    "access_request",
    "account",
    "announcement",
    "cohort",
    "communication",
    "concern",
    "delivery",
    "draft",
    "establishment",
    "exchange",
    "job",
    "journal",
    "membership",
    "message",
    "names_shown",
    "person",
    "publication",
    "session",
    "space",
    "target",
];

/// The indexes of what is open, or of a few.
const FEW: [&str; 4] = ["account_administrators", "job_about", "job_due", "message_unfinished"];

/// Every table, of the large ones and these `others`, that a statement since the last call reads from its
/// beginning to its end.
async fn scans(world: &World, heard: &Heard, others: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for sql in heard.statements() {
        let first = sql.split_whitespace().next().unwrap_or_default();
        // What can find nothing reads nothing: SQLite's plan does not say so.
        if !["SELECT", "WITH", "UPDATE", "DELETE"].contains(&first) || sql.contains("WHERE 1 = 2") {
            continue;
        }
        let mut steps = plan(&world.backend.db, &sql, true).await;
        steps.retain(|step| !FEW.iter().any(|index| step.contains(index)));
        let whole = LARGE.iter().chain(others).filter(|table| reads_all(table, &steps, &sql));
        found.extend(whole.map(|table| format!("{table}: {sql}\n{}", steps.join("\n"))));
    }
    found
}

/// Everything that is due, until nothing is.
async fn all_work(heard: &Heard) {
    const WORK: [Kind; 3] = [Kind::Publish, Kind::Deliver, Kind::Tell];
    let mut goes_on = true;
    while goes_on {
        goes_on = false;
        for kind in WORK {
            goes_on |= run_next(&heard.backend, kind).await.expect("work");
        }
    }
}

#[both_engines]
async fn what_a_school_deploys_reads_no_whole_table(url: &str) {
    let world = World::new(url).await;
    let heard = Heard::open(url).await;
    // The index of the audience is built from the whole directory, once.
    heard.backend.audience.current(&heard.backend.db).await.expect("an index");
    let forms = [("enseignant", announcement("Cantine")), ("cpe", message("Cantine", "Fermée"))];
    for (who, form) in forms {
        let sender = world.actor(who).await;
        heard.statements();
        let (backend, form) = (&heard.backend, sender.fills(form).await);
        let caller = backend::access::Caller::load(&backend.db, sender.person).await.expect("the sender");
        let asked =
            communications::question(backend, &caller, &form.key, &form.input).await.expect("a question");
        let confirmed = Some(&asked.confirmation);
        let deployed = communications::deploy(backend, &caller, &form.key, &form.input, confirmed).await;
        let id = deployed.expect("a deployment").id;
        all_work(&heard).await;
        let found = scans(&world, &heard, &[]).await;
        assert!(found.is_empty(), "{}", found.join("\n\n"));
        let published = format!(
            "SELECT COUNT(*) FROM publication WHERE communication_id = {id} AND (published_at IS NOT NULL OR delivered > 0)"
        );
        assert_eq!(world.number(&published).await, Some(1), "it has gone out");
        heard.statements();
        communications::detail(backend, &caller, id).await.expect("its page");
        let reader = world.person("eleve").await;
        home::announcements_for(backend, reader).await.expect("a home page");
        PersonalOnce::default().load(backend, reader).await.expect("what it shows of its reader");
        communications::cancel(backend, &caller, id, None).await.expect("cancelled");
        all_work(&heard).await;
        let found = scans(&world, &heard, &[]).await;
        // With so few rows, PostgreSQL rather reads all of them once for conditions about schools.
        assert!(found.is_empty() || !url.starts_with("sqlite"), "{}", found.join("\n\n"));
    }
}

/// With so few rows, only SQLite takes an index wherever there is one.
fn none(url: &str, found: &[String]) {
    assert!(found.is_empty() || !url.starts_with("sqlite"), "{}", found.join("\n\n"));
}

#[both_engines]
async fn a_role_that_is_asked_for_and_given_reads_no_whole_table(url: &str) {
    let world = World::new(url).await;
    let heard = Heard::open(url).await;
    let backend = &heard.backend;
    backend.audience.current(&backend.db).await.expect("an index");
    let giver = world.actor("direction").await.caller().await;
    let professor = world.actor("professeur").await.caller().await;
    let scope = format!("etablissement-{}", world.curie);
    heard.statements();
    let asked = RequestInput {
        role: Role::SenderNews.code().to_owned(),
        severity: String::new(),
        school: scope.clone(),
        reason: "Je tiens le journal du lycée.".to_owned(),
    };
    access::requests::ask(backend, &professor, &asked).await.expect("asked");
    all_work(&heard).await;
    let page = access::page(backend, &giver, &scope).await.expect("the rights");
    assert_eq!(page.requests.len(), 1);
    let input = GrantInput { role: asked.role, person: Some(professor.person), ..GrantInput::default() };
    let filter = HoldersFilter { scope: scope.clone(), ..HoldersFilter::default() };
    let change = AccessChange { scope, version: page.version, added: vec![input], ..AccessChange::default() };
    let saved = access::save(backend, &giver, &change).await.expect("saved");
    assert!(saved.requests.is_empty(), "it was given");
    access::holders(backend, &giver, &filter).await.expect("holders");
    all_work(&heard).await;
    none(url, &scans(&world, &heard, &["membership_row"]).await);
}

#[both_engines]
async fn what_a_school_received_reads_no_whole_table(url: &str) {
    let world = World::new(url).await;
    let heard = Heard::open(url).await;
    let (backend, school) = (&heard.backend, world.curie);
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let manager = world.actor("referent").await.caller().await;
    heard.statements();
    let list = communications::received(backend, &manager, &ReceivedFilter::default()).await.expect("a list");
    assert_eq!(list.rows.len(), 1);
    communications::follow_received(backend, &manager, None).await.expect("the list follows");
    communications::received_detail(backend, &manager, id, Some(school)).await.expect("a page");
    communications::follow_received(backend, &manager, Some(id)).await.expect("the page follows");
    let reason = "La date est fausse";
    communications::take_offline(backend, &manager, id, school, reason).await.expect("offline");
    all_work(&heard).await;
    none(url, &scans(&world, &heard, &["version"]).await);
}

#[both_engines]
async fn comparing_counters_reads_no_whole_table(url: &str) {
    let world = World::new(url).await;
    let heard = Heard::open(url).await;
    let sender = world.actor("cpe").await;
    sender.sends(&message("Cantine", "Fermée")).await;
    let backend = &heard.backend;
    heard.statements();
    delivery::reconcile(backend, backend.clock.now()).await.expect("a comparison");
    none(url, &scans(&world, &heard, &[]).await);
}
