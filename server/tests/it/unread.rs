//! Clients that ask for a file and take nothing of it.

use std::{net::SocketAddr, time::Duration};

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use testing_server::{Answer, Browser, Server, on_sqlite_url};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

/// How long this server waits for a client that takes nothing.
const PATIENCE: Duration = Duration::from_secs(2);
/// Long enough for a busy machine.
const AT_MOST: Duration = Duration::from_secs(40);
/// With so many connections, two files may be on their way.
const CONNECTIONS: usize = 16;
/// More than the system keeps for a client that does not read: a server's side has 4 MB at most …
const LARGE: usize = 20 * 1024 * 1024;
/// … and a client's side may have more than that, unless it says how much.
const KEPT: u32 = 64 * 1024;

/// Where a large file of this browser can be fetched.
async fn large_file(browser: &Browser) -> String {
    let mut content = b"%PDF-1.7\n".to_vec();
    content.resize(LARGE, b' ');
    let file = Part::bytes(content).file_name("grand.pdf");
    let form = Form::new().text("cle", "form-0001").part("fichiers", file);
    let upload = browser.request(Method::POST, "/communications/pieces-jointes");
    let answer = Answer::of(upload.header("accept", "application/json").multipart(form)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    format!("/pieces-jointes/{}", answer.json()[0]["token"].as_str().expect("a token"))
}

/// A client that has asked for a file, and takes the beginning alone.
struct Held {
    socket: TcpStream,
    taken: String,
}

impl Held {
    async fn asks(browser: &Browser, server: SocketAddr, file: &str) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(KEPT).expect("a small one");
        let mut socket = socket.connect(server).await.expect("a connection");
        let cookie = browser.cookie.as_deref().expect("a session");
        let request = format!(
            "GET {file} HTTP/1.1\r\nhost: {server}\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\r\n"
        );
        socket.write_all(request.as_bytes()).await.expect("asked");
        let mut head = vec![0; 12];
        timeout(AT_MOST, socket.read_exact(&mut head)).await.expect("in time").expect("an answer");
        Self { socket, taken: String::from_utf8(head).expect("a status") }
    }

    /// How much it is sent in all, when it takes the rest after all.
    async fn rest(mut self) -> usize {
        let mut rest = Vec::new();
        // It may be cut off.
        let _ = timeout(AT_MOST, self.socket.read_to_end(&mut rest)).await.expect("an end");
        rest.len()
    }
}

#[tokio::test]
async fn files_that_nobody_takes_leave_room_for_others() {
    on_sqlite_url(async |url| {
        let server = Server::start_with(url, |settings| settings.connections = CONNECTIONS).await;
        let cpe = server.browser_of("cpe").await;
        let file = large_file(&cpe).await;
        let asks = async || Held::asks(&cpe, server.address, &file).await;
        let held = [asks().await, asks().await];
        assert!(held.iter().all(|client| client.taken == "HTTP/1.1 200"));
        let refused = cpe.get(&file).await;
        assert_eq!(refused.status, 503);
        assert!(refused.header("retry-after").is_some());
        assert_eq!(cpe.get("/messagerie").await.status, 200, "pages are shown all the same");
        drop(held);
        let freed = async { while cpe.get(&file).await.status != 200 {} };
        timeout(AT_MOST, freed).await.expect("who goes away gives the place back");
    })
    .await;
}

#[tokio::test]
async fn a_client_that_takes_nothing_is_given_up() {
    on_sqlite_url(async |url| {
        let fewer = |settings: &mut server::config::Settings| settings.connections = CONNECTIONS;
        let server = Server::start_patient(url, Some(PATIENCE), fewer).await;
        let cpe = server.browser_of("cpe").await;
        let file = large_file(&cpe).await;
        let asks = async || Held::asks(&cpe, server.address, &file).await;
        let held = [asks().await, asks().await];
        assert!(held.iter().all(|client| client.taken == "HTTP/1.1 200"));
        let freed = async { while cpe.get(&file).await.status != 200 {} };
        timeout(AT_MOST, freed).await.expect("their places are free");
        for client in held {
            assert!(client.rest().await < LARGE, "the file was not sent to its end");
        }
    })
    .await;
}
