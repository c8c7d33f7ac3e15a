use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use crate::{
    AppState,
    door::{Cookie, Query},
};

#[derive(Deserialize)]
pub struct Returned {
    #[serde(default)]
    state: String,
}

/// `GET /connexion/deconnecte`: the browser comes back from signing out at the provider.
pub async fn left(
    State(state): State<AppState>,
    Query(returned): Query<Returned>,
    headers: HeaderMap,
) -> Response {
    let kept = Cookie::Leaving.of(&headers, state.secure);
    let ours = kept.is_some_and(|kept| !kept.is_empty() && kept == returned.state);
    let page = app::address("/connexion", &[("fait", if ours { "deconnexion" } else { "" })]);
    let forget = Cookie::Leaving.clear(state.secure);
    (AppendHeaders([(header::SET_COOKIE, forget)]), Redirect::to(&page)).into_response()
}
