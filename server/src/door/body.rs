use std::{
    fmt,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
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
use hyper::body::{Frame, SizeHint};

use super::{At, ClientAddress, typed::give_back};
use crate::{
    policy::{self, Answer, SMALL, Who},
    refusal::refuse,
};

/// The largest body of somebody who is not signed in, in bytes: a sign-in form, a new password.
const OF_NOBODY: usize = 16 * 1024;
/// The same where a form answers that its session has ended, and gives back what was typed: no
/// draft is longer.
const TYPED: usize = 256 * 1024;

/// Bounds the bytes of a body, and of all bodies that are being received or worked on: those of a
/// person, those of an address from which nobody is signed in, and all together.
///
/// Bytes are counted as they arrive, until the answer is ready. A body that does not fit is not
/// read further.
pub async fn body(State(at): State<At>, request: Request, next: Next) -> Response {
    let (request, counted) = counted(&at, request);
    let headers = request.headers().clone();
    let mut response = next.run(request).await;
    let (refused, kept) = {
        let mut counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
        (counted.refused, std::mem::take(&mut counted.kept))
    };
    match refused {
        Some(NotTaken::TooLarge) => refuse(AppError::TooLarge, at.policy.answer, &headers),
        Some(NotTaken::NoRoom) => refuse(AppError::Busy, at.policy.answer, &headers),
        None => {
            give_back(&headers, &kept, &mut response).await;
            response
        }
    }
}

/// The request with a body that is counted as it is read.
pub(super) fn counted(at: &At, request: Request) -> (Request, Arc<Mutex<Counted>>) {
    let counted = Arc::new(Mutex::new(Counted::of(at, &request)));
    let body = Arc::clone(&counted);
    (request.map(|inner| Body::new(CountedBody { inner, counted: body })), counted)
}

/// Why a body is not read further.
#[derive(Clone, Copy, Debug)]
enum NotTaken {
    TooLarge,
    NoRoom,
}

impl fmt::Display for NotTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the body is too large",
            Self::NoRoom => "too many bodies at the same time",
        })
    }
}

impl std::error::Error for NotTaken {}

/// The bytes of one body.
pub(super) struct Counted {
    share: Holder,
    left: usize,
    refused: Option<NotTaken>,
    /// The form that was read, for the page of its refusal.
    kept: Vec<Bytes>,
    keeps: bool,
}

enum Holder {
    Person(Share<PersonId>),
    Address(Share<String>),
}

impl Counted {
    fn of(at: &At, request: &Request) -> Self {
        let held = &at.state.held;
        let (share, left) = if let Some(SignedInPerson(person)) = request.extensions().get() {
            (Holder::Person(held.bodies.open(*person)), SMALL)
        } else {
            let address =
                request.extensions().get().map_or_else(String::new, |at: &ClientAddress| at.counted());
            let keeps_text = matches!(at.policy.who, Who::SignedIn | Who::SignedInKeepingText);
            let left = if keeps_text { TYPED } else { OF_NOBODY };
            (Holder::Address(held.bodies_of_nobody.open(address)), left)
        };
        let keeps = at.policy.answer == Answer::Form && at.policy.body == policy::Body::Form;
        Self { share, left, refused: None, kept: Vec::new(), keeps }
    }

    fn take(&mut self, bytes: usize) -> Result<(), NotTaken> {
        let taken = match self.left.checked_sub(bytes) {
            None => Err(NotTaken::TooLarge),
            Some(left) => {
                self.left = left;
                self.share.grow(bytes as u64).map_err(|_| NotTaken::NoRoom)
            }
        };
        self.refused = self.refused.or(taken.err());
        taken
    }
}

impl Holder {
    fn grow(&mut self, bytes: u64) -> Result<(), Full> {
        match self {
            Self::Person(share) => share.grow(bytes),
            Self::Address(share) => share.grow(bytes),
        }
    }
}

struct CountedBody {
    inner: Body,
    counted: Arc<Mutex<Counted>>,
}

impl HttpBody for CountedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let Some(frame) = ready!(Pin::new(&mut self.inner).poll_frame(context)) else {
            return Poll::Ready(None);
        };
        let data = frame.as_ref().ok().and_then(Frame::data_ref);
        let taken = {
            let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
            let taken = counted.take(data.map_or(0, Bytes::len));
            if counted.keeps && taken.is_ok() {
                counted.kept.extend(data.cloned());
            }
            taken
        };
        Poll::Ready(Some(taken.map_err(axum::Error::new).and(frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
