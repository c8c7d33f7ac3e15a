//! Calls to servers of others: what is refused before a connection, and what an answer may do.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use backend::outbound::{Limits, Outbound, OutboundError};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What a server does after a request.
#[derive(Clone, Copy)]
enum Then {
    Answers(&'static str),
    /// Sends pieces of a body for ever.
    Streams,
    Hangs,
}

async fn talk(mut stream: TcpStream, then: Then) {
    let mut request = Vec::new();
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read_buf(&mut request).await {
            Ok(read) if read > 0 => {}
            _ => return,
        }
    }
    match then {
        Then::Answers(answer) => {
            stream.write_all(answer.as_bytes()).await.ok();
        }
        Then::Hangs => {
            stream.read_buf(&mut request).await.ok();
        }
        Then::Streams => {
            let start = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            let piece = format!("400\r\n{}\r\n", "x".repeat(0x400));
            let mut sent = stream.write_all(start.as_bytes()).await;
            while sent.is_ok() {
                sent = stream.write_all(piece.as_bytes()).await;
            }
        }
    }
}

async fn server(then: Then) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream, then));
        }
    });
    address
}

/// May also call this machine.
fn here() -> Outbound {
    Outbound::new(&["127.0.0.0/8".parse().expect("a network")])
}

fn ip(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

async fn status(outbound: &Outbound, url: &str) -> Result<u16, OutboundError> {
    outbound.get(url, Limits::default()).await.map(|answer| answer.status.as_u16())
}

#[tokio::test]
async fn an_answer_is_read_whatever_its_status_but_no_redirect_is_followed() {
    let ok = server(Then::Answers("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-It: is\r\n\r\nyes")).await;
    let answer = here().get(&format!("http://{ok}/"), Limits::default()).await.expect("an answer");
    assert_eq!((&answer.body[..], answer.headers["x-it"].as_bytes()), (&b"yes"[..], &b"is"[..]));
    let form = [("ticket", "ST-1&x")];
    let posted = here().post_form(&format!("http://{ok}/"), &form, Limits::default()).await;
    assert_eq!(posted.map(|answer| answer.status.as_u16()), Ok(200));

    let failing = server(Then::Answers("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")).await;
    assert_eq!(status(&here(), &format!("http://{failing}/")).await, Ok(500));
    let elsewhere = server(Then::Answers(
        "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
    ))
    .await;
    assert_eq!(status(&here(), &format!("http://{elsewhere}/")).await, Err(OutboundError::Redirected));
}

#[tokio::test]
async fn an_answer_is_bounded_in_size_and_in_time() {
    let announced = server(Then::Answers("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")).await;
    let endless = server(Then::Streams).await;
    for address in [announced, endless] {
        assert_eq!(status(&here(), &format!("http://{address}/")).await, Err(OutboundError::TooLarge));
    }
    let cut = server(Then::Answers("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nyes")).await;
    let other = server(Then::Answers("220 relay.example ESMTP\r\n")).await;
    for address in [cut, other] {
        assert_eq!(status(&here(), &format!("http://{address}/")).await, Err(OutboundError::Broken));
    }
    let silent = server(Then::Hangs).await;
    let short = Limits { time: Duration::from_millis(100), ..Limits::default() };
    let given_up = here().get(&format!("http://{silent}/"), short).await;
    assert_eq!(given_up.map(|answer| answer.status), Err(OutboundError::Slow));
}

#[tokio::test]
async fn only_what_is_listed_or_public_is_called() {
    let ok = server(Then::Answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).await;
    let port = ok.port();
    // Nothing is listed: this machine is out of reach, however it is spelt.
    let closed = Outbound::default();
    for (url, refused) in [
        (format!("http://127.0.0.1:{port}/"), OutboundError::NotEncrypted),
        ("https://127.0.0.1/".to_owned(), OutboundError::Private),
        ("https://2130706433/".to_owned(), OutboundError::Private),
        ("https://[::ffff:7f00:1]/".to_owned(), OutboundError::Private),
        ("https://0.0.0.0/".to_owned(), OutboundError::Private),
        ("https://169.254.169.254/latest".to_owned(), OutboundError::Private),
        (format!("https://127.0.0.1:{port}/"), OutboundError::Private),
        ("https://1.1.1.1:5432/".to_owned(), OutboundError::Port(5432)),
        ("https://moi:mot@1.1.1.1/".to_owned(), OutboundError::Credentials),
        ("ftp://1.1.1.1/".to_owned(), OutboundError::NotEncrypted),
        ("https://localhost/".to_owned(), OutboundError::Private),
    ] {
        assert_eq!(status(&closed, &url).await, Err(refused), "{url}");
    }
    // Another machine is never called without encryption, listed or not.
    let intranet = Outbound::new(&["10.0.0.0/8".parse().expect("a network")]);
    assert_eq!(status(&intranet, "http://10.0.0.1/").await, Err(OutboundError::NotEncrypted));
    assert_eq!(status(&here(), &format!("http://127.0.0.1:{port}/")).await, Ok(200));
}

#[tokio::test]
async fn a_name_is_looked_up_once_and_each_of_its_addresses_is_checked() {
    let ok = server(Then::Answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")).await;
    let lookups = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&lookups);
    // Answers with this machine first, and with another address ever after.
    let rebinding = here().with_names(move |_| {
        let first = counted.fetch_add(1, Ordering::SeqCst) == 0;
        vec![ip(if first { "127.0.0.1" } else { "169.254.169.254" })]
    });
    let url = format!("http://cas.example.fr:{}/", ok.port());
    assert_eq!(status(&rebinding, &url).await, Ok(200));
    assert_eq!(lookups.load(Ordering::SeqCst), 1, "what was checked is what is connected to");
    assert_eq!(status(&rebinding, &url).await, Err(OutboundError::NotEncrypted));

    let of = |addresses: &[&str]| {
        let all: Vec<IpAddr> = addresses.iter().map(|text| ip(text)).collect();
        Outbound::default().with_names(move |_| all.clone())
    };
    let url = "https://cas.example.fr/";
    for private in [&["10.0.0.1"][..], &["1.1.1.1", "::1"], &["::ffff:192.168.0.1"], &["fd00::1"]] {
        assert_eq!(status(&of(private), url).await, Err(OutboundError::Private), "{private:?}");
    }
    assert_eq!(status(&of(&[]), url).await, Err(OutboundError::UnknownName));
    let odd = "https://cas.example.fr:9000/";
    assert_eq!(status(&of(&["1.1.1.1"]), odd).await, Err(OutboundError::Port(9000)));
}

#[tokio::test]
async fn a_server_that_hangs_holds_up_no_other() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let hanging = format!("http://{}/", listener.local_addr().expect("an address"));
    let outbound = here();
    let calls: Vec<_> = (0..64)
        .map(|_| {
            let (outbound, url) = (outbound.clone(), hanging.clone());
            tokio::spawn(async move { status(&outbound, &url).await })
        })
        .collect();
    let mut held = Vec::new();
    while held.len() < calls.len() {
        held.push(listener.accept().await.expect("a connection"));
    }
    assert_eq!(status(&outbound, &hanging).await, Err(OutboundError::Busy));
    let ok = server(Then::Answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).await;
    assert_eq!(status(&outbound, &format!("http://{ok}/")).await, Ok(200));
    // Whoever gives up gives the place back.
    for call in &calls {
        call.abort();
    }
    for call in calls {
        call.await.ok();
    }
    drop(held);
    drop(listener);
    assert_eq!(status(&outbound, &hanging).await, Err(OutboundError::Unreachable));
}
