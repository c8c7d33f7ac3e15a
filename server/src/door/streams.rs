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
use domain::{PersonId, time::Millis};
use http::{HeaderValue, header};
use hyper::body::{Frame, SizeHint};

use super::At;
use crate::{policy::Answer, refusal::refuse};

/// Marks an answer that lasts as long as its page is open. It is sent without hyper, which would keep much
/// memory for it.
#[derive(Clone, Copy)]
pub struct Lasts;

/// Bounds what lasts as long as its client wants: event streams that are open and files that are on their
/// way, those of a person and all together. A page that is refused asks again after a while.
pub async fn streams(State(at): State<At>, request: Request, next: Next) -> Response {
    let Some(SignedInPerson(person)) = request.extensions().get().copied() else {
        return next.run(request).await;
    };
    let held = &at.state.held;
    let (places, too_many) = if at.policy.answer == Answer::Stream {
        (&held.streams, AppError::TooManyPages)
    } else {
        (&held.files, AppError::Busy)
    };
    match places.take(person, 1) {
        Ok(place) => {
            let response = next.run(request).await;
            if !response.status().is_success() {
                return response;
            }
            let mut response = response.map(|body| Body::new(Placed { body, _place: place }));
            if at.policy.answer == Answer::Stream {
                lasts(&mut response, at.state.backend.clock.now());
            }
            response
        }
        Err(full) => {
            let reason = match full {
                Full::Each => too_many,
                Full::All => AppError::Busy,
            };
            refuse(reason, at.policy.answer, request.headers())
        }
    }
}

/// hyper will not add the date.
fn lasts(response: &mut Response, now: Millis) {
    let date = now.to_utc().map(|now| now.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
    if let Some(date) = date.and_then(|date| HeaderValue::from_str(&date).ok()) {
        response.headers_mut().insert(header::DATE, date);
    }
    response.extensions_mut().insert(Lasts);
}

/// An answer that gives its place back when it ends, however it ends.
struct Placed {
    body: Body,
    _place: Share<PersonId>,
}

impl HttpBody for Placed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
