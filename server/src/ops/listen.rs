//! Connections: how many there are, and how long a client may take to send its request.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{Router, extract::ConnectInfo};
use http::Request;
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use tokio::{net::TcpListener, sync::Semaphore};
use tower::Service;

/// The limits of connections.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open at the same time; further ones wait.
    pub connections: usize,
    /// How long the headers of a request may take: a browser sends them at once.
    pub headers: Duration,
}

impl Limits {
    pub const fn new(connections: usize) -> Self {
        Self { connections, headers: Duration::from_secs(10) }
    }
}

/// An HTTP/2 client that does not answer this ping is gone.
const KEEP_ALIVE: Duration = Duration::from_secs(30);
/// Bytes of a request that are read before its handler asks for them, headers included. It is small
/// so that many clients that send at once use little memory.
const READ_AHEAD: usize = 64 * 1024;
/// How long running requests may continue when the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// Serves until `stop` resolves. `axum::serve` limits neither connections nor headers.
pub async fn listen(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.headers).max_buf_size(READ_AHEAD);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(KEEP_ALIVE).max_concurrent_streams(100);
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            () = &mut stop => break,
            place = Arc::clone(&places).acquire_owned() => place,
        };
        let Ok(place) = place else { break };
        let (socket, peer): (_, SocketAddr) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(reason) => {
                    tracing::warn!(%reason, "a connection could not be accepted");
                    // For instance out of file descriptors: an immediate retry would spin.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let _ = socket.set_nodelay(true);
        let asked = Arc::new(AtomicBool::new(false));
        let note = Arc::clone(&asked);
        // Not a layer around the router: that would copy every route for every connection.
        let router = router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            note.store(true, Ordering::Relaxed);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().call(request)
        });
        let connection = builder.serve_connection_with_upgrades(TokioIo::new(socket), service).into_owned();
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
