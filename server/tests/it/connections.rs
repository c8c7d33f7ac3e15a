//! Connections of clients that send no complete request are closed.

use std::time::{Duration, Instant};

use testing_server::{Server, on_sqlite_url};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// How long this server waits for a request.
const PATIENCE: Duration = Duration::from_secs(1);
/// Long enough for a busy machine to notice that the connection was closed.
const AT_MOST: Duration = Duration::from_secs(20);

/// Sends `first`, then `drip` again and again; returns how long the server listened, and its
/// answer.
async fn held_for(server: &Server, first: &str, drip: &str) -> (Duration, String) {
    let mut socket = TcpStream::connect(server.address).await.expect("a connection");
    let started = Instant::now();
    let (mut reader, mut writer) = socket.split();
    let speaks = async {
        // The server may have closed the connection already.
        let mut heard = writer.write_all(first.as_bytes()).await;
        let mut beat = tokio::time::interval(PATIENCE / 10);
        while heard.is_ok() {
            beat.tick().await;
            heard = writer.write_all(drip.as_bytes()).await;
        }
        std::future::pending::<()>().await;
    };
    let mut answer = Vec::new();
    let hung_up = async {
        let _ = reader.read_to_end(&mut answer).await;
    };
    let ends = async {
        tokio::select! {
            () = hung_up => {}
            () = speaks => {}
        }
    };
    let _ = timeout(AT_MOST, ends).await;
    (started.elapsed(), String::from_utf8_lossy(&answer).into_owned())
}

#[tokio::test]
async fn slow_and_silent_clients_are_dropped() {
    on_sqlite_url(async |url| {
        let server = Server::start_patient(url, Some(PATIENCE), |_| {}).await;
        let health = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        let form = "POST /connexion HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\n\
                    Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nidentifiant=";
        let cases = [
            ("drips headers", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: 1", "2", ""),
            ("is silent", "", "", ""),
            // This may still become POST, or the preface of HTTP/2.
            ("is undecided", "P", "", ""),
            ("sends a preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "", ""),
            // One answer does not let a client stay for ever.
            ("stays after an answer", health, "", "HTTP/1.1 200"),
            ("drips a form", form, "x", "HTTP/1.1 503"),
        ];
        let heard = cases.map(|(_, first, drip, _)| held_for(&server, first, drip));
        let heard = futures::future::join_all(heard).await;
        for ((who, _, _, begins), (held, answer)) in cases.iter().zip(heard) {
            assert!(held < AT_MOST, "who {who} was heard for {held:?}");
            assert!(held > PATIENCE / 2, "who {who} was cut off after {held:?}");
            assert!(answer.starts_with(begins), "who {who}: {answer}");
        }
        assert_eq!(server.anonymous().get("/health/live").await.status, 200, "others are served");
    })
    .await;
}

#[tokio::test]
async fn a_place_is_free_again_when_a_client_leaves() {
    on_sqlite_url(async |url| {
        let server = Server::start_with(url, |settings| settings.connections = 1).await;
        let ask = async || {
            let mut socket = TcpStream::connect(server.address).await.expect("a connection");
            socket.write_all(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("said");
            let mut answer = [0; 12];
            socket.read_exact(&mut answer).await.expect("an answer");
            (socket, String::from_utf8_lossy(&answer).into_owned())
        };
        let (first, answer) = ask().await;
        assert_eq!(answer, "HTTP/1.1 200");
        assert_eq!(ask().await.1, "HTTP/1.1 503", "the place is taken");
        drop(first);
        let freed = async { while ask().await.1 != "HTTP/1.1 200" {} };
        timeout(AT_MOST, freed).await.expect("the place is free");
    })
    .await;
}

/// The preface of HTTP/2, and settings that change nothing.
const HTTP2: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00";
const SETTINGS: u8 = 4;
const WINDOW_UPDATE: u8 = 8;
/// The setting that says how much of one request may be sent unread; without it, 65 535 bytes.
const INITIAL_WINDOW_SIZE: u16 = 4;
const USUAL_WINDOW: u32 = 65_535;

/// The kind of a frame of HTTP/2, and its content.
async fn frame(socket: &mut TcpStream) -> (u8, Vec<u8>) {
    let mut head = [0; 9];
    timeout(AT_MOST, socket.read_exact(&mut head)).await.expect("in time").expect("a frame");
    let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
    let mut content = vec![0; usize::try_from(length).expect("a small frame")];
    socket.read_exact(&mut content).await.expect("the frame");
    (head[3], content)
}

fn number(bytes: &[u8]) -> u32 {
    u32::from_be_bytes(bytes.try_into().expect("four bytes"))
}

/// Whatever the windows allow, the server keeps in memory, also for a handler that does not read it.
#[tokio::test]
async fn a_client_of_http_2_may_send_little_that_nobody_reads() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let mut socket = TcpStream::connect(server.address).await.expect("a connection");
        socket.write_all(HTTP2).await.expect("said");
        // Answered after everything that the server says at the beginning.
        socket.write_all(b"\x00\x00\x08\x06\x00\x00\x00\x00\x00portevox").await.expect("a ping");
        let (mut of_request, mut of_connection) = (USUAL_WINDOW, USUAL_WINDOW);
        loop {
            match frame(&mut socket).await {
                (SETTINGS, content) => {
                    for setting in content.chunks_exact(6) {
                        if u16::from_be_bytes([setting[0], setting[1]]) == INITIAL_WINDOW_SIZE {
                            of_request = number(&setting[2..]);
                        }
                    }
                }
                (WINDOW_UPDATE, content) => of_connection += number(&content),
                (_, content) if content == b"portevox" => break,
                _ => {}
            }
        }
        assert!(of_request <= 64 * 1024, "{of_request} bytes of a request");
        assert!(of_connection <= 128 * 1024, "{of_connection} bytes of a connection");
    })
    .await;
}
