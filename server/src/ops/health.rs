use app::words;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use backend::{
    database::DatabaseFault,
    files::FilesFault,
    jobs::{Fault, Worker, faults},
    queue::Kind,
};

use crate::{AppState, refusal};

/// The process answers.
pub async fn live() -> &'static str {
    words().operation.alive
}

/// The process can do its work: the database accepts changes, the folder of attachments is there, and no
/// background work has stopped. Otherwise each part that fails is named; what the process shares with others is
/// named too, but does not take it out of service.
pub async fn ready(State(state): State<AppState>) -> Response {
    let faults = faults(&state.backend).await;
    if faults.is_empty() {
        return words().operation.ready.into_response();
    }
    let of_what_it_needs = faults.iter().filter_map(|fault| match fault {
        Fault::Database(fault) => Some(sentence(*fault).to_owned()),
        Fault::Files(fault) => Some(of_files(*fault).to_owned()),
        Fault::Stopped(_) => None,
    });
    let stopped: Vec<&str> = faults
        .iter()
        .filter_map(|fault| if let Fault::Stopped(worker) = fault { Some(name(*worker)) } else { None })
        .collect();
    let of_workers = (!stopped.is_empty()).then(|| words().operation.stopped(&stopped));
    let sentences: Vec<String> = of_what_it_needs.chain(of_workers).collect();
    if faults.iter().any(|fault| fault.is_grave()) {
        return refusal::text(StatusCode::SERVICE_UNAVAILABLE, sentences.join(" "));
    }
    refusal::text(StatusCode::OK, format!("{}\n{}", words().operation.ready, sentences.join(" ")))
}

fn of_files(fault: FilesFault) -> &'static str {
    match fault {
        FilesFault::Missing => words().operation.files_missing,
        FilesFault::NoWrites => words().operation.files_refuse_writes,
        FilesFault::Away => words().operation.files_away,
        FilesFault::NoSpool => words().operation.spool_refuses_writes,
        FilesFault::NoScanner => words().operation.scanner_silent,
    }
}

fn sentence(fault: DatabaseFault) -> &'static str {
    match fault {
        DatabaseFault::Silent => words().operation.database_silent,
        DatabaseFault::NoWrites => words().operation.database_refuses_writes,
        DatabaseFault::Newer => words().operation.database_newer,
    }
}

/// The name of a worker, for the operators of the portal.
fn name(worker: Worker) -> &'static str {
    match worker {
        Worker::Refresh => words().operation.following_changes,
        Worker::Warm => words().operation.counting_audiences,
        Worker::Sightings => words().operation.noting_sightings,
        Worker::Jobs(Kind::Publish) => words().operation.publishing,
        Worker::Jobs(Kind::Deliver) => words().operation.delivering,
        Worker::Jobs(Kind::Tell) => words().operation.notifying,
        Worker::Jobs(Kind::Article) => words().operation.articles,
        Worker::Jobs(Kind::Mail) => words().operation.mailing,
        Worker::Jobs(Kind::Import) => words().operation.importing,
        Worker::Jobs(Kind::Night) => words().operation.importing_at_night,
        Worker::Jobs(Kind::Sweep) => words().operation.sweeping_files,
        Worker::Jobs(Kind::Reconcile) => words().operation.reconciling,
        Worker::Jobs(Kind::Compare) => words().operation.comparing_targets,
        Worker::Jobs(Kind::Prune) => words().operation.pruning_jobs,
        Worker::Jobs(Kind::Purge) => words().operation.purging,
        Worker::Jobs(Kind::Accounts) => words().operation.opening_accounts,
    }
}
