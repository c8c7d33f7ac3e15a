//! The body of a form with files, so that little of it is in memory.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{body::Body, extract::Request};
use tokio::time::{Sleep, sleep};
use tokio_stream::Stream;

/// The request with a body that is read piece by piece. A sender who is silent for as long as `silence`
/// has given up.
pub fn piece_by_piece(request: Request, silence: Duration) -> Request {
    request.map(|body| Body::from_stream(OneByOne::of(Spoken::of(body.into_data_stream(), silence))))
}

/// Waits for each piece for as long as `silence`. What is done with the piece before does not count: a scan
/// for viruses may take longer, and the sender cannot send meanwhile.
struct Spoken<S> {
    pieces: S,
    silence: Duration,
    waits: Option<Pin<Box<Sleep>>>,
}

impl<S> Spoken<S> {
    const fn of(pieces: S, silence: Duration) -> Self {
        Self { pieces, silence, waits: None }
    }
}

impl<S, T> Stream for Spoken<S>
where
    S: Stream<Item = Result<T, axum::Error>> + Unpin,
{
    type Item = Result<T, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let polled = Pin::new(&mut this.pieces).poll_next(context);
        if polled.is_ready() {
            this.waits = None;
            return polled;
        }
        let silence = this.silence;
        let waits = this.waits.get_or_insert_with(|| Box::pin(sleep(silence)));
        ready!(waits.as_mut().poll(context));
        this.waits = None;
        Poll::Ready(Some(Err(axum::Error::new("the sender is silent"))))
    }
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

#[cfg(test)]
mod tests {
    use std::{task::Poll, time::Duration};

    use futures::{StreamExt as _, poll, stream};

    use super::Spoken;

    #[tokio::test]
    async fn nobody_is_waited_for_while_a_piece_is_worked_on() {
        let mut there = [true, false, true].into_iter();
        let body = stream::poll_fn(move |_| match there.next() {
            Some(true) => Poll::Ready(Some(Ok::<_, axum::Error>("piece"))),
            Some(false) => Poll::Pending,
            None => Poll::Ready(None),
        });
        let mut spoken = Spoken::of(body, Duration::from_mins(1));
        assert!(poll!(spoken.next()).is_ready());
        assert!(spoken.waits.is_none(), "a scan may take long");
        assert!(poll!(spoken.next()).is_pending());
        assert!(spoken.waits.is_some(), "the next piece is waited for");
        assert!(poll!(spoken.next()).is_ready());
        assert!(spoken.waits.is_none());
    }

    #[tokio::test]
    async fn who_says_nothing_has_given_up() {
        let mut spoken = Spoken::of(stream::pending::<Result<&str, axum::Error>>(), Duration::from_millis(1));
        assert!(spoken.next().await.is_some_and(|piece| piece.is_err()));
    }
}
