//! The socket of a connection: hyper has it until an answer takes it over.

use std::{
    io::{self, ErrorKind, IoSlice},
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    sync::watch,
};

use super::{lasting::Lasting, patient::Patient};

/// What those who serve one connection share. Clones are the same connection.
#[derive(Clone)]
pub(super) struct Line(Arc<Shared>);

struct Shared {
    asked: AtomicBool,
    serving: watch::Receiver<()>,
    held: Mutex<Held>,
}

struct Held {
    /// `None` when an answer has taken it over.
    socket: Option<Patient>,
    /// The answer that takes it over as soon as everything before it is sent.
    next: Option<Lasting>,
}

impl Line {
    pub fn new(socket: Patient, serving: watch::Receiver<()>) -> Self {
        let held = Mutex::new(Held { socket: Some(socket), next: None });
        Self(Arc::new(Shared { asked: AtomicBool::new(false), serving, held }))
    }

    /// Is told when the server stops.
    pub fn serving(&self) -> watch::Receiver<()> {
        self.0.serving.clone()
    }

    /// A request has come.
    pub fn hears(&self) {
        self.0.asked.store(true, Ordering::Relaxed);
    }

    pub fn has_heard(&self) -> bool {
        self.0.asked.load(Ordering::Relaxed)
    }

    pub fn hand_over(&self, next: Lasting) {
        self.held().next = Some(next);
    }

    /// The socket, and the answer that takes it over: not before the answers to earlier requests are sent.
    pub fn taken_over(&self) -> Option<(Patient, Lasting)> {
        let held = &mut *self.held();
        if held.next.is_none() || held.socket.as_ref().is_none_or(Patient::waits) {
            return None;
        }
        held.socket.take().zip(held.next.take())
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(&self, work: impl FnOnce(Pin<&mut Patient>) -> Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        match &mut self.held().socket {
            Some(socket) => work(Pin::new(socket)),
            None => Poll::Ready(Err(ErrorKind::NotConnected.into())),
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.with(|socket| socket.poll_read(context, buffer))
    }
}

impl AsyncWrite for Line {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.with(|socket| socket.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.with(|socket| socket.poll_write_vectored(context, bytes))
    }

    fn is_write_vectored(&self) -> bool {
        self.held().socket.as_ref().is_some_and(AsyncWrite::is_write_vectored)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.with(|socket| socket.poll_flush(context))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.with(|socket| socket.poll_shutdown(context))
    }
}
