use std::{sync::Arc, time::Duration};

use app::AppError;
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use backend::{Backend, access::Caller, communications, files, request, shares::Share};
use domain::{DraftId, PersonId, communications::CommunicationInput};

use super::{
    answer::{NotAttached, listed},
    form::{Received, receive},
};
use crate::{
    AppState,
    door::CallerOf,
    files::given_back::typed_in,
    refusal::{Refusal, wants_json},
};

/// Bytes that an upload holds in memory while it passes through.
pub const BUFFERED: u64 = 64 * 1024;
/// Where the form has its files.
pub const FILES: &str = "#fichiers-titre";
/// The field with the mark of the draft that the page shows.
const MARK: &str = "marque";
/// A longer upload would hold a connection for too long.
const PATIENCE: Duration = Duration::from_mins(15);

/// `POST /communications/pieces-jointes`: adds files to a form. A script gets the list of accepted
/// files as JSON; without JavaScript the form's text is kept as a draft and its page is shown
/// again.
pub async fn upload(
    State(state): State<AppState>,
    caller: Result<CallerOf, Refusal>,
    request: Request,
) -> Response {
    let json = wants_json(request.headers());
    let caller = match caller {
        Ok(CallerOf(caller)) => caller,
        Err(Refusal(reason)) => {
            return turned_away(&state, &NotAttached::Reason(reason), FILES, request).await;
        }
    };
    if let Err(reason) = files::authorize(&state.backend.db, &caller).await {
        return turned_away(&state, &NotAttached::of(reason), FILES, request).await;
    }
    let Ok(share) = state.held.bodies.take(caller.person, BUFFERED) else {
        return turned_away(&state, &NotAttached::Reason(AppError::Busy), FILES, request).await;
    };
    // In a task of its own: it continues after the browser has gone away, to remove what is left.
    let taken = take(Arc::clone(&state.backend), caller, request, (state.patience, share), json);
    let taken = tokio::spawn(request::carried(taken));
    match taken.await {
        Ok(answer) => answer,
        Err(ended) => match ended.try_into_panic() {
            Ok(reason) => std::panic::resume_unwind(reason),
            Err(_) => Refusal(AppError::internal()).into_response(),
        },
    }
}

async fn take(
    backend: Arc<Backend>,
    caller: Caller,
    request: Request,
    (silence, share): (Duration, Share<PersonId>),
    json: bool,
) -> Response {
    let mut received = Received::counted_in(share);
    let read = receive(&backend, &caller, request, silence, &mut received);
    if tokio::time::timeout(PATIENCE, read).await.is_err() {
        received.refused.get_or_insert(NotAttached::TooSlow);
    }
    if received.refused.is_some() {
        received.take_back(&backend, &caller).await;
    }
    if json {
        return received.refused.map_or_else(|| listed(&received.files), |reason| reason.json());
    }
    let Received { fields, form_key, refused, .. } = received;
    let draft = keep_draft(&backend, &caller, &form_key, &fields).await;
    match (refused, draft) {
        (None, Ok(draft)) => back_to(draft, FILES).into_response(),
        (None, Err(reason)) => reason.page(None, FILES, fields),
        (Some(reason), draft) => reason.page(draft.ok(), FILES, fields),
    }
}

/// Keeps what was typed, even if the files are refused.
pub async fn keep_draft(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    fields: &[(String, String)],
) -> Result<DraftId, NotAttached> {
    let input = CommunicationInput::from_pairs(fields);
    let opened = fields.iter().find(|(name, _)| name == MARK).map(|(_, mark)| mark.as_str());
    let kept = communications::save_draft_aside(backend, caller, form_key, &input, opened).await;
    kept.map(|(draft, _)| draft).map_err(NotAttached::of)
}

/// The form, which opens at this place.
pub fn back_to(draft: DraftId, place: &str) -> Redirect {
    Redirect::to(&format!("/communications/nouvelle?brouillon={draft}{place}"))
}

/// A refusal before any file is received: what was typed is in no draft, and can be copied.
pub async fn turned_away(state: &AppState, reason: &NotAttached, place: &str, request: Request) -> Response {
    if wants_json(request.headers()) {
        return reason.json();
    }
    reason.page(None, place, typed_in(state, request).await)
}
