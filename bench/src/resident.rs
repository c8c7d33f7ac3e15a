//! Memory of an idle release server with the demonstration.

use std::{
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::report;

const PROGRAM: &str = "target/release/portevoix";
const ADDRESS: &str = "127.0.0.1:3999";

pub async fn measure() -> Result<(), String> {
    report::title("Memory of the idle server with the demonstration");
    let folder = tempfile::tempdir().map_err(|reason| reason.to_string())?;
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("bench.sqlite").display());
    let run = |command: &str| {
        let mut process = Command::new(PROGRAM);
        process
            .args([command, "--database-url", &url, "--address", ADDRESS, "--attachments-url"])
            .arg(folder.path().join("files"))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        process
    };
    let filled = run("demo").status().map_err(|reason| format!("{PROGRAM}: {reason}"))?;
    if !filled.success() {
        return Err("the demonstration could not be made".to_owned());
    }
    let mut server = run("serve").spawn().map_err(|reason| reason.to_string())?;
    let measured = after_visit(&server).await;
    let _ = server.kill();
    let _ = server.wait();
    let kilobytes = measured?;
    report::line("resident", &format!("{:.1} MB", kilobytes / 1_000.0), "", "bar 40 MB");
    Ok(())
}

async fn after_visit(server: &Child) -> Result<f64, String> {
    let started = Instant::now();
    while tokio::net::TcpStream::connect(ADDRESS).await.is_err() {
        if started.elapsed() > Duration::from_secs(30) {
            return Err("the server did not start".to_owned());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // The server is idle after its work at the start is finished.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id()))
        .map_err(|reason| reason.to_string())?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| "no VmRSS".to_owned())
}
