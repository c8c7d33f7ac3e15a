//! The program in a process of its own, so that its memory, files and signals can be looked at.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use testing_server::{Browser, PASSWORD, World};

/// The program, with one person who may send messages.
pub struct Program {
    pub child: Child,
    pub address: std::net::SocketAddr,
    pub folder: tempfile::TempDir,
    _site: tempfile::TempDir,
}

impl Program {
    pub async fn start(url: &str) -> Self {
        Self::start_with(url, "unlimited", &[]).await
    }

    /// The program with further arguments, which may open so many files at most: a number, or
    /// `unlimited` for the machine's own limit.
    pub async fn start_with(url: &str, files: &str, arguments: &[&str]) -> Self {
        let world = World::new(url).await;
        world.account("cpe").await;
        drop(world);
        let (folder, site) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a site"));
        std::fs::create_dir(site.path().join("pkg")).expect("a site");
        let script = format!("[ {files} = unlimited ] || ulimit -n {files}; exec \"$0\" \"$@\"");
        let mut child = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_portevoix")])
            .args(["serve", "--address", "127.0.0.1:0", "--database-url", url, "--site-root"])
            .arg(site.path())
            .arg("--attachments-url")
            .arg(folder.path())
            .args(arguments)
            .env_clear()
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut said = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut said).expect("a line");
        let (_, address) = said.trim().split_once("http://").expect("its address");
        Self { address: address.parse().expect("an address"), child, folder, _site: site }
    }

    pub async fn browser(&self) -> Browser {
        let mut browser = Browser::new(self.address, None);
        assert_eq!(browser.signs_in("cpe", PASSWORD).await.status, 303);
        browser
    }

    pub fn of_process(&self, file: &str) -> PathBuf {
        Path::new("/proc").join(self.child.id().to_string()).join(file)
    }

    /// Kilobytes of `VmRSS` now, or of `VmHWM`, its highest value since [`Self::forget_peak`].
    pub fn kilobytes(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(self.of_process("status")).expect("its status");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line");
        line.trim_matches([':', ' ', '\t', 'k', 'B']).trim().parse().expect("a number")
    }

    pub fn forget_peak(&self) {
        std::fs::write(self.of_process("clear_refs"), "5").expect("a new beginning");
    }

    /// Asks the program to end, as a service manager does, and waits until it has.
    pub fn ends(&mut self) -> std::process::ExitStatus {
        let id = self.child.id().to_string();
        let told = Command::new("sh").args(["-c", &format!("kill -TERM {id}")]).status().expect("kill");
        assert!(told.success());
        self.child.wait().expect("its end")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
