use app::{AppError, address, server_side::SignedInPerson};
use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use super::{At, Cookie, OwnAddress, body::counted, named::refused};
use crate::{
    policy::{Answer, Body, Who},
    refusal::{Refusal, wants_json},
};

/// Lets through the people that the row of the table names.
pub async fn who(State(at): State<At>, request: Request, next: Next) -> Response {
    let signed_in = request.extensions().get::<SignedInPerson>().is_some();
    let is_form = matches!(at.policy.answer, Answer::Form | Answer::FormOrJson);
    match (at.policy.who, signed_in) {
        (Who::AtTheDoor | Who::SecondStep, true) => Redirect::to("/").into_response(),
        // No password was entered before.
        (Who::SecondStep, false) if Cookie::Step.of(request.headers(), at.state.secure).is_none() => {
            Redirect::to("/connexion").into_response()
        }
        // What was typed is shown, so that it can be copied.
        (Who::SignedIn, false) if is_form && at.policy.body == Body::Form => {
            let (request, _) = counted(&at, request);
            Box::pin(refused(&at, request, AppError::SignedOut)).await
        }
        (Who::SignedIn, false) if is_form && at.policy.body == Body::Upload => {
            Box::pin(refused(&at, request, AppError::SignedOut)).await
        }
        (Who::SignedIn, false) => signed_out(at.policy.answer, &request),
        _ => next.run(request).await,
    }
}

/// The refusal for somebody who is not signed in, in the format of the address.
fn signed_out(answer: Answer, request: &Request) -> Response {
    match answer {
        // They sign in and come back.
        Answer::Page => {
            let wanted = request.uri().path_and_query().map_or("/", |wanted| wanted.as_str());
            let page = address("/connexion", &[("suite", OwnAddress::new(wanted).in_query())]);
            Redirect::to(&page).into_response()
        }
        Answer::Function => as_json(),
        Answer::FormOrJson if wants_json(request.headers()) => as_json(),
        _ => Refusal(AppError::SignedOut).into_response(),
    }
}

fn as_json() -> Response {
    (StatusCode::UNAUTHORIZED, Json(AppError::SignedOut)).into_response()
}
