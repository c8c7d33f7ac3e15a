//! Handwritten HTTP: a client that sends what no library would.

use std::{cell::Cell, io, net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::timeout,
};

/// Longer than any time limit of the server.
const PATIENCE: Duration = Duration::from_secs(40);

#[derive(Debug, Default)]
pub struct Reply {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What came back.
#[derive(Debug)]
pub enum Heard {
    Reply(Reply),
    /// The server closed the connection without an answer.
    HungUp,
    /// The server neither answered nor closed the connection.
    Silence,
}

/// A connection that is kept open as long as the server keeps it open.
pub struct Wire {
    address: SocketAddr,
    open: Option<TcpStream>,
}

impl Wire {
    pub const fn new(address: SocketAddr) -> Self {
        Self { address, open: None }
    }

    pub async fn ask(&mut self, request: &[u8], head: bool) -> Heard {
        let kept = self.open.is_some();
        let first = self.once(request, head, false).await;
        // A reused connection may have been closed meanwhile: then this is not the answer to this
        // request.
        if kept && matches!(first, Heard::HungUp) { self.once(request, head, false).await } else { first }
    }

    /// Sends it on its own connection, and signals that nothing more will come.
    pub async fn ask_last(&mut self, request: &[u8]) -> Heard {
        self.open = None;
        self.once(request, false, true).await
    }

    async fn once(&mut self, request: &[u8], head: bool, last: bool) -> Heard {
        let mut stream = match self.open.take() {
            Some(stream) => stream,
            None => TcpStream::connect(self.address).await.expect("a connection"),
        };
        match timeout(PATIENCE, exchange(&mut stream, request, head, last)).await {
            Ok(Ok((reply, keep))) => {
                self.open = keep.then_some(stream);
                Heard::Reply(reply)
            }
            Ok(Err(_)) => Heard::HungUp,
            Err(_) => Heard::Silence,
        }
    }
}

/// Writes and reads at the same time: a server may answer before it has read everything.
async fn exchange(
    stream: &mut TcpStream,
    request: &[u8],
    head: bool,
    last: bool,
) -> io::Result<(Reply, bool)> {
    let (reader, mut writer) = stream.split();
    let mut reader = BufReader::new(reader);
    let sent = Cell::new(false);
    let write = async {
        sent.set(writer.write_all(request).await.is_ok());
        if last {
            let _ = writer.shutdown().await;
        }
        std::future::pending::<()>().await;
    };
    let (reply, whole) = tokio::select! {
        reply = read(&mut reader, head) => reply?,
        () = write => unreachable!("it waits for the reply"),
    };
    let closes = reply.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
    let keep = whole && sent.get() && !closes && !last && reader.buffer().is_empty();
    Ok((reply, keep))
}

/// The reply, and whether the connection is ready for the next one.
async fn read(reader: &mut (impl AsyncBufRead + Unpin), head: bool) -> io::Result<(Reply, bool)> {
    let mut reply = read_head(reader).await?;
    while (100..200).contains(&reply.status) && reply.status != 101 {
        reply = read_head(reader).await?;
    }
    if head || matches!(reply.status, 101 | 204 | 304) {
        let whole = reply.status != 101;
        return Ok((reply, whole));
    }
    if reply.header("content-type").is_some_and(|kind| kind.starts_with("text/event-stream")) {
        return Ok((reply, false));
    }
    if reply.header("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        loop {
            let size = line(reader).await?;
            let size = size.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16).map_err(io::Error::other)?;
            let start = reply.body.len();
            reply.body.resize(start + size, 0);
            reader.read_exact(&mut reply.body[start..]).await?;
            line(reader).await?;
            if size == 0 {
                return Ok((reply, true));
            }
        }
    }
    if let Some(length) = reply.header("content-length") {
        let length = length.parse().map_err(io::Error::other)?;
        reply.body.resize(length, 0);
        reader.read_exact(&mut reply.body).await?;
        return Ok((reply, true));
    }
    reader.read_to_end(&mut reply.body).await?;
    Ok((reply, false))
}

async fn read_head(reader: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Reply> {
    let first = line(reader).await?;
    let status = first.strip_prefix("HTTP/1.").and_then(|rest| rest.split(' ').nth(1));
    let status = status.and_then(|code| code.parse().ok()).ok_or_else(|| io::Error::other(first.clone()))?;
    let mut reply = Reply { status, ..Reply::default() };
    loop {
        let header = line(reader).await?;
        let Some((name, value)) = header.split_once(':') else { return Ok(reply) };
        reply.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
}

async fn line(reader: &mut (impl AsyncBufRead + Unpin)) -> io::Result<String> {
    let mut bytes = Vec::new();
    if reader.read_until(b'\n', &mut bytes).await? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}
