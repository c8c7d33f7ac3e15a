//! Connections: how many there are, and how long a client may take to send its request and to take its
//! answer.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use app::words;
use axum::Router;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

use super::{connection::Connections, limits::Limits};

/// Clients that are told at the same time that there is no place for them …
const TURNED_AWAY: usize = 128;
/// … and how long each may take to hear it.
const TURN_AWAY: Duration = Duration::from_secs(2);
/// The log says so at most this often that connections are refused: there are many then.
const TOLD_EVERY: Duration = Duration::from_mins(1);
/// How long running requests may continue when the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// Serves until `stop` resolves. `axum::serve` limits neither connections nor headers.
pub async fn listen(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let connections = Connections::new(router, limits);
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
            let count = limits.connections;
            full.tell(|| {
                tracing::warn!(connections = count, "every connection is taken: further ones get 503");
            });
            // Beyond this, connections are closed without an answer, which costs nothing.
            if let Ok(leaves) = Arc::clone(&leaving).try_acquire_owned() {
                tokio::spawn(async move {
                    turn_away(socket).await;
                    drop(leaves);
                });
            }
            continue;
        };
        tokio::spawn(connections.serve(socket, peer, place));
    }
    // Another server may take the address while requests finish here.
    drop(listener);
    let every = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    let ended = async {
        connections.end().await;
        // An answer that lasts is told to end, and gives its place back after that.
        let _ = places.acquire_many(every).await;
    };
    let _ = tokio::time::timeout(FAREWELL, ended).await;
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
         Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n\
         Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n\
         Cache-Control: no-store\r\nContent-Length: {}\r\n\r\n{sentence}",
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

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::{
        Extension,
        body::{Body, Bytes},
        response::{IntoResponse as _, Response},
        routing::get,
    };
    use futures::{Stream, StreamExt as _, stream};
    use tokio::{sync::oneshot, task::JoinHandle, time::timeout};

    use super::*;
    use crate::door::Lasts;

    /// Long enough for a busy machine.
    const AT_MOST: Duration = Duration::from_secs(20);
    /// An address with an answer that has its end at once.
    const SHORT: &str = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const LASTS: &str = "GET /lasts HTTP/1.1\r\nHost: x\r\n\r\n";

    /// The preface of HTTP/2, settings that change nothing, and a request for what lasts.
    const LASTS_OVER_HTTP_2: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00\
        \x00\x00\x0d\x01\x05\x00\x00\x00\x01\x82\x86\x04\x06/lasts\x01\x01x";
    /// The frame that ends an answer of HTTP/2: data, with the flag of the end.
    const LAST_FRAME: (u8, u8) = (0, 1);

    fn lasting(pieces: impl Stream<Item = Bytes> + Send + 'static) -> Response {
        (Extension(Lasts), Body::from_stream(pieces.map(Ok::<_, Infallible>))).into_response()
    }

    fn few() -> impl Stream<Item = Bytes> + Send {
        stream::iter(["one", "", "two"].map(Bytes::from))
    }

    struct Serving {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        ends: JoinHandle<()>,
    }

    /// Serves what `answer` makes as an answer that lasts.
    async fn serve(answer: fn() -> Response, limits: Limits) -> Serving {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let short = get(|| async { "short" });
        let router = Router::new().route("/", short).route("/lasts", get(move || async move { answer() }));
        let (stop, stopped) = oneshot::channel();
        let stopped = async {
            let _ = stopped.await;
        };
        Serving { address, stop, ends: tokio::spawn(listen(listener, router, limits, stopped)) }
    }

    impl Serving {
        async fn asked(&self, request: &str) -> TcpStream {
            let mut socket = TcpStream::connect(self.address).await.expect("a connection");
            socket.write_all(request.as_bytes()).await.expect("said");
            socket
        }

        /// All that it answers until it closes the connection.
        async fn answers(&self, request: &str) -> String {
            rest(&mut self.asked(request).await).await
        }

        /// A place is free again.
        async fn has_room(&self) {
            let served = async { while !self.answers(SHORT).await.starts_with("HTTP/1.1 200") {} };
            timeout(AT_MOST, served).await.expect("the place is free");
        }
    }

    async fn rest(socket: &mut TcpStream) -> String {
        let mut answer = Vec::new();
        timeout(AT_MOST, socket.read_to_end(&mut answer)).await.expect("its end").expect("an answer");
        String::from_utf8(answer).expect("text")
    }

    async fn until_it_says(socket: &mut TcpStream, what: &str) {
        let mut heard = Vec::new();
        while !String::from_utf8_lossy(&heard).contains(what) {
            heard.push(timeout(AT_MOST, socket.read_u8()).await.expect("in time").expect("more"));
        }
    }

    /// The kind and the flags of the next frame of HTTP/2.
    async fn frame(socket: &mut TcpStream) -> (u8, u8) {
        let mut head = [0; 9];
        timeout(AT_MOST, socket.read_exact(&mut head)).await.expect("in time").expect("a frame");
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut content = vec![0; usize::try_from(length).expect("a small frame")];
        socket.read_exact(&mut content).await.expect("the frame");
        (head[3], head[4])
    }

    #[tokio::test]
    async fn an_answer_that_lasts_is_sent_to_its_end() {
        let serving = serve(|| lasting(few()), Limits::new(10)).await;
        let after_another = format!("GET / HTTP/1.1\r\nHost: x\r\n\r\n{LASTS}");
        let answer = serving.answers(&after_another).await;
        let (first, second) = answer.split_once("short").expect("both, in their order");
        assert!(first.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(second.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(second.contains("\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n"), "{answer}");
        assert!(second.ends_with("\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"), "{answer}");
        let old = serving.answers("GET /lasts HTTP/1.0\r\nHost: x\r\n\r\n").await;
        assert!(old.starts_with("HTTP/1.0 200 OK\r\n"), "{old}");
        assert!(old.ends_with("\r\nconnection: close\r\n\r\nonetwo"), "{old}");
        let head = serving.answers("HEAD /lasts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    }

    #[tokio::test]
    async fn a_stop_ends_what_lasts() {
        let serving = serve(|| lasting(few().chain(stream::pending())), Limits::new(10)).await;
        let mut socket = serving.asked(LASTS).await;
        until_it_says(&mut socket, "two").await;
        let Serving { stop, ends, .. } = serving;
        let asked = Instant::now();
        stop.send(()).expect("it listens");
        assert_eq!(rest(&mut socket).await, "\r\n0\r\n\r\n", "it is whole");
        timeout(AT_MOST, ends).await.expect("in time").expect("no panic");
        assert!(asked.elapsed() < FAREWELL, "nobody has to be waited for");
    }

    /// A proxy that speaks HTTP/2 keeps its connection, with many pages on it.
    #[tokio::test]
    async fn a_stop_ends_what_lasts_over_http_2() {
        let serving = serve(|| lasting(few().chain(stream::pending())), Limits::new(10)).await;
        let mut socket = TcpStream::connect(serving.address).await.expect("a connection");
        socket.write_all(LASTS_OVER_HTTP_2).await.expect("said");
        until_it_says(&mut socket, "two").await;
        let asked = Instant::now();
        serving.stop.send(()).expect("it listens");
        while frame(&mut socket).await != LAST_FRAME {}
        assert!(asked.elapsed() < FAREWELL, "its page need not wait");
    }

    #[tokio::test]
    async fn a_place_is_free_when_the_client_of_what_lasts_is_gone() {
        let serving = serve(|| lasting(few().chain(stream::pending())), Limits::new(1)).await;
        let mut socket = serving.asked(LASTS).await;
        until_it_says(&mut socket, "two").await;
        assert!(serving.answers(SHORT).await.starts_with("HTTP/1.1 503"), "the place is taken");
        drop(socket);
        serving.has_room().await;
    }

    #[tokio::test]
    async fn a_client_that_takes_nothing_of_what_lasts_is_given_up() {
        let limits = Limits { unread: Duration::from_millis(200), ..Limits::new(1) };
        let endless = || lasting(stream::repeat(Bytes::from(vec![b'x'; 65_536])));
        let serving = serve(endless, limits).await;
        let mut socket = serving.asked(LASTS).await;
        until_it_says(&mut socket, "xxx").await;
        serving.has_room().await;
        drop(socket);
    }
}
