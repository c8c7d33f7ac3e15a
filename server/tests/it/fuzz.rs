//! Sends odd requests from everybody to every address. No answer may be an internal error, reveal
//! internal details, or give somebody what is not theirs.
//!
//! `FUZZ_SEED` repeats a run, `FUZZ_REQUESTS` sets its length: `make fuzz`.

mod agenda;
mod dice;
mod facts;
mod headers;
mod json;
mod multipart;
mod portals;
mod request;
mod seeds;
mod spaces;
mod standing;
mod tally;
mod text;
mod verdict;
mod wire;

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use self::{
    dice::Dice,
    facts::{Facts, Who},
    request::{Endpoint, Request},
    standing::Standing,
    tally::Tally,
    wire::{Heard, Wire},
};
use testing_server::{Server, both_engines};

/// Connections that are used at once.
const CONNECTIONS: u64 = 8;
/// The number of requests in an ordinary test run.
const REQUESTS: usize = 5_000;
/// The same in each test run, so that a failure points to the change that caused it. `make fuzz`
/// takes another.
const SEED: u64 = 20_261_124;

static PANICS: AtomicUsize = AtomicUsize::new(0);

#[allow(clippy::disallowed_methods, reason = "tests have no configuration")]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().filter(|text| !text.is_empty()).map(|text| text.parse().expect("a number"))
}

/// Every address of the router, each server function separately, and some that do not exist.
fn endpoints() -> Vec<Endpoint> {
    let routes = server::routes().into_iter().filter(|route| !route.path.contains("{*"));
    let routes = routes.map(|route| (route.method.to_string(), route.path.to_owned()));
    let strays = [
        "/nulle-part",
        "/pkg/portevoix.js",
        "/pkg/../Cargo.toml",
        "/icons.svg",
        "/api/nothing",
        "/.git/config",
    ];
    let strays = strays
        .into_iter()
        .flat_map(|path| ["GET", "POST"].map(|method| (method.to_owned(), path.to_owned())));
    let mut all: Vec<_> = routes.chain(strays).collect();
    all.sort();
    all.dedup();
    all.into_iter().map(|(method, path)| Endpoint { method, path }).collect()
}

#[both_engines(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_breaks_the_server(url: &str) {
    let seed = setting("FUZZ_SEED").unwrap_or(SEED);
    let requests = setting("FUZZ_REQUESTS").map_or(REQUESTS, |many| usize::try_from(many).expect("a number"));
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        before(info);
    }));
    let share = if url.starts_with("sqlite") { requests * 4 / 5 } else { requests / 5 };
    println!("FUZZ_SEED={seed}: {share} requests");
    let tally = fuzz(&Server::start(url).await, seed, share).await;
    let complaints = tally.complaints();
    assert!(complaints.is_empty(), "{complaints:#?}");
}

async fn fuzz(server: &Server, seed: u64, requests: usize) -> Tally {
    let facts = Facts::of(server).await;
    let before = Standing::of(server, &facts).await;
    let (endpoints, tally, started) = (endpoints(), Mutex::new(Tally::default()), Instant::now());
    for path in leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path) {
        let known = seeds::arguments(path, &facts, &mut Dice::new(seed, 0)).is_some();
        assert!(known, "{path} needs its arguments in seeds.rs");
    }
    let run = Run { server, facts: &facts, endpoints: &endpoints, tally: &tally };
    let share = requests.div_ceil(usize::try_from(CONNECTIONS).expect("a few"));
    futures::future::join_all((0..CONNECTIONS).map(|stream| run.connection(Dice::new(seed, stream), share)))
        .await;

    let mut tally = tally.into_inner().expect("a lock");
    tally.print();
    println!("in {:.1} s", started.elapsed().as_secs_f64());
    let panics = PANICS.swap(0, Ordering::Relaxed);
    if panics > 0 {
        tally.complain(format!("{panics} panics"), String::new);
    }
    before.compare(&Standing::of(server, &facts).await, &mut tally);
    facts.renew_sessions(server).await;
    for (path, who) in
        [("/health/ready", Who::Nobody), ("/", Who::Pupil), ("/administration/journal", Who::Administrator)]
    {
        let mut browser = server.anonymous();
        browser.cookie = facts.cookie(who).map(str::to_owned);
        let status = browser.get(path).await.status;
        if status != 200 {
            tally.complain(format!("{path} is {status} afterwards"), String::new);
        }
    }
    tally
}

struct Run<'r> {
    server: &'r Server,
    facts: &'r Facts,
    endpoints: &'r [Endpoint],
    tally: &'r Mutex<Tally>,
}

impl Run<'_> {
    async fn connection(&self, mut dice: Dice, requests: usize) {
        let mut wire = Wire::new(self.server.address);
        let host = self.server.address.to_string();
        for _ in 0..requests {
            let endpoint = &self.endpoints[dice.below(self.endpoints.len())];
            if dice.one_in(40) {
                self.malformed(&mut wire, &headers::malformed(endpoint, &host, &mut dice)).await;
            } else {
                let request = Request::draw(endpoint, self.facts, &mut dice);
                self.proper(&mut wire, &request, &host).await;
            }
            if dice.one_in(500) {
                self.server.world.publish().await;
            }
        }
    }

    async fn proper(&self, wire: &mut Wire, request: &Request, host: &str) {
        let bytes = request.bytes(host);
        let heard = wire.ask(&bytes, request.method == "HEAD").await;
        let signed_out = matches!(&heard, Heard::Reply(reply) if self.learn(request, reply));
        if signed_out {
            self.facts.renew_sessions(self.server).await;
        }
        let mut tally = self.tally.lock().expect("a lock");
        let status = if let Heard::Reply(reply) = &heard { reply.status } else { 0 };
        tally.note(&request.endpoint, status);
        if let Some(what) = verdict::complaint(request, &heard) {
            tally.complain(what, || format!("{:?} sent {}", request.who, shown(&bytes)));
        }
    }

    /// Remembers ids in the reply for later requests; returns whether the sender's session is gone.
    fn learn(&self, request: &Request, reply: &wire::Reply) -> bool {
        if reply.status == 200 && request.endpoint.ends_with("/deploy") {
            let made: serde_json::Value = serde_json::from_slice(&reply.body).unwrap_or_default();
            made["id"].as_i64().into_iter().for_each(|id| self.facts.note_communication(id));
        }
        if reply.status == 200 && request.endpoint.ends_with("/drafts/save") {
            let made: serde_json::Value = serde_json::from_slice(&reply.body).unwrap_or_default();
            made[0].as_i64().into_iter().for_each(|id| self.facts.note_draft(id));
        }
        let door = reply.header("location").is_some_and(|to| to.starts_with("/connexion"));
        request.proper
            && request.who != Who::Nobody
            && !request.endpoint.contains("connexion")
            && (reply.status == 401 || (reply.status == 303 && door))
    }

    async fn malformed(&self, wire: &mut Wire, bytes: &[u8]) {
        let heard = wire.ask_last(bytes).await;
        let mut tally = self.tally.lock().expect("a lock");
        let status = if let Heard::Reply(reply) = &heard { reply.status } else { 0 };
        tally.note("(malformed)", status);
        let silent = matches!(heard, Heard::Silence);
        if status >= 500 || silent {
            tally.complain(format!("malformed: {status}, silent: {silent}"), || shown(bytes));
        }
    }
}

/// A request printed so that it can be sent again.
fn shown(bytes: &[u8]) -> String {
    let text: String =
        bytes.iter().take(3_000).flat_map(|byte| byte.escape_ascii()).map(char::from).collect();
    format!("{} bytes: {}", bytes.len(), text.replace("\\r\\n", "\n"))
}
