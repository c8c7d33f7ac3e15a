//! Servers that are killed.

use std::{
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use super::{Outcome, variable};

/// A process of `portevoix serve`; it is killed when this is dropped.
pub struct Server {
    url: String,
    site: tempfile::TempDir,
    address: SocketAddr,
    child: Child,
}

impl Server {
    /// Starts one, and waits until it answers.
    pub async fn start(url: &str) -> Outcome<Self> {
        let site = tempfile::tempdir()?;
        let address = free()?;
        let child = spawn(url, &site, address)?;
        let server = Self { url: url.to_owned(), site, address, child };
        server.answers().await?;
        Ok(server)
    }

    /// Sends SIGKILL, whatever the process is doing.
    pub fn kill(&mut self) -> Outcome<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    pub fn is_dead(&mut self) -> Outcome<bool> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// Starts it again after a kill, without waiting.
    pub fn start_again(&mut self) -> Outcome<()> {
        self.address = free()?;
        self.child = spawn(&self.url, &self.site, self.address)?;
        Ok(())
    }

    pub async fn answers(&self) -> Outcome<()> {
        let started = Instant::now();
        while tokio::net::TcpStream::connect(self.address).await.is_err() {
            if started.elapsed() > Duration::from_mins(1) {
                return Err("a server did not start within a minute".into());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

fn free() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// The server refuses to start without a built site.
fn site_in(folder: &tempfile::TempDir) -> Outcome<std::path::PathBuf> {
    let site = folder.path().join("site");
    std::fs::create_dir_all(site.join("pkg"))?;
    Ok(site)
}

fn spawn(url: &str, site: &tempfile::TempDir, address: SocketAddr) -> Outcome<Child> {
    let program = variable("PORTEVOIX_BINARY").ok_or("PORTEVOIX_BINARY names no server")?;
    let mut command = Command::new(&program);
    command
        .args(["serve", "--database-url", url, "--address", &address.to_string()])
        .args(["--undo-seconds", "0", "--site-root"])
        .arg(site_in(site)?)
        .arg("--attachments-url")
        .arg(site.path().join("files"))
        .current_dir(site.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Ok(command.spawn().map_err(|reason| format!("{program}: {reason}"))?)
}
