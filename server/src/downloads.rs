//! Files to take away.

use app::{AppError, server_side::SignedInPerson};
use axum::{Extension, extract::State, response::Response};
use domain::{CommunicationId, audit::AuditFilter};

use crate::{
    AppState, audit_csv,
    extract::{Asked, Segment},
    forms,
    refusal::{self, Refusal},
    sites_csv,
};

/// `GET /communications/{id}/etats.csv`
pub async fn sites(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    Segment(id): Segment,
) -> Result<Response, Refusal> {
    let caller = forms::caller(&state, person).await?;
    let id: CommunicationId = id.parse().map_err(|_| Refusal(AppError::NotFound))?;
    sites_csv::export(&state.backend, &caller, id).await.map_err(refusal::of)
}

/// `GET /administration/journal.csv`: what the filter of the page leaves, all of it.
pub async fn journal(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let caller = forms::caller(&state, person).await?;
    let get = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let filter = AuditFilter { before: 0, ..app::read_audit_filter(get) };
    audit_csv::export(&state.backend, &caller, &filter).await.map_err(refusal::of)
}
