//! A connection is for somebody who says what they want.

use std::time::{Duration, Instant};

use crate::support::{Server, on_sqlite_url};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A little more than the server waits.
const PATIENCE: Duration = Duration::from_secs(13);

/// Says this, then `drip` every two seconds, and tells how long the server listened.
async fn held_for(server: &Server, first: &str, drip: &str) -> Duration {
    let mut socket = TcpStream::connect(server.address).await.expect("a connection");
    let started = Instant::now();
    let (mut reader, mut writer) = socket.split();
    let speaks = async {
        // The server may have hung up already.
        let mut heard = writer.write_all(first.as_bytes()).await;
        while heard.is_ok() {
            tokio::time::sleep(Duration::from_secs(2)).await;
            heard = writer.write_all(drip.as_bytes()).await;
        }
        std::future::pending::<()>().await;
    };
    let hung_up = async {
        let mut answer = Vec::new();
        let _ = reader.read_to_end(&mut answer).await;
    };
    tokio::select! {
        () = hung_up => {}
        () = speaks => {}
        () = tokio::time::sleep(PATIENCE) => {}
    }
    started.elapsed()
}

#[tokio::test]
async fn who_drips_headers_or_says_nothing_is_dropped() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let (drips, silent, undecided, preface) = tokio::join!(
            held_for(&server, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: 1", "2"),
            held_for(&server, "", ""),
            // It may yet become POST, or the preface of HTTP/2.
            held_for(&server, "P", ""),
            held_for(&server, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ""),
        );
        for (who, held) in
            [("drips", drips), ("silent", silent), ("undecided", undecided), ("preface", preface)]
        {
            assert!(held < PATIENCE, "{who} was heard for {held:?}");
            assert!(held > Duration::from_secs(5), "{who} was cut off after {held:?}");
        }
        assert_eq!(server.anonymous().get("/health/live").await.status, 200, "others are served");
    })
    .await;
}
