//! Answers that last as long as a page is open. hyper keeps two buffers of 8 kB and the state of both versions
//! of HTTP for each connection, which is most of what an open page weighs; such an answer needs neither.

use std::{future::pending, io};

use axum::{body::Body, response::Response};
use bytes::{Buf, Bytes};
use futures::StreamExt as _;
use http::{Method, Request, Version, response::Parts};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    sync::watch,
};

use super::patient::Patient;

/// How a client learns where an answer ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// Each piece says how long it is, and an empty one is the last.
    WithAPiece,
    /// As HTTP/1.0 has it.
    WithTheConnection,
}

impl Ends {
    /// `None` for an answer that hyper has to send: HTTP/2 has several on a connection, and the one to
    /// `HEAD` has no body.
    pub fn of<B>(request: &Request<B>) -> Option<Self> {
        match request.version() {
            _ if *request.method() != Method::GET => None,
            Version::HTTP_11 => Some(Self::WithAPiece),
            Version::HTTP_10 => Some(Self::WithTheConnection),
            _ => None,
        }
    }
}

/// An answer that lasts, ready to be sent. It is the last one on its connection.
pub(super) struct Lasting {
    head: Vec<u8>,
    body: Body,
    ends: Ends,
}

impl Lasting {
    pub fn new(answer: Response, ends: Ends) -> Self {
        let (parts, body) = answer.into_parts();
        Self { head: head(&parts, ends), body, ends }
    }

    /// Sends it until it ends, the client goes away, or the server stops: `serving` is told then.
    pub async fn send(self, mut socket: Patient, mut serving: watch::Receiver<()>) -> io::Result<()> {
        let Self { head, body, ends } = self;
        socket.write_all(&head).await?;
        drop(head);
        let mut pieces = body.into_data_stream();
        loop {
            let piece = tokio::select! {
                biased;
                _ = serving.changed() => None,
                () = gone(&mut socket) => return Ok(()),
                piece = pieces.next() => piece,
            };
            match piece {
                None => break,
                // Without its end, the client knows that something is missing.
                Some(Err(_)) => return Ok(()),
                // An empty piece would be the end.
                Some(Ok(piece)) if piece.is_empty() => {}
                Some(Ok(piece)) => socket.write_all_buf(&mut framed(piece, ends)).await?,
            }
        }
        if ends == Ends::WithAPiece {
            socket.write_all(b"0\r\n\r\n").await?;
        }
        socket.shutdown().await
    }
}

/// An answer that lasts and that hyper sends, until the server stops: hyper would wait for its end.
pub(super) fn until_it_stops(answer: Response, mut serving: watch::Receiver<()>) -> Response {
    let stops = async move {
        // An error means that it stops.
        let _ = serving.changed().await;
    };
    answer.map(|body| Body::from_stream(body.into_data_stream().take_until(stops)))
}

/// Waits until the client has gone away. What it says meanwhile is not listened to, nor read any further.
async fn gone(socket: &mut Patient) {
    let mut said = [0];
    if matches!(socket.read(&mut said).await, Ok(1..)) {
        pending::<()>().await;
    }
}

/// A piece as it is sent. Its bytes are not copied: thousands of pages are told the same.
fn framed(piece: Bytes, ends: Ends) -> impl Buf {
    let (before, after) = match ends {
        Ends::WithAPiece => (format!("{:x}\r\n", piece.len()).into(), Bytes::from_static(b"\r\n")),
        Ends::WithTheConnection => (Bytes::new(), Bytes::new()),
    };
    before.chain(piece).chain(after)
}

fn head(answer: &Parts, ends: Ends) -> Vec<u8> {
    let (version, last) = match ends {
        Ends::WithAPiece => ("HTTP/1.1", "connection: close\r\ntransfer-encoding: chunked\r\n\r\n"),
        Ends::WithTheConnection => ("HTTP/1.0", "connection: close\r\n\r\n"),
    };
    let mut head = format!("{version} {}\r\n", answer.status).into_bytes();
    for (name, value) in &answer.headers {
        for part in [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
            head.extend_from_slice(part);
        }
    }
    head.extend_from_slice(last.as_bytes());
    head
}
