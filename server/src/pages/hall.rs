//! What a school shows to everybody: the screen of its hall, and what that screen asks for again and
//! again. It uses no session and no cookie, and shows nothing about a person.

use app::{HallPage, server_side::widget_release};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use backend::home::{PublicAnnouncement, PublicBoard, public_board};

use crate::{
    AppState,
    door::{Segment, is_known},
    refusal::{self, Refusal},
};

/// Seconds after which an open screen asks again: what is cancelled must be gone within five.
const NEXT: HeaderValue = HeaderValue::from_static("4");
const NEXT_NAME: HeaderName = HeaderName::from_static("portevoix-next");
/// Names the scripts of this program, so that a screen that has been open for weeks takes new ones.
const RELEASE: HeaderName = HeaderName::from_static("portevoix-release");

/// Our own script, style sheet and pictures, and requests to ourselves.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `GET /api/etablissements/{uai}/annonces`
pub async fn public_announcements(
    State(state): State<AppState>,
    Segment(uai): Segment<String>,
    asked: HeaderMap,
) -> Result<Response, Refusal> {
    let board = public_board(&state.backend, &uai).await.map_err(refusal::of)?;
    let (json, version) = board.json().map_err(refusal::of)?;
    let version = format!("\"{version}\"");
    let release =
        HeaderValue::from_str(widget_release(&state.leptos)).unwrap_or(HeaderValue::from_static(""));
    let headers = [(NEXT_NAME, NEXT), (RELEASE, release)];
    let tag = [(header::ETAG, version.clone())];
    if is_known(&asked, &version) {
        return Ok((StatusCode::NOT_MODIFIED, headers, tag).into_response());
    }
    Ok((headers, tag, [(header::CONTENT_TYPE, "application/json")], json).into_response())
}

/// `GET /etablissements/{uai}/affichage`: a full-screen page, readable without scripts as well.
pub async fn hall(State(state): State<AppState>, Segment(uai): Segment<String>) -> Result<Response, Refusal> {
    let board = public_board(&state.backend, &uai).await.map_err(refusal::of)?;
    let policy = [(header::CONTENT_SECURITY_POLICY, POLICY)];
    Ok((policy, Html(page(&board).html(&state.leptos))).into_response())
}

fn page(board: &PublicBoard) -> HallPage {
    let time = board.now.to_utc().map(|now| now.with_timezone(&board.zone).format("%H:%M").to_string());
    let shown = |one: &PublicAnnouncement| app::HallItem {
        severity: one.severity,
        source: one.source.clone(),
        text: one.text.clone(),
        language: one.language,
        second: one.second.clone(),
    };
    HallPage {
        uai: board.uai.clone(),
        school: board.school.clone(),
        zone: board.zone.name().to_owned(),
        time: time.unwrap_or_default(),
        items: board.announcements.iter().map(shown).collect(),
    }
}
