//! Pictures: received in a form, removed from it, and shown to those who may see them.

use std::time::Duration;

use app::AppError;
use axum::{
    Form, Json,
    body::Body,
    extract::{Request, State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use backend::{Error, communications, files};
use http::{
    HeaderMap,
    header::{CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
};
use serde::Deserialize;

use super::attachments::{BUFFERED, NotAttached, Received, back_to, keep_draft, receive, turned_away};
use crate::{
    AppState,
    door::{CallerOf, Query, Segment, Segments},
    refusal::{self, Refusal, wants_json},
};

/// A longer upload would hold a connection for too long.
const PATIENCE: Duration = Duration::from_mins(15);
/// Where the form has its picture.
const PLACE: &str = "#image";

/// A picture can do nothing, whatever it contains.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'";

/// `POST /communications/images`: the picture of a form. A script gets its token as JSON; without
/// JavaScript the form's text is kept as a draft and its page is shown again.
pub async fn upload_picture(
    State(state): State<AppState>,
    caller: Result<CallerOf, Refusal>,
    request: Request,
) -> Response {
    let json = wants_json(request.headers());
    let caller = match caller {
        Ok(CallerOf(caller)) => caller,
        Err(Refusal(reason)) => {
            return turned_away(&state, &NotAttached::Reason(reason), PLACE, request).await;
        }
    };
    if let Err(reason) = files::authorize_pictures(&state.backend.db, &caller).await {
        return turned_away(&state, &NotAttached::of(reason), PLACE, request).await;
    }
    let Ok(share) = state.held.bodies.take(caller.person, BUFFERED) else {
        return turned_away(&state, &NotAttached::Reason(AppError::Busy), PLACE, request).await;
    };
    let backend = &state.backend;
    let mut received = Received::counted_in(share).with_picture_alone();
    let read = receive(backend, &caller, request, state.patience, &mut received);
    if tokio::time::timeout(PATIENCE, read).await.is_err() {
        received.refused.get_or_insert(NotAttached::TooSlow);
    }
    if received.refused.is_some() {
        received.take_back(backend, &caller).await;
    }
    let Received { fields, form_key, picture: token, refused, .. } = received;
    if json {
        return match (refused, token) {
            (None, Some(token)) => Json(token).into_response(),
            (Some(reason), _) => reason.json(),
            (None, None) => NotAttached::Malformed.json(),
        };
    }
    let draft = keep_draft(backend, &caller, &form_key, &fields).await;
    match (refused, draft) {
        (None, Ok(draft)) => back_to(draft, PLACE).into_response(),
        (None, Err(reason)) => reason.page(None, PLACE, fields),
        (Some(reason), draft) => reason.page(draft.ok(), PLACE, fields),
    }
}

/// `POST /communications/images/{jeton}/supprimer`: takes a picture out of its form.
pub async fn remove_picture(
    State(state): State<AppState>,
    caller: Result<CallerOf, Refusal>,
    Segment(token): Segment<String>,
    headers: HeaderMap,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Refusal> {
    let json = wants_json(&headers);
    let backend = &state.backend;
    let CallerOf(caller) = match caller {
        Err(Refusal(reason)) if json => return Ok(NotAttached::Reason(reason).json()),
        other => other?,
    };
    let fields = form.map(|Form(fields)| fields).unwrap_or_default();
    let posted = fields.iter().find(|(name, _)| name == "cle").map(|(_, key)| key.clone());
    // The picture of a copied form may not be stored yet.
    if let Some(key) = &posted {
        match communications::begin_copy(backend, &caller, key).await {
            Ok(()) => {}
            Err(reason) if json => return Ok(NotAttached::of(reason).json()),
            Err(reason) => return Err(Refusal(AppError::from(reason))),
        }
    }
    let form_key = match (files::remove_picture(backend, &caller, &token).await, posted) {
        (Ok(form_key), _) => form_key,
        (Err(reason), _) if json => return Ok(NotAttached::of(reason).json()),
        // It is gone already, by a second click or in another tab: the form goes on without it.
        (Err(Error::NotFound), Some(key)) => key,
        (Err(reason), _) => return Err(Refusal(AppError::from(reason))),
    };
    if json {
        return Ok(Json(String::new()).into_response());
    }
    // A button that posts only itself does not change the draft.
    if !fields.iter().any(|(name, key)| name == "cle" && *key == form_key) {
        return Ok(Redirect::to("/communications/nouvelle").into_response());
    }
    Ok(match keep_draft(backend, &caller, &form_key, &fields).await {
        Ok(draft) => back_to(draft, PLACE).into_response(),
        Err(reason) => reason.page(None, PLACE, fields),
    })
}

/// The form that shows a picture.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct InForm {
    /// Its key; empty on every other page.
    cle: String,
}

/// `GET /images/{jeton}/{largeur}`
pub async fn picture(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segments(token, width): Segments<String, u32>,
    Query(form): Query<InForm>,
) -> Result<Response, Refusal> {
    let shown = communications::open_picture_of_form(&state.backend, &caller, &form.cle, &token, width);
    let shown = shown.await.map_err(refusal::of)?;
    let headers = [
        (CONTENT_TYPE, shown.media_type),
        (CONTENT_LENGTH, shown.bytes.to_string()),
        (CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    Ok((headers, Body::from_stream(shown.content)).into_response())
}
