//! What one sender can hold of the server: connections, bodies, event streams, uploads.

use std::time::Duration;

use futures::{StreamExt as _, future::join_all, stream::FuturesUnordered};
use http::Method;
use reqwest::Response;
use testing_server::{Browser, PASSWORD, Server, on_sqlite_url};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::program::Program;

const HEALTH: &str = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
/// The server turns a connection away at once; only a server that forgot it takes longer.
const AT_MOST: Duration = Duration::from_secs(20);

async fn open(address: std::net::SocketAddr, request: &str) -> TcpStream {
    let mut socket = TcpStream::connect(address).await.expect("a connection");
    socket.write_all(request.as_bytes()).await.expect("said");
    socket
}

/// The beginning of the answer.
async fn heard(socket: &mut TcpStream) -> String {
    let mut answer = vec![0; 1024];
    let read = timeout(AT_MOST, socket.read(&mut answer)).await.expect("an answer in time");
    answer.truncate(read.unwrap_or_default());
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_full_server_says_so_and_still_ends_in_order() {
    on_sqlite_url(async |url| {
        let mut program = Program::start_with(url, "unlimited", &["--connections", "2"]).await;
        let mut held = [open(program.address, HEALTH).await, open(program.address, HEALTH).await];
        for socket in &mut held {
            assert!(heard(socket).await.starts_with("HTTP/1.1 200"));
        }
        let answer = heard(&mut open(program.address, HEALTH).await).await;
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
        assert!(answer.contains("\r\nRetry-After: "), "{answer}");
        assert!(answer.contains("\r\nX-Content-Type-Options: nosniff\r\n"), "{answer}");
        assert!(answer.contains("\r\nContent-Security-Policy: default-src 'none'"), "{answer}");
        assert!(answer.contains("très sollicité"), "{answer}");
        assert!(program.ends().success(), "the signal was heard");
    })
    .await;
}

#[tokio::test]
async fn the_limit_of_files_bounds_the_connections() {
    on_sqlite_url(async |url| {
        let program = Program::start_with(url, "200", &["--connections", "1000"]).await;
        let opened = join_all((0..180).map(|_| open(program.address, HEALTH)));
        let answers = join_all(opened.await.into_iter().map(async |mut socket| {
            let answer = heard(&mut socket).await;
            (answer, socket)
        }))
        .await;
        let served = answers.iter().filter(|(answer, _)| answer.starts_with("HTTP/1.1 200")).count();
        let refused = answers.iter().filter(|(answer, _)| answer.starts_with("HTTP/1.1 503")).count();
        assert_eq!((served, refused), (100, 80), "each one gets an answer");
    })
    .await;
}

/// A function that anybody may call.
const OPEN_FUNCTION: &str = "/api/account/strength";

#[tokio::test]
async fn half_sent_bodies_of_visitors_cost_little_memory() {
    on_sqlite_url(async |url| {
        let program = Program::start(url).await;
        let browser = program.browser().await;
        program.forget_peak();
        let before = program.kilobytes("VmRSS");
        let head = format!(
            "POST {OPEN_FUNCTION} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n",
            program.address
        );
        let half = "x".repeat(990_000);
        let (head, half) = (&head, &half);
        let sent = (0..190).map(async |_| {
            let mut socket = open(program.address, head).await;
            // The server may refuse before it has read all of it.
            let _ = timeout(Duration::from_secs(2), socket.write_all(half.as_bytes())).await;
            socket
        });
        let sockets = join_all(sent).await;
        let memory = program.kilobytes("VmHWM").saturating_sub(before);
        println!("190 half-sent bodies: +{memory} kB at most");
        assert!(memory < 60 * 1024, "memory grew by {memory} kB");
        assert_eq!(browser.get("/").await.status, 200, "others are served");
        drop(sockets);
    })
    .await;
}

#[tokio::test]
async fn visitors_may_send_little() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let long = "x".repeat(100_000);
        let body = serde_json::json!({ "password": long, "link": null });
        let refused = server.anonymous().call(OPEN_FUNCTION, &body).await;
        assert_eq!(refused.status, 413, "{}", refused.body);
        assert_eq!(refused.json(), "TooLarge");
        let fields = [("identifiant", "cpe"), ("mot_de_passe", long.as_str())];
        assert_eq!(server.anonymous().post_form("/connexion", &fields).await.status, 413);
        // Who is signed in writes long texts.
        let cpe = server.browser_of("cpe").await;
        let taken = cpe.call(OPEN_FUNCTION, &body).await;
        assert_eq!(taken.status, 200, "{}", taken.body);
    })
    .await;
}

async fn follows(browser: &Browser) -> Response {
    browser.request(Method::GET, "/flux?messages=").send().await.expect("an answer")
}

#[tokio::test]
async fn one_person_cannot_hold_all_streams() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let (pupil, other) = (server.browser_of("eleve").await, server.browser_of("parent").await);
        let mut held = Vec::new();
        for _ in 0..24 {
            let stream = follows(&pupil).await;
            assert_eq!(stream.status(), 200);
            held.push(stream);
        }
        let refused = follows(&pupil).await;
        assert_eq!(refused.status(), 429);
        assert!(refused.headers().contains_key("retry-after"));
        assert!(refused.text().await.expect("text").contains("Fermez-en quelques-unes"));
        assert_eq!(follows(&other).await.status(), 200, "others have places of their own");
        assert_eq!(pupil.get("/").await.status, 200, "pages are shown all the same");
        drop(held);
        let freed = async {
            while follows(&pupil).await.status() != 200 {
                tokio::task::yield_now().await;
            }
        };
        timeout(AT_MOST, freed).await.expect("closed streams give their places back");
    })
    .await;
}

/// hyper keeps much memory for each connection, so a stream is sent without it, and nothing comes after it.
#[tokio::test]
async fn a_stream_has_its_connection_to_itself() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let pupil = server.browser_of("eleve").await;
        let stream = follows(&pupil).await;
        assert_eq!(stream.status(), 200);
        let header = |name: &str| stream.headers().get(name).and_then(|value| value.to_str().ok());
        assert_eq!(header("connection"), Some("close"), "{:?}", stream.headers());
        assert_eq!(header("content-type"), Some("text/event-stream"));
        assert_eq!(header("cache-control"), Some("no-store, no-transform"), "nothing keeps or collects it");
        assert_eq!(header("x-content-type-options"), Some("nosniff"), "as every answer");
        let date = header("date").expect("a date");
        assert!(date.len() == 29 && date.ends_with(" GMT"), "{date}");
    })
    .await;
}

/// The beginning of an upload, as a browser sends it.
fn begun(server: &Server, browser: &Browser, address: &str, parts: &str) -> String {
    format!(
        "POST {address} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\n\
         Accept: application/json\r\nCookie: {}\r\n{}: {}\r\n\
         Content-Type: multipart/form-data; boundary=B\r\nContent-Length: 2000000\r\n\r\n{parts}",
        server.address,
        browser.cookie.as_deref().unwrap_or_default(),
        app::named::HEADER,
        browser.person.as_deref().unwrap_or_default(),
    )
}

#[tokio::test]
async fn a_silent_upload_is_given_up() {
    on_sqlite_url(async |url| {
        let server = Server::start_patient(url, Some(Duration::from_secs(1)), |_| {}).await;
        server.world.administrator("collectivite").await;
        let mut admin = server.anonymous();
        assert_eq!(admin.signs_in("collectivite", PASSWORD).await.status, 303);
        for (browser, address, field) in [
            (server.browser_of("cpe").await, "/communications/pieces-jointes", "fichiers"),
            (server.browser_of("redacteur").await, "/communications/images", "image"),
            (admin, "/administration/annuaire", "livraison"),
        ] {
            let parts = format!(
                "--B\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n\
                 --B\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"a.pdf\"\r\n\r\n%PDF",
                if field == "livraison" { "mode" } else { "cle" },
                if field == "livraison" { "essai" } else { "form-0001" },
            );
            let head = begun(&server, &browser, address, &parts);
            let answer = heard(&mut open(server.address, &head).await).await;
            assert!(answer.starts_with("HTTP/1.1 4"), "{address}: {answer}");
        }
    })
    .await;
}

/// What was typed into the form is in memory, also while it is half sent.
#[tokio::test]
async fn half_sent_uploads_of_one_person_are_bounded() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let half = format!(
            "--B\r\nContent-Disposition: form-data; name=\"cle\"\r\n\r\nform-0001\r\n\
             --B\r\nContent-Disposition: form-data; name=\"message-texte\"\r\n\r\n{}",
            "x".repeat(900_000)
        );
        for (name, address) in
            [("cpe", "/communications/pieces-jointes"), ("redacteur", "/communications/images")]
        {
            let browser = server.browser_of(name).await;
            let head = begun(&server, &browser, address, &half);
            let (head, place) = (&head, server.address);
            let mut ended: FuturesUnordered<_> = (0..8)
                .map(|_| async move {
                    let mut socket = open(place, "").await;
                    // The server may refuse before it has read all of it.
                    let _ = socket.write_all(head.as_bytes()).await;
                    // What is taken goes on waiting for the rest.
                    let _ = socket.read(&mut [0; 64]).await;
                    socket
                })
                .collect();
            for refused in 0..4 {
                let ends = timeout(AT_MOST, ended.next()).await;
                assert!(ends.is_ok(), "{address}: only {refused} were refused");
            }
        }
    })
    .await;
}
