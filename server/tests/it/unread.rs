//! Clients that ask for a file and take nothing of it.

use std::time::Duration;

use reqwest::{
    Method, Response,
    multipart::{Form, Part},
};
use testing_server::{Answer, Browser, Server, on_sqlite_url};
use tokio::time::timeout;

/// How long this server waits for a client that takes nothing.
const PATIENCE: Duration = Duration::from_secs(2);
/// Long enough for a busy machine.
const AT_MOST: Duration = Duration::from_secs(40);
/// With so many connections, two files may be on their way.
const CONNECTIONS: usize = 16;
/// More than the system keeps for a client that does not read.
const LARGE: usize = 20 * 1024 * 1024;

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

/// Asks for a file, and takes the headers alone.
async fn asks(browser: &Browser, file: &str) -> Response {
    browser.request(Method::GET, file).send().await.expect("an answer")
}

#[tokio::test]
async fn files_that_nobody_takes_leave_room_for_others() {
    on_sqlite_url(async |url| {
        let server = Server::start_with(url, |settings| settings.connections = CONNECTIONS).await;
        let cpe = server.browser_of("cpe").await;
        let file = large_file(&cpe).await;
        let held = [asks(&cpe, &file).await, asks(&cpe, &file).await];
        assert!(held.iter().all(|answer| answer.status() == 200));
        let refused = asks(&cpe, &file).await;
        assert_eq!(refused.status(), 503);
        assert!(refused.headers().contains_key("retry-after"));
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
        let held = [asks(&cpe, &file).await, asks(&cpe, &file).await];
        assert!(held.iter().all(|answer| answer.status() == 200));
        let freed = async { while cpe.get(&file).await.status != 200 {} };
        timeout(AT_MOST, freed).await.expect("their places are free");
        for answer in held {
            assert!(answer.bytes().await.is_err(), "the file was not sent to its end");
        }
    })
    .await;
}
