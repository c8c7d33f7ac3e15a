use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

/// A connection that stays open. It knows just enough of HTTP/1.1 to make load with little work.
pub struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
    /// The length of the answer at the beginning of `read`.
    taken: usize,
}

/// The end of an answer in chunks.
const END: &[u8] = b"0\r\n\r\n";

pub struct Answer<'a> {
    pub status: u16,
    /// With the marks of its chunks, if it came in chunks.
    pub body: &'a [u8],
}

/// Connections come from several addresses of this machine, because each has 28 000 ports.
pub fn source(number: usize) -> Ipv4Addr {
    Ipv4Addr::new(127, 0, 0, u8::try_from(number % 8).unwrap_or_default() + 2)
}

impl Connection {
    pub async fn open(to: SocketAddr, from: Ipv4Addr) -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((from, 0)))?;
        let stream = socket.connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, read: Vec::new(), taken: 0 })
    }

    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        self.read.drain(..self.taken);
        self.stream.write_all(request).await?;
        let (status, begins, length) = loop {
            if let Some(head) = head(&self.read) {
                break head;
            }
            self.more().await?;
        };
        let ends = if let Some(length) = length {
            begins + length
        } else {
            let mut seen = begins;
            loop {
                if let Some(end) = find(&self.read[seen..], END) {
                    break seen + end + END.len();
                }
                // Bytes that were searched are not searched again, so that making load takes little
                // from what is measured.
                seen = begins.max(self.read.len().saturating_sub(END.len()));
                self.more().await?;
            }
        };
        while self.read.len() < ends {
            self.more().await?;
        }
        self.taken = ends;
        Ok(Answer { status, body: &self.read[begins..ends] })
    }

    async fn more(&mut self) -> io::Result<()> {
        self.read.reserve(64 * 1024);
        match self.stream.read_buf(&mut self.read).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }

    /// Sends a request whose answer never ends.
    pub async fn stream(mut self, request: &[u8]) -> io::Result<TcpStream> {
        self.stream.write_all(request).await?;
        Ok(self.stream)
    }
}

/// The status of an answer, where its body begins, and its length if it names one. `None` while
/// headers are missing.
fn head(read: &[u8]) -> Option<(u16, usize, Option<usize>)> {
    let end = find(read, b"\r\n\r\n")?;
    let text = std::str::from_utf8(&read[..end]).ok()?;
    let status = text.split(' ').nth(1)?.parse().ok()?;
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
    let chunked = text.lines().any(|line| line == "transfer-encoding: chunked");
    let length = if chunked { None } else { Some(length.map_or(Some(0), |length| length.parse().ok())?) };
    Some((status, end + 4, length))
}

pub fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    memchr::memmem::find(text, what)
}
