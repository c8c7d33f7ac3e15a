//! Pictures: received in a form, removed from it, and shown to those who may see them.

use app::AppError;
use axum::{
    Form, Json,
    body::Body,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use backend::{Backend, access::Caller, communications, files};
use http::{
    HeaderMap,
    header::{CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
};

use super::attachments::{NotAttached, back_to, keep_draft};
use crate::{
    AppState,
    door::{CallerOf, Segment, Segments},
    files::field::whole,
    refusal::{self, Refusal, wants_json},
};

/// Bytes of the whole request at most. What is beyond the limit of a picture is read and thrown away, so
/// that the sender gets to see the reason; scripts refuse such a picture before they send it.
const MAX_RECEIVED: usize = 32 * 1024 * 1024;
/// Bytes of one field of the form.
const MAX_FIELD: usize = 1024 * 1024;
const FIELD: &str = "image";
/// Where the form has its picture.
const PLACE: &str = "#image";

/// A picture can do nothing, whatever it contains.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'";

/// What a form sent with a picture.
#[derive(Default)]
struct Received {
    fields: Vec<(String, String)>,
    form_key: String,
    token: Option<String>,
    refused: Option<NotAttached>,
}

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
        Err(Refusal(reason)) => return answered(NotAttached::Reason(reason), json, None),
    };
    if let Err(reason) = files::authorize_pictures(&state.backend.db, &caller).await {
        return answered(NotAttached::of(reason), json, None);
    }
    let backend = &state.backend;
    let mut received = Received::default();
    if let Err(reason) = read(backend, &caller, request, &mut received).await {
        received.refused.get_or_insert(reason);
    }
    let Received { fields, form_key, token, refused } = received;
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

fn answered(reason: NotAttached, json: bool, draft: Option<domain::DraftId>) -> Response {
    if json { reason.json() } else { reason.page(draft, PLACE, Vec::new()) }
}

async fn read(
    backend: &Backend,
    caller: &Caller,
    mut request: Request,
    received: &mut Received,
) -> Result<(), NotAttached> {
    DefaultBodyLimit::max(MAX_RECEIVED).apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| NotAttached::Malformed)?;
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file) = field.file_name().map(str::to_owned) {
            if name == FIELD && !file.is_empty() && received.refused.is_none() {
                let kept = files::receive_picture(backend, caller, &received.form_key, &file, field).await;
                match kept {
                    Ok(token) => received.token = Some(token),
                    Err(reason) => received.refused = Some(NotAttached::of(reason)),
                }
            }
            continue;
        }
        let Some(text) = whole(field, MAX_FIELD).await? else { return Err(NotAttached::FormTooLarge) };
        let text = String::from_utf8(text.into()).map_err(|_| NotAttached::Malformed)?;
        if name == "cle" && received.form_key.is_empty() {
            received.form_key.clone_from(&text);
            // The picture of a copied form may not be stored yet.
            if let Err(reason) = communications::begin_copy(backend, caller, &text).await {
                received.refused.get_or_insert(NotAttached::of(reason));
            }
        }
        received.fields.push((name, text));
    }
    if received.form_key.is_empty() { Err(NotAttached::Malformed) } else { Ok(()) }
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
    // The picture of a copied form may not be stored yet.
    if let Some((_, key)) = fields.iter().find(|(name, _)| name == "cle") {
        match communications::begin_copy(backend, &caller, key).await {
            Ok(()) => {}
            Err(reason) if json => return Ok(NotAttached::of(reason).json()),
            Err(reason) => return Err(Refusal(AppError::from(reason))),
        }
    }
    let form_key = match files::remove_picture(backend, &caller, &token).await {
        Ok(form_key) => form_key,
        Err(reason) if json => return Ok(NotAttached::of(reason).json()),
        Err(reason) => return Err(Refusal(AppError::from(reason))),
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

/// `GET /images/{jeton}/{largeur}`
pub async fn picture(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segments(token, width): Segments<String, u32>,
) -> Result<Response, Refusal> {
    let shown = files::open_picture(&state.backend, &caller, &token, width).await.map_err(refusal::of)?;
    let headers = [
        (CONTENT_TYPE, shown.media_type),
        (CONTENT_LENGTH, shown.bytes.to_string()),
        (CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    Ok((headers, Body::from_stream(shown.content)).into_response())
}
