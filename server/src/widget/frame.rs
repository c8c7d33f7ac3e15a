//! The frame for portals without a server of their own, and the small window in which its reader
//! agrees. The session's cookie does not reach a frame on a foreign page; the window is ours, so it
//! has the cookie, and hands a token over to the frame that opened it.

use app::{FramePage, WindowPage};
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use backend::{
    access::Caller,
    portals::{TOKEN_SECONDS, framing_of, token_for_person},
    request,
};
use domain::PortalId;
use words::Language;

use crate::{
    AppState,
    door::{Chosen, Framed, Person, Query, Segment, SessionInUse},
    refusal::{self, Refusal},
};

/// Our own scripts, style sheet and pictures, and requests to ourselves.
const OWN: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     base-uri 'none'; form-action 'self'; frame-ancestors";

/// The frame must stay connected with the window that it opened; other pages of ours are isolated from
/// their opener.
const TIED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("unsafe-none"));

/// `GET /widget/cadre/{portail}`: the only page that others may frame, and only the origins of its
/// portal. While the portal is paused it says so, on the portal's page too.
pub async fn frame(
    State(state): State<AppState>,
    Segment(portal): Segment<PortalId>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let framing = framing_of(&state.backend, portal).await.map_err(refusal::of)?;
    let english = pairs.iter().any(|(name, value)| name == "langue" && value == "en");
    if let Some(request) = request::current() {
        request.answer_in(if english { Language::English } else { Language::French });
    }
    let page = FramePage { window: framing.is_active.then(|| address(portal)) };
    let status = if framing.is_active { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let policy = [(header::CONTENT_SECURITY_POLICY, format!("{OWN} {}", framing.origins.join(" ")))];
    let mut response = (status, policy, Html(page.html(&state.leptos))).into_response();
    response.extensions_mut().insert(Framed);
    if !framing.is_active {
        response.extensions_mut().insert(Chosen);
    }
    Ok(response)
}

/// `GET /widget/fenetre/{portail}`: asks before anything is handed over.
pub async fn window(
    State(state): State<AppState>,
    Segment(portal): Segment<PortalId>,
    reader: Option<Person>,
) -> Result<Response, Refusal> {
    let framing = framing_of(&state.backend, portal).await.map_err(refusal::of)?;
    if !framing.is_active {
        return Ok(paused(&state));
    }
    let Some(Person(person)) = reader else {
        return Ok(shown(&state, WindowPage::SignIn { again: address(portal) }));
    };
    let caller = Caller::load(&state.backend.db, person).await.map_err(refusal::of)?;
    let (address, person) = (address(portal), person.to_string());
    Ok(shown(&state, WindowPage::Ask { portal: framing.name, name: caller.name, address, person }))
}

/// `POST /widget/fenetre/{portail}`: the reader agreed.
pub async fn agree(
    State(state): State<AppState>,
    Segment(portal): Segment<PortalId>,
    Person(person): Person,
    SessionInUse(session): SessionInUse,
) -> Result<Response, Refusal> {
    // It may have been paused since the window asked.
    if !framing_of(&state.backend, portal).await.map_err(refusal::of)?.is_active {
        return Ok(paused(&state));
    }
    let token = token_for_person(&state.backend, portal, person, &session).await.map_err(refusal::of)?;
    Ok(shown(&state, WindowPage::Agreed { token, seconds: TOKEN_SECONDS }))
}

fn address(portal: PortalId) -> String {
    format!("/widget/fenetre/{portal}")
}

/// The window of a portal that is paused: what its reader does instead.
fn paused(state: &AppState) -> Response {
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, shown(state, WindowPage::Paused)).into_response();
    response.extensions_mut().insert(Chosen);
    response
}

fn shown(state: &AppState, page: WindowPage) -> Response {
    let policy = [(header::CONTENT_SECURITY_POLICY, format!("{OWN} 'none'"))];
    ([TIED], policy, Html(page.html(&state.leptos))).into_response()
}
