//! What a process does while it is killed: a cancellation, an import, a sweep, a change of a
//! password. This program starts itself with the name of the act.

mod cancel;
mod import;
mod password;
mod sweep;

use std::{
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use backend::{
    Backend, Services,
    access::Caller,
    accounts::{self, SetAccount},
    audit::Entry,
    clock::Clock,
    communications,
    directory::{
        import::{Confirmed, Files as Sheets, Options},
        runs,
    },
    files::{Files, FilesSettings, sweep as sweep_files},
};
use domain::{CommunicationId, PersonId, audit::Action, directory::ImportOrigin};
use rand::{Rng, RngExt as _};
use tokio::io::{AsyncBufReadExt as _, BufReader};

pub use self::{cancel::cancels, import::imports, password::passwords, sweep::sweeps};
use super::Outcome;

/// The first argument of a process that acts.
pub const ACT: &str = "act";
/// What such a process prints when it is about to begin.
const READY: &str = "ready";

/// How many acts were killed before their end.
#[derive(Clone, Copy, Default)]
pub struct Killed {
    pub acts: u32,
    pub before_their_end: u32,
}

/// The side of the process that acts: `cancel URL PERSON COMMUNICATION`, `import URL FOLDER`,
/// `sweep URL FOLDER`, `password URL PASSWORD`.
pub async fn act(arguments: &[String]) -> Outcome<()> {
    let [what, url, rest @ ..] = arguments else { return Err("what, and on which database?".into()) };
    let argument = |position: usize| rest.get(position).map(String::as_str).ok_or("an argument is missing");
    match what.as_str() {
        "cancel" => {
            let backend = open(url, Services::default()).await?;
            let caller = Caller::load(&backend.db, PersonId(argument(0)?.parse()?)).await?;
            let id = CommunicationId(argument(1)?.parse()?);
            println!("{READY}");
            communications::cancel(&backend, &caller, id, None).await?;
        }
        "import" => {
            let backend = open(url, Services::default()).await?;
            let files = Sheets::from_dir(Path::new(argument(0)?)).await?;
            let by = Entry::by_the_system(Action::Imported, "annuaire");
            let options = Options { dry_run: false, confirmed: Confirmed::Anything };
            println!("{READY}");
            let (_, report) =
                runs::run_to_end(&backend, ImportOrigin::Command, by, &files, options, &|_| {}).await?;
            if !report.applied {
                return Err(format!("refused: {:?}", report.refusals).into());
            }
        }
        "sweep" => {
            let backend = open(url, store_of(argument(0)?)?).await?;
            println!("{READY}");
            sweep_files(&backend).await?;
        }
        "password" => {
            let backend = open(url, Services::default()).await?;
            let password_hash = backend.passwords.hash(&argument(0)?.into()).await?;
            let (person, login, administrator) = ("author", "author", None);
            println!("{READY}");
            accounts::set(
                &backend,
                SetAccount { person, login, password_hash: &password_hash, administrator },
            )
            .await?;
        }
        other => return Err(format!("{other} is no act").into()),
    }
    Ok(())
}

async fn open(url: &str, services: Services) -> Outcome<Arc<Backend>> {
    Ok(Backend::open_with(url, 2, Clock::System, services).await?)
}

fn store_of(folder: &str) -> Outcome<Services> {
    let settings = FilesSettings { url: folder.to_owned(), ..FilesSettings::default() };
    Ok(Services { files: Files::open(&settings)?, ..Services::default() })
}

/// Runs an act in a process of its own, to its end. Returns the time that it takes from its
/// beginning.
async fn whole(arguments: &[&str]) -> Outcome<Duration> {
    let mut child = ready(arguments).await?;
    let began = Instant::now();
    let status = child.wait().await?;
    if status.success() { Ok(began.elapsed()) } else { Err(format!("{arguments:?}: {status}").into()) }
}

/// Runs an act that undisturbed takes `takes`, and kills its process at a random instant.
async fn killed(
    arguments: &[&str],
    takes: Duration,
    random: &mut impl Rng,
    so_far: &mut Killed,
) -> Outcome<()> {
    let mut child = ready(arguments).await?;
    tokio::time::sleep(takes.mul_f64(random.random_range(0.0..1.0))).await;
    so_far.acts += 1;
    if child.try_wait()?.is_none() {
        so_far.before_their_end += 1;
        child.kill().await?;
    }
    Ok(())
}

async fn ready(arguments: &[&str]) -> Outcome<tokio::process::Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(ACT).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = tokio::process::Command::from(command).kill_on_drop(true).spawn()?;
    let mut said = String::new();
    let output = child.stdout.take().ok_or("no output")?;
    BufReader::new(output).read_line(&mut said).await?;
    if said.trim() == READY { Ok(child) } else { Err(format!("{arguments:?}: it did not begin").into()) }
}
