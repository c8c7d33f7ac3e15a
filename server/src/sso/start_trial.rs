use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use backend::door::providers;
use domain::{ProviderId, providers::Protocol};

use super::{cas, oidc};
use crate::{
    AppState,
    door::{CallerOf, OwnAddress, Segment},
    refusal,
};

/// `GET /administration/connexion/{id}/essayer`
pub async fn start_trial(
    State(state): State<AppState>,
    Segment(id): Segment<ProviderId>,
    CallerOf(caller): CallerOf,
    request: Request,
) -> Response {
    if let Err(reason) = caller.authorize_administrator() {
        return refusal::of(reason).into_response();
    }
    let (parts, next) = (request.into_parts().0, OwnAddress::default());
    match providers::protocol(&state.backend.db, id).await {
        Ok(Protocol::Oidc) => oidc::begin(&state, id, next, true, &parts).await,
        Ok(Protocol::Cas) => cas::begin(&state, id, next, true, &parts).await,
        Err(reason) => refusal::of(reason).into_response(),
    }
}
