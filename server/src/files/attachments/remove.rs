use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use backend::{Error, communications, files};
use http::HeaderMap;

use super::{
    answer::{NotAttached, listed},
    upload::{FILES, back_to, keep_draft},
};
use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{Refusal, wants_json},
};

/// `POST /communications/pieces-jointes/{jeton}/supprimer`: removes a file from its form. A script
/// gets the list of remaining files; without JavaScript the form's text is kept and its page is
/// shown again.
pub async fn remove(
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
    // A script names its form: it may remove a file that is still on its way.
    let posted = fields.iter().find(|(name, _)| name == "cle").map(|(_, key)| key.clone());
    let named = posted.clone().filter(|_| json);
    // A file of a copied form may not be stored yet.
    if let Some(key) = &posted {
        match communications::begin_copy(backend, &caller, key).await {
            Ok(()) => {}
            Err(reason) if json => return Ok(NotAttached::of(reason).json()),
            Err(reason) => return Err(Refusal(reason.into())),
        }
    }
    let removed = match &named {
        Some(form_key) => {
            files::withdraw(backend, &caller, form_key, &token).await.map(|()| form_key.clone())
        }
        None => files::remove(backend, &caller, &token).await,
    };
    let form_key = match (removed, posted) {
        (Ok(form_key), _) => form_key,
        (Err(reason), _) if json => return Ok(NotAttached::of(reason).json()),
        // It is gone already, by a second click or in another tab: the form goes on without it.
        (Err(Error::NotFound), Some(key)) => key,
        (Err(reason), _) => return Err(Refusal(reason.into())),
    };
    if json {
        let left = files::of_form(&backend.db, caller.person, &form_key).await;
        return Ok(left.map_or_else(|reason| NotAttached::of(reason).json(), |files| listed(&files)));
    }
    // A button that posts only itself does not change the draft.
    if !fields.iter().any(|(name, key)| name == "cle" && *key == form_key) {
        return Ok(Redirect::to("/communications/nouvelle").into_response());
    }
    Ok(match keep_draft(backend, &caller, &form_key, &fields).await {
        Ok(draft) => back_to(draft, FILES).into_response(),
        Err(reason) => reason.page(None, FILES, fields),
    })
}
