use std::{
    fmt,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
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
use futures::StreamExt as _;
use hyper::body::{Frame, SizeHint};
use tokio::time::{Instant, timeout_at};

use super::{
    At, ClientAddress,
    typed::{give_back, lacks_text},
};
use crate::{
    policy::{self, Answer, SMALL, Who},
    refusal::refuse,
};

/// The largest body of somebody who is not signed in, in bytes: a sign-in form, a new password.
const OF_NOBODY: usize = 16 * 1024;
/// The same where a form answers that its session has ended, and gives back what was typed: no
/// draft is longer.
const TYPED: usize = 256 * 1024;
/// How long a form that was refused may go on arriving after the patience of the server.
const AFTERWARDS: Duration = Duration::from_secs(2);

/// Bounds the bytes of a body, and of all bodies that are being received or worked on: those of a
/// person, those of an address from which nobody is signed in, and all together.
///
/// Bytes are counted as they arrive, until the answer is ready. A body that does not fit is not
/// read further. What a refusal left unread of a form is read for its page, which gives it back.
pub async fn body(State(at): State<At>, request: Request, next: Next) -> Response {
    let (request, counted) = counted(&at, request);
    let headers = request.headers().clone();
    let until = Instant::now() + at.state.patience + AFTERWARDS;
    let mut response = next.run(request).await;
    let (refused, keeps) = counted.outcome();
    match refused {
        Some(NotTaken::TooLarge) => {
            let mut response = refuse(AppError::TooLarge, at.policy.answer, &headers);
            if keeps && lacks_text(&response) {
                // What arrived of it: all but the end of the field that is too long.
                give_back(&headers, &counted.take_form(), &mut response).await;
            }
            return response;
        }
        Some(NotTaken::NoRoom) => return refuse(AppError::Busy, at.policy.answer, &headers),
        None => {}
    }
    if keeps && lacks_text(&response) {
        // An error cuts the form short; what came before it is given back.
        let mut rest = Body::new(counted.clone()).into_data_stream();
        let _ = timeout_at(until, async { while let Some(Ok(_)) = rest.next().await {} }).await;
        let form = counted.take_form();
        give_back(&headers, &form, &mut response).await;
    }
    response
}

/// The request with a body that is counted as it is read.
pub(super) fn counted(at: &At, request: Request) -> (Request, CountedBody) {
    let counted = Counted::of(at, &request);
    let (parts, inner) = request.into_parts();
    let counted = CountedBody(Arc::new(Mutex::new(Counted { inner, ..counted })));
    (Request::from_parts(parts, Body::new(counted.clone())), counted)
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
struct Counted {
    inner: Body,
    /// Nothing is left to read.
    ended: bool,
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
        let is_form = matches!(at.policy.answer, Answer::Form | Answer::FormOrJson);
        let keeps = is_form && at.policy.body == policy::Body::Form;
        Self { inner: Body::empty(), ended: false, share, left, refused: None, kept: Vec::new(), keeps }
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

/// A body that is counted. It is shared: what its first reader leaves unread is there for the next one.
#[derive(Clone)]
pub(super) struct CountedBody(Arc<Mutex<Counted>>);

impl CountedBody {
    fn lock(&self) -> MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why it was not read further, and whether it is a form that is kept.
    fn outcome(&self) -> (Option<NotTaken>, bool) {
        let counted = self.lock();
        (counted.refused, counted.keeps)
    }

    fn take_form(&self) -> Vec<Bytes> {
        std::mem::take(&mut self.lock().kept)
    }
}

impl HttpBody for CountedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let mut counted = self.lock();
        if counted.ended {
            return Poll::Ready(None);
        }
        let frame = match ready!(Pin::new(&mut counted.inner).poll_frame(context)) {
            Some(Ok(frame)) => frame,
            end => {
                counted.ended = true;
                return Poll::Ready(end);
            }
        };
        let data = frame.data_ref();
        let taken = counted.take(data.map_or(0, Bytes::len));
        if counted.keeps && taken.is_ok() {
            counted.kept.extend(data.cloned());
        }
        Poll::Ready(Some(taken.map_err(axum::Error::new).map(|()| frame)))
    }

    fn is_end_stream(&self) -> bool {
        let counted = self.lock();
        counted.ended || counted.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.lock().inner.size_hint()
    }
}
