//! A relay that accepts or refuses e-mails: a real SMTP server on its own port.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex},
};

use mailin_embedded::{Handler, Response, Server, response};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

#[derive(Clone, Debug, Default)]
pub struct ReceivedEmail {
    pub to: String,
    pub raw: String,
}

impl ReceivedEmail {
    /// The value of a header, with its lines joined.
    pub fn header(&self, name: &str) -> Option<String> {
        let (head, _) = self.raw.split_once("\r\n\r\n")?;
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let of =
            |line: &str| Some((line.split_once(": ")?.0.to_owned(), line.split_once(": ")?.1.to_owned()));
        unfolded
            .split("\r\n")
            .filter_map(of)
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// What the relay answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RelayAnswer {
    #[default]
    Takes,
    /// 4xx for every recipient.
    Busy,
    /// 550 for every recipient.
    KnowsNobody,
    /// 530: the relay does not accept the portal.
    WantsPassword,
    /// 554 for the sender.
    RefusesSender,
}

#[derive(Clone, Default)]
pub struct Relay {
    taken: Arc<Mutex<Vec<ReceivedEmail>>>,
    answer: Arc<Mutex<RelayAnswer>>,
    letter: ReceivedEmail,
}

impl Relay {
    /// Starts a relay, which runs as long as the test's process.
    pub fn start() -> (Self, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let relay = Self::default();
        let mut server = Server::new(relay.clone());
        server.with_name("relais.example").with_num_threads(16).with_tcp_listener(listener);
        std::thread::spawn(move || {
            let _ = server.serve();
        });
        (relay, address)
    }

    pub fn answers(&self, answer: RelayAnswer) {
        *self.answer.lock().expect("a lock") = answer;
    }

    pub fn taken(&self) -> Vec<ReceivedEmail> {
        self.taken.lock().expect("a lock").clone()
    }

    fn answer(&self) -> RelayAnswer {
        *self.answer.lock().expect("a lock")
    }
}

impl Handler for Relay {
    fn mail(&mut self, _: std::net::IpAddr, _: &str, _: &str) -> Response {
        self.letter = ReceivedEmail::default();
        match self.answer() {
            RelayAnswer::WantsPassword => response::AUTHENTICATION_REQUIRED,
            RelayAnswer::RefusesSender => response::TRANSACTION_FAILED,
            _ => response::OK,
        }
    }

    fn rcpt(&mut self, to: &str) -> Response {
        to.clone_into(&mut self.letter.to);
        match self.answer() {
            RelayAnswer::Busy => response::OUT_OF_SPACE,
            RelayAnswer::KnowsNobody => response::NO_MAILBOX,
            _ => response::OK,
        }
    }

    fn data(&mut self, line: &[u8]) -> io::Result<()> {
        self.letter.raw.push_str(&String::from_utf8_lossy(line));
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        self.taken.lock().expect("a lock").push(self.letter.clone());
        response::OK
    }
}

/// A connection to the relay that breaks after so many bytes, for the first `times` attempts.
pub async fn breaking(relay: SocketAddr, after: usize, times: usize) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        for number in 0.. {
            let Ok((mut browser, _)) = listener.accept().await else { return };
            tokio::spawn(async move {
                let mut server = tokio::net::TcpStream::connect(relay).await.expect("the relay");
                if number >= times {
                    let _ = tokio::io::copy_bidirectional(&mut browser, &mut server).await;
                    return;
                }
                let ((mut from, mut to), (mut back, mut out)) = (browser.split(), server.split());
                let there = async {
                    let mut piece = [0; 16];
                    let mut left = after;
                    while left > 0 {
                        let read = from.read(&mut piece).await.unwrap_or(0);
                        if read == 0 || out.write_all(&piece[..read]).await.is_err() {
                            return;
                        }
                        left = left.saturating_sub(read);
                    }
                };
                tokio::select! {
                    () = there => {}
                    _ = tokio::io::copy(&mut back, &mut to) => {}
                }
            });
        }
    });
    address
}
