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
    unavailable(format!("En panne : {}.", names.join(", ")))
}

fn unavailable(sentence: String) -> Response {
    refusal::text(StatusCode::SERVICE_UNAVAILABLE, sentence)
}

/// What a worker does, for whoever operates the portal.
const fn name(worker: Worker) -> &'static str {
    match worker {
        Worker::Refresh => "le suivi des changements",
        Worker::Warm => "le calcul des audiences",
        Worker::Jobs(Kind::Publish) => "la publication des annonces",
        Worker::Jobs(Kind::Deliver) => "la distribution des messages",
        Worker::Jobs(Kind::Tell) => "l’envoi des notifications",
        Worker::Jobs(Kind::Mail) => "l’envoi des courriels",
        Worker::Jobs(Kind::Import) => "l’import de l’annuaire",
        Worker::Jobs(Kind::Sweep) => "le nettoyage des fichiers",
        Worker::Jobs(Kind::Reconcile) => "la vérification des compteurs",
        Worker::Jobs(Kind::Prune) => "le nettoyage de la file des tâches",
    }
}
