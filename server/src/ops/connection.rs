//! The connections of a listener, each from its first byte to its end.

use std::{
    convert::Infallible,
    future::{pending, poll_fn},
    net::SocketAddr,
    pin::Pin,
    task::Poll,
    time::Duration,
};

use axum::{Router, extract::ConnectInfo, response::Response};
use futures::FutureExt as _;
use http::Request;
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use tokio::{
    net::TcpStream,
    sync::{OwnedSemaphorePermit, watch},
    time::timeout,
};
use tower::Service;

use super::{
    lasting::{Ends, Lasting, until_it_stops},
    limits::Limits,
    line::Line,
    patient::Patient,
};
use crate::door::Lasts;

/// An HTTP/2 client that does not answer this ping is gone.
const KEEP_ALIVE: Duration = Duration::from_secs(30);
/// Bytes of a request that are read before its handler asks for them, headers included. It is small
/// so that many clients that send at once use little memory.
const READ_AHEAD: usize = 64 * 1024;
/// The same of HTTP/2: what a client may send of one request, and of all requests of its connection,
/// before a handler asks for more. The client fills these windows whether anybody reads or not.
const WINDOW: u32 = 64 * 1024;
const WINDOW_OF_CONNECTION: u32 = 2 * WINDOW;
/// Bytes of an answer that wait for an HTTP/2 client that does not read. Each of its requests has as many.
const UNREAD: usize = 64 * 1024;

/// What serves the connections of a listener.
pub(super) struct Connections {
    builder: Builder<TokioExecutor>,
    router: Router,
    limits: Limits,
    graceful: GracefulShutdown,
    /// Dropped when the server stops, which ends the answers that last.
    serving: watch::Sender<()>,
}

impl Connections {
    pub fn new(router: Router, limits: Limits) -> Self {
        let (graceful, serving) = (GracefulShutdown::new(), watch::Sender::new(()));
        Self { builder: spoken(limits), router, limits, graceful, serving }
    }

    /// Serves a client until its connection ends, which gives its place back.
    pub fn serve(
        &self,
        socket: TcpStream,
        peer: SocketAddr,
        place: OwnedSemaphorePermit,
    ) -> impl Future<Output = ()> + Send + use<> {
        let line = Line::new(Patient::new(socket, self.limits.unread), self.serving.subscribe());
        // Not a layer around the router: that would copy every route for every connection.
        let (asked, router) = (line.clone(), self.router.clone());
        let service = service_fn(move |mut request: Request<Incoming>| {
            asked.hears();
            request.extensions_mut().insert(ConnectInfo(peer));
            let (line, ends) = (asked.clone(), Ends::of(&request));
            router.clone().call(request).then(move |answer| sent(answer, ends, line))
        });
        let socket = TokioIo::new(line.clone());
        let connection = self.builder.serve_connection_with_upgrades(socket, service).into_owned();
        // In a box, because a task that waits for a thing of this size would hold it twice.
        let connection = Box::pin(self.graceful.watch(connection));
        let (patience, serving) = (self.limits.headers, line.serving());
        async move {
            if let Some((socket, answer)) = until_taken_over(connection, line, patience).await {
                // A client that goes away in the middle is normal.
                let _ = answer.send(socket, serving).await;
            }
            drop(place);
        }
    }

    /// Tells all connections to end, and waits until those have ended that hyper serves.
    pub async fn end(self) {
        drop(self.serving);
        self.graceful.shutdown().await;
    }
}

/// Both versions of HTTP, with little memory for each client.
fn spoken(limits: Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.headers).max_buf_size(READ_AHEAD);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(KEEP_ALIVE).max_concurrent_streams(100);
    builder.http2().initial_stream_window_size(WINDOW).initial_connection_window_size(WINDOW_OF_CONNECTION);
    builder.http2().max_send_buf_size(UNREAD);
    builder
}

/// The answer, for hyper to send. One that lasts is sent without hyper, which is left waiting: it is
/// dropped with all that it keeps for the connection. Where that cannot be, it ends with the server.
async fn sent(
    answer: Result<Response, Infallible>,
    ends: Option<Ends>,
    line: Line,
) -> Result<Response, Infallible> {
    let answer = match answer {
        Ok(answer) if answer.extensions().get::<Lasts>().is_some() => answer,
        short => return short,
    };
    let Some(ends) = ends else { return Ok(until_it_stops(answer, line.serving())) };
    line.hand_over(Lasting::new(answer, ends));
    pending().await
}

/// Serves a connection until it ends, or until an answer takes its socket over.
async fn until_taken_over<C: Future + Send>(
    mut connection: Pin<Box<C>>,
    line: Line,
    patience: Duration,
) -> Option<(Patient, Lasting)> {
    let mut over = poll_fn(|context| match connection.as_mut().poll(context) {
        // A client that goes away in the middle is normal.
        Poll::Ready(_) => Poll::Ready(None),
        // hyper has offered the socket all that it has to send before it waits.
        Poll::Pending => line.taken_over().map_or(Poll::Pending, |taken| Poll::Ready(Some(taken))),
    });
    // hyper's limit only starts with the first byte, and does not exist for HTTP/2.
    let first = timeout(patience, &mut over).await;
    match first {
        Ok(taken) => taken,
        Err(_) if line.has_heard() => over.await,
        Err(_) => None,
    }
}
