//! The real program in a process of its own.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

/// Long enough that a slow machine does not reach it.
const PATIENCE: Duration = Duration::from_mins(1);

/// A command that ends by itself, with an own folder for its site and its attachments.
pub fn run(arguments: &[&str], url: &str, folder: &Path) -> Output {
    command(arguments, url, folder).output().expect("the program starts")
}

pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// An address that nobody uses at the moment.
pub fn free() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address")
}

fn command(arguments: &[&str], url: &str, folder: &Path) -> Command {
    let site = folder.join("site");
    std::fs::create_dir_all(site.join("pkg")).expect("a site");
    let mut command = Command::new(env!("CARGO_BIN_EXE_portevoix"));
    command.env_clear().env("PORTEVOIX_DATABASE_URL", url).env("PORTEVOIX_ADDRESS", "127.0.0.1:0");
    command.env("PORTEVOIX_SITE_ROOT", site).env("PORTEVOIX_ATTACHMENTS_URL", folder.join("files"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// A portal that is served by a process.
pub struct Portal {
    pub origin: String,
    child: Child,
    folder: tempfile::TempDir,
}

impl Portal {
    /// Starts it on a migrated database, and waits until it listens.
    pub fn start(url: &str, more: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let log = std::fs::File::create(folder.path().join("log")).expect("a log");
        let mut command = command(&[&["serve"], more].concat(), url, folder.path());
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().expect("the program starts");
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line).expect("a line");
        }
        let origin = line.split_whitespace().find(|word| word.starts_with("http://"));
        let origin =
            origin.unwrap_or_else(|| panic!("it did not start: {}", log_in(folder.path()))).to_owned();
        Self { origin, child, folder }
    }

    pub fn address(&self) -> &str {
        self.origin.trim_start_matches("http://")
    }

    /// The folder of its site and its attachments.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Asks it to stop, waits until it has ended well, and returns its log.
    pub async fn stop(mut self) -> String {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(sent.expect("a signal").success());
        let ended = async {
            loop {
                if let Some(status) = self.child.try_wait().expect("a process") {
                    return status;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let status = tokio::time::timeout(PATIENCE, ended).await.expect("it hears the signal");
        let log = log_in(self.folder.path());
        assert!(status.success(), "{status}: {log}");
        log
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn log_in(folder: &Path) -> String {
    let mut log = String::new();
    if let Ok(mut file) = std::fs::File::open(folder.join("log")) {
        file.read_to_string(&mut log).expect("text");
    }
    log
}
