use backend::audit::{Head, Verdict, days_ago, prune, verify};
use clap::Subcommand;

use super::{open::open, spoken::words};
use crate::config::{MIN_JOURNAL_DAYS, Settings};

#[derive(Subcommand)]
pub enum Command {
    /// Check that no entry was changed, removed or inserted
    Verify {
        /// NUMBER:HASH of an entry that an earlier check printed and that was noted elsewhere: only
        /// this shows that the end of the journal was cut off
        #[arg(long, value_name = "NUMBER:HASH")]
        noted: Option<Head>,
    },
    /// Delete the entries that are older than this many days; what is left can still be verified
    Prune {
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(i64::from(MIN_JOURNAL_DAYS)..))]
        days: u32,
    },
}

pub(super) async fn audit(settings: &Settings, command: Command) -> Result<(), String> {
    let backend = open(settings).await?;
    let noted = match command {
        Command::Verify { noted } => noted,
        Command::Prune { days } => {
            let before = days_ago(backend.clock.now(), days);
            let gone = prune(&backend, before).await.map_err(|reason| reason.to_string())?;
            println!("{}", words().operation.journal_pruned(gone));
            return Ok(());
        }
    };
    match verify(&backend, noted).await.map_err(|reason| reason.to_string())? {
        Verdict::Sound(head) => {
            println!("{}", words().operation.journal_sound(head.number));
            println!("{}", words().operation.note_elsewhere(&head.to_string()));
            Ok(())
        }
        Verdict::Broken { number } => Err(words().operation.journal_broken(number)),
        Verdict::Shortened { expected, last } => {
            Err(words().operation.journal_shortened(&expected.to_string(), &last.to_string()))
        }
    }
}
