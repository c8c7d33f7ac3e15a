//! Clients that take nothing of their answer, or have vanished.

use std::{
    io::{self, ErrorKind, IoSlice},
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};

/// A connection that ends when something has waited for `patience` to be sent and the client has taken
/// nothing: otherwise such clients would keep their connections and files open for ever.
pub(super) struct Patient {
    socket: TcpStream,
    patience: Duration,
    /// When it ends; `None` while nothing waits. In a box, because most connections never need it.
    ends: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    pub fn new(socket: TcpStream, patience: Duration) -> Self {
        bound(&socket, patience);
        Self { socket, patience, ends: None }
    }

    /// Whether the client has not taken all that was written.
    pub const fn waits(&self) -> bool {
        self.ends.is_some()
    }

    /// What the socket answered to a write, or the end of the patience.
    fn written(
        &mut self,
        context: &mut Context<'_>,
        sent: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if sent.is_ready() {
            self.ends = None;
            return sent;
        }
        let patience = self.patience;
        let ends = self.ends.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(ends.as_mut().poll(context));
        self.ends = None;
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

/// A computer that sleeps, or a telephone without a network, does not say that it is gone: the system would
/// try for a quarter of an hour to send it the few bytes that an open page is told.
#[cfg(target_os = "linux")]
fn bound(socket: &TcpStream, patience: Duration) {
    let patience = u32::try_from(patience.as_millis()).unwrap_or(u32::MAX);
    // Without it, the connection only lasts longer.
    let _ = rustix::net::sockopt::set_tcp_user_timeout(socket, patience);
}

#[cfg(not(target_os = "linux"))]
fn bound(_: &TcpStream, _: Duration) {}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(context, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.socket).poll_write(context, bytes);
        self.written(context, sent)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.socket).poll_write_vectored(context, bytes);
        self.written(context, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::net::sockopt::tcp_user_timeout;
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn the_system_gives_up_a_client_that_has_vanished() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let socket = TcpStream::connect(address).await.expect("a connection");
        let patient = Patient::new(socket, Duration::from_mins(2));
        assert_eq!(tcp_user_timeout(&patient.socket).expect("an option of the system"), 120_000);
    }
}
