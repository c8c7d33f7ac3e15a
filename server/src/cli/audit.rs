use app::words;
use backend::audit::{Head, Verdict, verify};
use clap::Subcommand;

use super::open::open;
use crate::config::Settings;

#[derive(Subcommand)]
pub enum Command {
    /// Check that no entry was changed, removed or inserted
    Verify {
        /// NUMBER:HASH of an entry that an earlier check printed and that was noted elsewhere: only
        /// this shows that the end of the journal was cut off
        #[arg(long, value_name = "NUMBER:HASH")]
        noted: Option<Head>,
    },
}

pub(super) async fn audit(settings: &Settings, command: Command) -> Result<(), String> {
    let Command::Verify { noted } = command;
    let backend = open(settings).await?;
    match verify(&backend.db, noted).await.map_err(|reason| reason.to_string())? {
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
