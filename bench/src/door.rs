//! A flood of guessed passwords: whether readers notice it, and whether the time of an answer
//! reveals which accounts exist.

use std::{
    collections::BTreeMap,
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use reqwest::{Client, RequestBuilder, header, redirect::Policy};

use crate::{
    audience::{fresh_postgres, variable},
    report,
};

const GUESSES: usize = 1_000;
/// One of this many guesses is for an existing account.
const KNOWN_EVERY: usize = 10;
const UNDISTURBED: usize = 400;
/// The number of guesses at existing accounts, and of guesses at unknown ones.
const TIMED: usize = 250;
/// Accounts of the demonstration; the reader's is not among them.
const KNOWN: [&str; 13] = [
    "admin",
    "direction",
    "proviseure",
    "enseignant",
    "cpe",
    "infirmiere",
    "redacteur",
    "observateur",
    "gestionnaire",
    "secretariat",
    "referent",
    "collectivite",
    "parent",
];

pub async fn measure() -> Result<(), String> {
    report::title(&format!("The door: {GUESSES} wrong sign-ins at once, each from another address"));
    let folder = tempfile::tempdir().map_err(|reason| reason.to_string())?;
    let sqlite = format!("sqlite:{}?mode=rwc", folder.path().join("bench.sqlite").display());
    one("SQLite", &sqlite).await?;
    match variable("TEST_POSTGRES_URL") {
        Some(url) => one("PostgreSQL", &fresh_postgres(&url, "bench_door").await?).await,
        None => Ok(()),
    }
}

async fn one(engine: &str, url: &str) -> Result<(), String> {
    let server = Server::start(url).await?;
    let reader = Reader::come_in(&server).await?;
    let quiet = reader.reads(|read| read < UNDISTURBED).await?;
    let flood = tokio::spawn(flood(server.origin.clone()));
    let busy = reader.reads(|_| !flood.is_finished()).await?;
    let flooded = flood.await.map_err(|reason| reason.to_string())??;
    report::line(
        &format!("{engine}: a reader's p99 meanwhile"),
        &report::milliseconds(percentile(&busy, 99)),
        &format!(
            "undisturbed {}; median {} and {}",
            report::milliseconds(percentile(&quiet, 99)),
            report::milliseconds(percentile(&busy, 50)),
            report::milliseconds(percentile(&quiet, 50))
        ),
        "bar 250 ms",
    );
    let answers: Vec<String> =
        flooded.answers.iter().map(|(status, count)| format!("{count} × {status}")).collect();
    report::line(
        &format!("{engine}: until the last guess is answered"),
        &format!("{:.1} s", flooded.took.as_secs_f64()),
        &format!("{}; {} pages read", answers.join(", "), busy.len()),
        "",
    );
    report::line(&format!("{engine}: peak memory"), &server.peak()?, "", "");
    timing(engine, &server).await
}

/// Whether refusing an existing account takes as long as refusing an unknown one.
async fn timing(engine: &str, server: &Server) -> Result<(), String> {
    let client = client()?;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for number in 0..TIMED {
        let login = KNOWN[number % KNOWN.len()];
        // As long as the existing login, with another last letter.
        let other = format!("{}x", &login[..login.len() - 1]);
        // They take turns at being first.
        let both = [(login, &mut known), (other.as_str(), &mut unknown)];
        for (login, times) in if number % 2 == 0 { both } else { reversed(both) } {
            let guess = guess(&client, &server.origin, login, GUESSES + number);
            let started = Instant::now();
            let answer = guess.send().await.map_err(|reason| reason.to_string())?;
            let status = answer.status().as_u16();
            answer.bytes().await.map_err(|reason| reason.to_string())?;
            if status != 401 {
                return Err(format!("{login} was answered {status}"));
            }
            times.push(started.elapsed());
        }
    }
    let (known, unknown) = (report::median(known), report::median(unknown));
    let difference = (known.as_secs_f64() / unknown.as_secs_f64() - 1.0) * 100.0;
    report::line(
        &format!("{engine}: a known account refused, median of {TIMED}"),
        &report::milliseconds(known),
        &format!("unknown {}: {difference:+.1} %", report::milliseconds(unknown)),
        "bar 5 %",
    );
    Ok(())
}

fn reversed<T>([first, second]: [T; 2]) -> [T; 2] {
    [second, first]
}

/// A wrong sign-in from its own address, given by a trusted proxy.
fn guess(client: &Client, origin: &str, login: &str, number: usize) -> RequestBuilder {
    client
        .post(format!("{origin}/connexion"))
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", format!("198.18.{}.{}", number / 250, number % 250))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(format!("identifiant={login}&mot_de_passe=guess-{number}"))
}

struct Flooded {
    took: Duration,
    /// How many were answered with each status.
    answers: BTreeMap<u16, usize>,
}

async fn flood(origin: String) -> Result<Flooded, String> {
    let client = client()?;
    let started = Instant::now();
    let guesses: Vec<_> = (0..GUESSES)
        .map(|number| {
            let unknown = format!("inconnu{number}");
            let known = KNOWN[number / KNOWN_EVERY % KNOWN.len()];
            let login = if number % KNOWN_EVERY == 0 { known } else { &unknown };
            tokio::spawn(guess(&client, &origin, login, number).send())
        })
        .collect();
    let mut answers = BTreeMap::new();
    for guess in guesses {
        let answer =
            guess.await.map_err(|reason| reason.to_string())?.map_err(|reason| reason.to_string())?;
        *answers.entry(answer.status().as_u16()).or_default() += 1;
    }
    Ok(Flooded { took: started.elapsed(), answers })
}

/// A signed-in reader, who alternates between the announcements and the home page.
struct Reader {
    client: Client,
    origin: String,
    cookie: String,
}

impl Reader {
    async fn come_in(server: &Server) -> Result<Self, String> {
        let client = client()?;
        let request = client
            .post(format!("{}/connexion", server.origin))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body("identifiant=eleve&mot_de_passe=demo-portevoix");
        let answer = request.send().await.map_err(|reason| reason.to_string())?;
        let cookie = answer.headers().get(header::SET_COOKIE).and_then(|cookie| cookie.to_str().ok());
        let cookie = cookie.and_then(|cookie| cookie.split(';').next()).ok_or("no session")?.to_owned();
        Ok(Self { client, origin: server.origin.clone(), cookie })
    }

    /// How long each answer took, sorted; reads while `goes_on` returns true.
    async fn reads(&self, goes_on: impl Fn(usize) -> bool) -> Result<Vec<Duration>, String> {
        let mut times = Vec::new();
        while goes_on(times.len()) {
            let path = if times.len() % 2 == 0 { "/api/announcements" } else { "/" };
            let request = self.client.get(format!("{}{path}", self.origin));
            let request =
                request.header("sec-fetch-site", "same-origin").header(header::COOKIE, &self.cookie);
            let started = Instant::now();
            let answer = request.send().await.and_then(reqwest::Response::error_for_status);
            answer
                .map_err(|reason| reason.to_string())?
                .bytes()
                .await
                .map_err(|reason| reason.to_string())?;
            times.push(started.elapsed());
        }
        times.sort_unstable();
        Ok(times)
    }
}

fn client() -> Result<Client, String> {
    Client::builder().redirect(Policy::none()).build().map_err(|reason| reason.to_string())
}

fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    sorted
        .get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

/// The program with the demonstration, in its own process so that its memory can be measured.
struct Server {
    process: Child,
    origin: String,
    /// Its store of attachments.
    _files: tempfile::TempDir,
}

impl Server {
    async fn start(url: &str) -> Result<Self, String> {
        let program = variable("PORTEVOIX_BINARY").unwrap_or_else(|| "target/release/portevoix".to_owned());
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let address = free.map_err(|reason| reason.to_string())?.to_string();
        let files = tempfile::tempdir().map_err(|reason| reason.to_string())?;
        let run = |command: &str| {
            let mut process = Command::new(&program);
            process
                .args([command, "--database-url", url, "--address", &address])
                .args(["--trusted-proxies", "127.0.0.1", "--attachments-url"])
                .arg(files.path())
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            process
        };
        let filled =
            run("demo").arg("--without-story").status().map_err(|reason| format!("{program}: {reason}"))?;
        if !filled.success() {
            return Err("the demonstration could not be made".to_owned());
        }
        let process = run("serve").spawn().map_err(|reason| reason.to_string())?;
        let server = Self { process, origin: format!("http://{address}"), _files: files };
        let started = Instant::now();
        while tokio::net::TcpStream::connect(&address).await.is_err() {
            if started.elapsed() > Duration::from_secs(30) {
                return Err("the server did not start".to_owned());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(server)
    }

    /// The highest memory use of the process.
    fn peak(&self) -> Result<String, String> {
        let path = format!("/proc/{}/status", self.process.id());
        let status = std::fs::read_to_string(path).map_err(|reason| reason.to_string())?;
        let kilobytes: f64 = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
            .ok_or("no VmHWM")?;
        Ok(format!("{:.1} MB", kilobytes / 1_000.0))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
