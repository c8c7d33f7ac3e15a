use app::server_side::SignedInPerson;
use axum::{
    Extension, Form,
    extract::{State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use backend::attachments;
use http::HeaderMap;

use super::{
    answer::{Refused, listed, wants_json},
    upload::{back_to, keep_draft},
};
use crate::{AppState, extract::Segment, forms::caller, refusal::Refusal};

/// `POST /communications/pieces-jointes/{jeton}/supprimer`: takes a file out of its form. A script is
/// told the files that are left; without JavaScript the form's text is kept, and its page comes back.
pub async fn remove(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    Segment(token): Segment,
    headers: HeaderMap,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Refusal> {
    let json = wants_json(&headers);
    let backend = &state.backend;
    let caller = match caller(&state, person).await {
        Err(Refusal(reason)) if json => return Ok(Refused::Reason(reason).json()),
        other => other?,
    };
    let form_key = match attachments::remove(backend, &caller, &token).await {
        Ok(form_key) => form_key,
        Err(reason) if json => return Ok(Refused::of(reason).json()),
        Err(reason) => return Err(Refusal(reason.into())),
    };
    if json {
        let left = attachments::of_form(&backend.db, caller.person, &form_key).await;
        return Ok(left.map_or_else(|reason| Refused::of(reason).json(), |files| listed(&files)));
    }
    let fields = form.map(|Form(fields)| fields).unwrap_or_default();
    // A button that posts nothing but itself leaves the draft as it was.
    if !fields.iter().any(|(name, key)| name == "cle" && *key == form_key) {
        return Ok(Redirect::to("/communications/nouvelle").into_response());
    }
    Ok(match keep_draft(backend, &caller, &form_key, &fields).await {
        Ok(draft) => back_to(draft).into_response(),
        Err(reason) => reason.page(None),
    })
}
