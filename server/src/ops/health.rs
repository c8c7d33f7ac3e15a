use app::words;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use backend::{jobs::Worker, queue::Kind};

use crate::{AppState, refusal};

/// The process answers.
pub async fn live() -> &'static str {
    words().operation.alive
}

/// The process can do its work: the database answers, and no background work has stopped.
pub async fn ready(State(state): State<AppState>) -> Response {
    if let Err(reason) = backend::revision::read(&state.backend.db).await {
        tracing::warn!(%reason, "not ready");
        return unavailable(words().operation.database_silent.to_owned());
    }
    let stopped = state.backend.health.stopped();
    if stopped.is_empty() {
        return words().operation.ready.into_response();
    }
    let names: Vec<&str> = stopped.into_iter().map(name).collect();
    unavailable(words().operation.stopped(&names))
}

fn unavailable(sentence: String) -> Response {
    refusal::text(StatusCode::SERVICE_UNAVAILABLE, sentence)
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
        Worker::Jobs(Kind::Sweep) => words().operation.sweeping_files,
        Worker::Jobs(Kind::Reconcile) => words().operation.reconciling,
        Worker::Jobs(Kind::Compare) => words().operation.comparing_targets,
        Worker::Jobs(Kind::Prune) => words().operation.pruning_jobs,
    }
}
