use std::{sync::Arc, time::Duration};

use app::{
    named::FOLLOWS,
    server_side::{ANSWERED, SessionToken, SignedInPerson},
};
use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use backend::{door::Reader, journal, request};

use super::{At, ClientAddress, Cookie, body::counted, named::refused};
use crate::{
    policy::{Activity, Answer, Body},
    refusal,
};

/// How long a refusal waits until it stands in the journal.
const NOTE_PATIENCE: Duration = Duration::from_secs(1);

/// Stores the signed-in person in the request, answers in the language that they chose, and records in
/// the journal what they were refused.
pub async fn session(State(at): State<At>, mut request: Request, next: Next) -> Response {
    let mut who = None;
    let token = Cookie::Session.of(request.headers(), at.state.secure).map(str::to_owned);
    let follows = request.headers().contains_key(FOLLOWS);
    if let Some(token) = token {
        match reader(&at, &token, follows).await {
            Ok(Some(Reader { person, language })) => {
                who = Some(person);
                if let (Some(language), Some(request)) = (language, request::current()) {
                    request.answer_in(language);
                }
                request.extensions_mut().insert(SignedInPerson(person));
                request.extensions_mut().insert(SessionToken(token));
            }
            Ok(None) => {}
            // The text of a form is kept even if its session cannot be read.
            Err(reason) if is_form(&at) => {
                // The text of an upload is counted where it is read.
                let request = if at.policy.body == Body::Form { counted(&at, request).0 } else { request };
                return Box::pin(refused(&at, request, reason.into())).await;
            }
            Err(reason) => return refusal::of(reason).into_response(),
        }
    }
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let address = request.extensions().get::<ClientAddress>().copied();
    let mut response = next.run(request).await;
    if let Some(person) = who {
        response.extensions_mut().insert(SignedInPerson(person));
    }
    let right = response.headers_mut().remove(ANSWERED);
    if response.status() == StatusCode::FORBIDDEN
        && let (Some(person), Some(right)) = (who, right.as_ref().and_then(|right| right.to_str().ok()))
    {
        let asked = format!("{method} {}", uri.path());
        let address = address.map_or_else(String::new, ClientAddress::counted);
        let (backend, right) = (Arc::clone(&at.state.backend), right.to_owned());
        let noted = tokio::spawn(request::carried(async move {
            if let Err(reason) = journal::refused(&backend, person, &address, &asked, &right).await {
                tracing::error!(%reason, asked, "a refusal could not be written to the journal");
            }
        }));
        // If another writer holds the database, the entry is written behind the answer.
        let _ = tokio::time::timeout(NOTE_PATIENCE, noted).await;
    }
    response
}

/// People may have written something in it.
fn is_form(at: &At) -> bool {
    let answers = matches!(at.policy.answer, Answer::Form | Answer::FormOrJson);
    answers && matches!(at.policy.body, Body::Form | Body::Upload)
}

/// Requests of pages that update by themselves do not keep a session alive: those of the addresses that
/// are there for it, and those that say so.
async fn reader(at: &At, token: &str, follows: bool) -> backend::Result<Option<Reader>> {
    let backend = &at.state.backend;
    let (db, now) = (&backend.db, backend.clock.now());
    match at.policy.activity {
        Activity::Keeps if !follows => backend.sessions.reader_active(db, token, now).await,
        Activity::Keeps | Activity::Follows => backend.sessions.reader(db, token, now).await,
        Activity::NoSession => Ok(None),
    }
}
