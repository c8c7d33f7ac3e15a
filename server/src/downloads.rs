//! Files to take away.

use app::{AppError, server_side::SignedInPerson};
use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use domain::CommunicationId;

use crate::{
    AppState, forms,
    refusal::{self, Refusal},
    sites_csv,
};

/// `GET /communications/{id}/etats.csv`
pub async fn sites(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let caller = forms::caller(&state, person).await?;
    let id: CommunicationId = id.parse().map_err(|_| Refusal(AppError::NotFound))?;
    sites_csv::export(&state.backend, &caller, id).await.map_err(refusal::of)
}
