//! Connections: how many there are, and how long a client may take to send its request and to take its
//! answer.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use app::words;
use axum::{Router, extract::ConnectInfo};
use http::Request;
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tower::Service;

use super::patient::Patient;

/// The limits of connections.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open at the same time; further ones are answered 503.
    pub connections: usize,
    /// How long the headers of a request may take: a browser sends them at once.
    pub headers: Duration,
    /// How long a client may take nothing of an answer that waits for it.
    pub unread: Duration,
}

impl Limits {
    pub const fn new(connections: usize) -> Self {
        // A slow line empties the buffers of the system in between.
        Self { connections, headers: Duration::from_secs(10), unread: Duration::from_mins(2) }
    }
}

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
/// Clients that are told at the same time that there is no place for them …
const TURNED_AWAY: usize = 128;
/// … and how long each may take to hear it.
const TURN_AWAY: Duration = Duration::from_secs(2);
/// The log says so at most this often that connections are refused: there are many then.
const TOLD_EVERY: Duration = Duration::from_mins(1);
/// How long running requests may continue when the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// Both versions of HTTP, with little memory for each client.
fn spoken(limits: Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.headers).max_buf_size(READ_AHEAD);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(KEEP_ALIVE).max_concurrent_streams(100);
    builder.http2().initial_stream_window_size(WINDOW).initial_connection_window_size(WINDOW_OF_CONNECTION);
    builder.http2().max_send_buf_size(UNREAD);
    builder
}

/// Serves until `stop` resolves. `axum::serve` limits neither connections nor headers.
pub async fn listen(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let builder = spoken(limits);
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    let leaving = Arc::new(Semaphore::new(TURNED_AWAY));
    let (mut failed, mut full) = (Seldom::default(), Seldom::default());
    loop {
        let (socket, peer): (_, SocketAddr) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(reason) => {
                    failed.tell(|| tracing::warn!(%reason, "a connection could not be accepted"));
                    // For instance out of file descriptors: an immediate retry would spin.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let _ = socket.set_nodelay(true);
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            let connections = limits.connections;
            full.tell(|| tracing::warn!(connections, "every connection is taken: further ones get 503"));
            // Beyond this, connections are closed without an answer, which costs nothing.
            if let Ok(leaves) = Arc::clone(&leaving).try_acquire_owned() {
                tokio::spawn(async move {
                    turn_away(socket).await;
                    drop(leaves);
                });
            }
            continue;
        };
        let asked = Arc::new(AtomicBool::new(false));
        let note = Arc::clone(&asked);
        // Not a layer around the router: that would copy every route for every connection.
        let router = router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            note.store(true, Ordering::Relaxed);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().call(request)
        });
        let socket = TokioIo::new(Patient::new(socket, limits.unread));
        let connection = builder.serve_connection_with_upgrades(socket, service).into_owned();
        // In a box, because a task that waits for a thing of this size would hold it twice.
        let mut connection = Box::pin(graceful.watch(connection));
        tokio::spawn(async move {
            // hyper's limit only starts with the first byte, and does not exist for HTTP/2.
            let ended = tokio::time::timeout(limits.headers, connection.as_mut()).await.is_ok();
            if !ended && asked.load(Ordering::Relaxed) {
                // A client that goes away in the middle is normal.
                let _ = connection.await;
            }
            drop(place);
        });
    }
    // Another server may take the address while requests finish here.
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(FAREWELL) => {}
    }
}

/// Something that is worth a line of the log now and then.
#[derive(Default)]
struct Seldom(Option<Instant>);

impl Seldom {
    /// It happens again.
    fn tell(&mut self, it: impl FnOnce()) {
        if self.0.is_none_or(|last| last.elapsed() >= TOLD_EVERY) {
            self.0 = Some(Instant::now());
            it();
        }
    }
}

/// Tells a client that there is no place for it.
async fn turn_away(mut socket: TcpStream) {
    let sentence = words().refusals.no_place;
    let answer = format!(
        "HTTP/1.1 {}\r\nRetry-After: 5\r\nConnection: close\r\n\
         Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\nContent-Length: {}\r\n\r\n{sentence}",
        http::StatusCode::SERVICE_UNAVAILABLE,
        sentence.len()
    );
    let answered = async {
        socket.write_all(answer.as_bytes()).await?;
        socket.shutdown().await?;
        // If a socket is closed while it has unread bytes, the client loses the answer.
        let mut request = [0; 4096];
        while socket.read(&mut request).await? > 0 {}
        Ok::<_, std::io::Error>(())
    };
    // A client that goes away is normal.
    let _ = tokio::time::timeout(TURN_AWAY, answered).await;
}
