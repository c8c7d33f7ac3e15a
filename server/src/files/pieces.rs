//! The body of a form with files, so that little of it is in memory.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{body::Body, extract::Request};
use futures::{Stream, StreamExt as _};

/// The request with a body that is read piece by piece. A sender who is silent for as long as `silence`
/// has given up.
pub fn piece_by_piece(request: Request, silence: Duration) -> Request {
    let spoken = |body: Body| {
        let pieces = tokio_stream::StreamExt::timeout(body.into_data_stream(), silence);
        Box::pin(pieces.map(|piece| piece.unwrap_or_else(|silent| Err(axum::Error::new(silent)))))
    };
    request.map(|body| Body::from_stream(OneByOne::of(spoken(body))))
}

/// The form's parser buffers everything that is available before it returns anything; with a fast
/// sender that is the whole upload. So it gets one piece at a time. Nothing follows an error: a
/// sender who was silent for too long is not waited for again.
struct OneByOne<S> {
    pieces: S,
    pause: bool,
    failed: bool,
}

impl<S> OneByOne<S> {
    const fn of(pieces: S) -> Self {
        Self { pieces, pause: false, failed: false }
    }
}

impl<S, T, E> Stream for OneByOne<S>
where
    S: Stream<Item = Result<T, E>> + Unpin,
{
    type Item = Result<T, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.failed {
            return Poll::Ready(None);
        }
        if std::mem::take(&mut self.pause) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let polled = Pin::new(&mut self.pieces).poll_next(context);
        self.pause = matches!(polled, Poll::Ready(Some(_)));
        self.failed = matches!(polled, Poll::Ready(Some(Err(_))));
        polled
    }
}
