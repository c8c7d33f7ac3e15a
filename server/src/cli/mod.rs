//! The command line.

mod account;
mod audit;
mod backup;
mod demo;
mod generate;
mod import;
mod jobs;
mod log;
mod open;
mod progress;
mod restore;
mod second_factor;
mod serve;
mod spoken;

use std::{path::PathBuf, process::ExitCode};

use backend::directory::import::{Confirmed, Options};
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::config::{Flags, Settings};

/// Porte-voix: communication ciblée for schools
#[derive(Parser)]
#[command(name = "portevoix", version, about)]
struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the portal
    Serve,
    /// Bring the database's schema up to date; make the database if there is none
    Migrate,
    /// Import the directory from the files in DIR, a folder or a zip: our CSV files, AAF, SIECLE and
    /// STS, ONDE, or OneRoster
    Import {
        dir: PathBuf,
        /// The school that the files are about, where they do not say it (ONDE)
        #[arg(long, value_name = "UAI")]
        school: Option<String>,
        /// Count those in charge of a pupil as parents too
        #[arg(long)]
        in_charge: bool,
        /// Show what would change, change nothing
        #[arg(long)]
        dry_run: bool,
        /// Continue although the import has to be confirmed: the NUMBER that was shown
        #[arg(long, value_name = "NUMBER")]
        confirm: Option<u64>,
    },
    /// Fill an empty database with the demonstration
    Demo {
        /// Only people, accounts and roles: nothing was sent yet
        #[arg(long)]
        without_story: bool,
    },
    /// Write a backup of database and attachments into the new folder DIR, while the portal is served
    Backup { dir: PathBuf },
    /// Restore the backup in DIR into an empty database and an empty store of attachments
    Restore {
        dir: PathBuf,
        /// Compare everything with the manifest and look at the places, change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Give an account to a person of the directory; the password is read from standard input
    Account(account::Account),
    /// Remove the second factor of an account, for an owner who has lost it
    WithdrawSecondFactor { login: String },
    /// The journal of what was done
    Audit {
        #[command(subcommand)]
        command: audit::Command,
    },
    /// The background jobs that wait, run or failed; at most fifty of each are listed
    Jobs {
        /// Retry this job at once, whatever its state
        #[arg(long, value_name = "ID")]
        retry: Option<i64>,
    },
    /// Write the CSV files of an invented directory into DIR
    Generate {
        dir: PathBuf,
        #[arg(long, default_value_t = 2_500)]
        people: u32,
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// Runs the command line; an error is printed as one sentence on standard error.
pub async fn run() -> ExitCode {
    let cli = Cli::from_arg_matches(&command_line().get_matches()).unwrap_or_else(|reason| reason.exit());
    log::start();
    match dispatch(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("portevoix: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// The help of a command shows the settings that it reads.
fn command_line() -> clap::Command {
    let line = Cli::command();
    let mut given = std::env::args_os().skip(1).filter_map(|argument| argument.into_string().ok());
    match given.find(|argument| line.find_subcommand(argument).is_some()) {
        Some(named) => Flags::shown(line, |setting| reads(&named, setting)),
        None => line,
    }
}

/// Whether a command reads a setting.
fn reads(command: &str, setting: &str) -> bool {
    let (database, attachments) = (setting.starts_with("database_"), setting.starts_with("attachments_"));
    match command {
        "serve" => true,
        "generate" => false,
        "backup" | "restore" => database || attachments,
        _ => database,
    }
}

async fn dispatch(cli: Cli) -> Result<(), String> {
    let settings = Settings::load(&cli.flags)?;
    match cli.command {
        Command::Serve => serve::serve(&settings).await,
        Command::Migrate => open::make(&settings).await.map(|_| ()),
        Command::Import { dir, school, in_charge, dry_run, confirm } => {
            let confirmed = confirm.map_or(Confirmed::No, Confirmed::Number);
            let options = Options { dry_run, confirmed };
            import::import(&settings, &dir, (school, in_charge), options).await
        }
        Command::Demo { without_story } => demo::demo(&settings, without_story).await,
        Command::Backup { dir } => backup::backup(&settings, &dir).await,
        Command::Restore { dir, dry_run } => restore::restore(&settings, &dir, dry_run).await,
        Command::Account(asked) => account::account(&settings, &asked).await,
        Command::WithdrawSecondFactor { login } => second_factor::withdraw(&settings, &login).await,
        Command::Audit { command } => audit::audit(&settings, command).await,
        Command::Jobs { retry } => jobs::jobs(&settings, retry).await,
        Command::Generate { dir, people, seed } => generate::generate(&dir, people, seed),
    }
}
