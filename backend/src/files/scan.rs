use std::{path::PathBuf, sync::Arc, time::Duration};

use clamav_client::{
    PONG,
    tokio::{Socket, Tcp, ping, scan_stream},
};
use tokio::sync::Semaphore;
use tokio_util::io::ReaderStream;

use crate::{Error, Result};

/// The time limit for one file; clamd needs a second for 25 MB.
const PATIENCE: Duration = Duration::from_secs(30);
/// Files that are scanned at the same time. A file that clamd never answers blocks one of these places,
/// and nothing else …
const AT_ONCE: usize = 8;
/// … and an upload that waits for a place is refused after this time.
const WAIT: Duration = Duration::from_secs(10);
const PIECE: usize = 64 * 1024;

/// The clamd that scans every file before it is stored.
#[derive(Clone, Debug)]
pub struct Scanner {
    clamd: Clamd,
    places: Arc<Semaphore>,
    patience: Duration,
    wait: Duration,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Clamd {
    /// `HOST:PORT`
    Tcp(String),
    Unix(PathBuf),
}

/// The result of clamd's scan of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Clean,
    /// With the name that clamd gives the virus.
    Infected(String),
}

impl Scanner {
    /// `127.0.0.1:3310` or `unix:/run/clamav/clamd.ctl`
    ///
    /// # Errors
    /// A sentence that names the setting and the reason.
    pub fn new(address: &str) -> Result<Self, String> {
        if let Some(path) = address.strip_prefix("unix:").filter(|path| path.starts_with('/')) {
            return Ok(Self::of(Clamd::Unix(path.into())));
        }
        match address.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() && !host.contains('/') && port.parse::<u16>().is_ok() => {
                Ok(Self::of(Clamd::Tcp(address.to_owned())))
            }
            _ => Err(format!("clamd: expected HOST:PORT or unix:/PATH, found {address:?}")),
        }
    }

    fn of(clamd: Clamd) -> Self {
        Self { clamd, places: Arc::new(Semaphore::new(AT_ONCE)), patience: PATIENCE, wait: WAIT }
    }

    /// Another time limit for one file, and for waiting to be scanned.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, wait: patience, ..self }
    }

    /// # Errors
    /// [`Error::ScannerUnavailable`] when clamd cannot be reached or gives no clear answer: a file
    /// that was not scanned is not stored.
    pub(super) async fn scan(&self, content: tokio::fs::File) -> Result<Verdict> {
        let pieces = ReaderStream::with_capacity(content, PIECE);
        let unavailable = |reason: String| {
            tracing::error!(reason, "clamd did not scan a file; the file is refused");
            Error::ScannerUnavailable
        };
        let Ok(Ok(_place)) = tokio::time::timeout(self.wait, self.places.acquire()).await else {
            return Err(unavailable("it has not answered for the files before".to_owned()));
        };
        let asked = async {
            match &self.clamd {
                Clamd::Tcp(address) => {
                    scan_stream(pieces, Tcp { host_address: address.as_str() }, Some(PIECE)).await
                }
                Clamd::Unix(path) => scan_stream(pieces, Socket { socket_path: path }, Some(PIECE)).await,
            }
        };
        match tokio::time::timeout(self.patience, asked).await {
            Err(_) => Err(unavailable("no answer in time".to_owned())),
            Ok(Err(reason)) => Err(unavailable(reason.to_string())),
            Ok(Ok(answer)) => verdict(&answer).map_err(unavailable),
        }
    }
}

impl Scanner {
    /// Whether clamd answers, and not something else at its address. The reason goes to the log.
    pub(super) async fn answers(&self) -> bool {
        let asked = match &self.clamd {
            Clamd::Tcp(address) => ping(Tcp { host_address: address.as_str() }).await,
            Clamd::Unix(path) => ping(Socket { socket_path: path }).await,
        };
        match asked {
            Ok(answer) if answer == PONG => true,
            Ok(_) => {
                tracing::warn!("what answers in the place of clamd is something else");
                false
            }
            Err(reason) => {
                tracing::warn!(%reason, "clamd does not answer");
                false
            }
        }
    }
}

/// Reads `stream: OK`, `stream: Eicar-Signature FOUND`, or an error, such as for a file over
/// `StreamMaxLength`.
fn verdict(answer: &[u8]) -> Result<Verdict, String> {
    let answer = String::from_utf8_lossy(answer);
    let answer = answer.trim_end_matches(['\0', '\n']).trim_start_matches("stream: ");
    match answer.strip_suffix(" FOUND") {
        Some(virus) => Ok(Verdict::Infected(virus.to_owned())),
        None if answer == "OK" => Ok(Verdict::Clean),
        None => Err(answer.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Clamd, Scanner, Verdict, verdict};

    #[test]
    fn only_an_explicit_ok_is_clean() {
        assert_eq!(verdict(b"stream: OK\0"), Ok(Verdict::Clean));
        assert_eq!(
            verdict(b"stream: Eicar-Signature FOUND\0"),
            Ok(Verdict::Infected("Eicar-Signature".to_owned()))
        );
        for answer in [b"".as_slice(), b"INSTREAM size limit exceeded. ERROR\0", b"stream: NOT OK\0"] {
            assert!(verdict(answer).is_err(), "{answer:?}");
        }
    }

    #[test]
    fn an_address_is_host_and_port_or_a_socket() {
        let clamd = |address| Scanner::new(address).map(|scanner| scanner.clamd);
        assert_eq!(clamd("127.0.0.1:3310"), Ok(Clamd::Tcp("127.0.0.1:3310".to_owned())));
        assert_eq!(clamd("unix:/run/clamd.ctl"), Ok(Clamd::Unix("/run/clamd.ctl".into())));
        for address in ["", "clamd", "unix:clamd.ctl", "/run/clamd.ctl", ":3310", "host:port"] {
            assert!(Scanner::new(address).is_err(), "{address}");
        }
    }
}
