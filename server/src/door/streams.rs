use std::{
    pin::Pin,
    task::{Context, Poll},
};

use app::{AppError, server_side::SignedInPerson};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use backend::shares::{Full, Share};
use domain::PersonId;
use hyper::body::Frame;

use super::At;
use crate::refusal::refuse;

/// Bounds the event streams that are open: those of a person, and all together. A page that is
/// refused asks again after a while.
pub async fn streams(State(at): State<At>, request: Request, next: Next) -> Response {
    let Some(SignedInPerson(person)) = request.extensions().get().copied() else {
        return next.run(request).await;
    };
    match at.state.held.streams.take(person, 1) {
        Ok(place) => {
            let response = next.run(request).await;
            if response.status().is_success() {
                response.map(|events| Body::new(Placed { events, _place: place }))
            } else {
                response
            }
        }
        Err(full) => {
            let reason = match full {
                Full::Each => AppError::TooManyPages,
                Full::All => AppError::Busy,
            };
            refuse(reason, at.policy.answer, request.headers())
        }
    }
}

/// A stream that gives its place back when it ends, however it ends.
struct Placed {
    events: Body,
    _place: Share<PersonId>,
}

impl HttpBody for Placed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.events).poll_frame(context)
    }
}
