use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use super::{Outcome, Sizes, Table};

/// The processes of the program, and one that serves a bare route.
pub struct Running {
    servers: Vec<Process>,
    bare: Process,
    _folder: tempfile::TempDir,
}

struct Process {
    child: Child,
    address: SocketAddr,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Used so far by all processes of the program: seconds of processor, and bytes of memory.
#[derive(Clone, Copy)]
pub struct Used {
    pub seconds: f64,
    pub bytes: f64,
}

impl Running {
    pub async fn start(url: &str, processes: usize, sizes: &Sizes) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        std::fs::create_dir_all(folder.path().join("site/pkg"))?;
        let here = std::env::current_exe()?;
        let program: PathBuf = here.with_file_name("portevoix");
        let mut servers = Vec::new();
        for _ in 0..processes {
            let address = free()?;
            let mut command = Command::new(&program);
            command
                .args(["serve", "--database-url", url, "--address", &address.to_string(), "--connections"])
                // A fifth of the connections is for requests.
                .arg((sizes.pages.max(sizes.inboxes) * 5 / 4 + 500).to_string())
                .arg("--site-root")
                .arg(folder.path().join("site"))
                .arg("--attachments-url")
                .arg(folder.path().join("files"));
            if sizes.is_for("widget") {
                // Each reader comes from an address of their own; and every question is carried.
                command.args(["--trusted-proxies", "127.0.0.0/8", "--widget-requests-per-second", "1000000"]);
            }
            servers.push(start(command, folder.path().into(), address).await?);
        }
        let address = free()?;
        let mut command = Command::new(here);
        command.args(["bare", &address.to_string()]);
        let bare = start(command, folder.path().into(), address).await?;
        // The work at the start of a process is done.
        tokio::time::sleep(Duration::from_secs(2)).await;
        Ok(Self { servers, bare, _folder: folder })
    }

    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.servers.iter().map(|server| server.address).collect()
    }

    pub fn bare(&self) -> SocketAddr {
        self.bare.address
    }

    pub fn used(&self) -> Outcome<Used> {
        let mut all = Used { seconds: 0.0, bytes: 0.0 };
        for server in &self.servers {
            let used = used(server.child.id())?;
            all.seconds += used.seconds;
            all.bytes += used.bytes;
        }
        Ok(all)
    }

    pub fn used_by_bare(&self) -> Outcome<Used> {
        used(self.bare.child.id())
    }

    pub fn idle(&self, table: &mut Table) {
        if let Ok(used) = self.used() {
            table.row("memory at the start, all processes", format!("{:.1} MB", used.bytes / 1e6), "");
        }
    }
}

fn free() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

async fn start(mut command: Command, folder: PathBuf, address: SocketAddr) -> Outcome<Process> {
    let log = std::fs::File::create(folder.join(format!("{}.log", address.port())))?;
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    let process = Process { child: command.spawn()?, address };
    let started = Instant::now();
    while tokio::net::TcpStream::connect(address).await.is_err() {
        if started.elapsed() > Duration::from_mins(1) {
            return Err("a process did not start within a minute".into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(process)
}

fn used(process: u32) -> Outcome<Used> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let fields: Vec<&str> =
        stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default().split_whitespace().collect();
    let number = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok()).ok_or("no figures");
    // In hundredths of a second, and in pages of 4 kB.
    Ok(Used { seconds: (number(11)? + number(12)?) / 100.0, bytes: number(21)? * 4_096.0 })
}
