use backend::audit::{Head, Verdict, verify};
use clap::Subcommand;

use super::open;
use crate::config::Settings;

#[derive(Subcommand)]
pub enum Command {
    /// Check that no entry was changed, removed or slipped in
    Verify {
        /// NUMBER:HASH of an entry that an earlier check printed and that was noted elsewhere: only this
        /// shows that the end of the journal was cut off
        #[arg(long, value_name = "NUMBER:HASH")]
        noted: Option<Head>,
    },
}

pub(super) async fn audit(settings: &Settings, command: Command) -> Result<(), String> {
    let Command::Verify { noted } = command;
    let backend = open(settings).await?;
    match verify(&backend.db, noted).await.map_err(|reason| reason.to_string())? {
        Verdict::Sound(head) => {
            println!("Le journal est intact : {} entrées.", head.number);
            println!("À noter ailleurs, pour la prochaine vérification : --noted {head}");
            Ok(())
        }
        Verdict::Broken { number } => Err(format!(
            "le journal a été modifié : l’entrée {number} ne suit pas de la précédente, ou elle manque"
        )),
        Verdict::Shortened { expected, last } => Err(format!(
            "le journal a été raccourci ou réécrit : l’entrée notée {expected} n’y est pas ; la dernière est {last}"
        )),
    }
}
