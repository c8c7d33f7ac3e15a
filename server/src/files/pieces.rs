//! The body of a form with files, so that little of it is in memory.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{body::Body, extract::Request};
use bytes::Bytes;
use tokio::time::{Sleep, sleep};
use tokio_stream::Stream;

use super::heads::Heads;

/// The request with a body that is read piece by piece. A sender who is silent for as long as `silence`
/// has given up, and a part whose head does not end is not read.
pub fn piece_by_piece(mut request: Request, silence: Duration) -> Request {
    let heads = Heads::of(request.headers_mut());
    request.map(|body| {
        let pieces = Spoken::of(body.into_data_stream(), silence);
        Body::from_stream(OneByOne::of(WithHeads { pieces, heads }))
    })
}

/// Ends with an error where the parser of the form would have to keep too much.
struct WithHeads<S> {
    pieces: S,
    heads: Heads,
}

impl<S> Stream for WithHeads<S>
where
    S: Stream<Item = Result<Bytes, axum::Error>> + Unpin,
{
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = ready!(Pin::new(&mut self.pieces).poll_next(context));
        Poll::Ready(match polled {
            Some(Ok(piece)) if !self.heads.pass(&piece) => {
                Some(Err(axum::Error::new("the head of a part is too long")))
            }
            other => other,
        })
    }
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
    use std::{
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
        task::Poll,
        time::Duration,
    };

    use axum::{
        body::Body,
        extract::{FromRequest as _, Multipart, Request},
    };
    use bytes::Bytes;
    use futures::{StreamExt as _, poll, stream};

    use super::{Spoken, piece_by_piece};

    #[tokio::test]
    async fn no_head_is_kept_that_does_not_end() {
        let taken = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&taken);
        let begin = Bytes::from_static(b"--B\r\nContent-Disposition: form-data; name=\"");
        let endless = stream::iter([begin])
            .chain(stream::repeat(Bytes::from_static(&[b'x'; 4096])))
            .take(300)
            .inspect(move |_| {
                counted.fetch_add(1, Ordering::Relaxed);
            });
        let request = Request::post("/").header("content-type", "multipart/form-data; boundary=B");
        let request = request.body(Body::from_stream(endless.map(Ok::<_, axum::Error>))).expect("a request");
        let request = piece_by_piece(request, Duration::from_mins(1));
        let mut form = Multipart::from_request(request, &()).await.expect("a form");
        assert!(form.next_field().await.is_err());
        let taken = taken.load(Ordering::Relaxed);
        assert!(taken < 10, "{taken} pieces were kept");
    }

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
