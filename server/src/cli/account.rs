use backend::accounts::{SetAccount, set};
use clap::Args;
use domain::accounts::MIN_PASSWORD_CHARACTERS;

use super::{open::open, spoken::words};
use crate::config::Settings;

#[derive(Args)]
pub struct Account {
    /// The person's identifier in the directory's files
    person: String,
    login: String,
    /// Make the person an administrator of the portal; without it, nothing changes in this respect
    #[arg(long)]
    administrator: bool,
    /// End the person's role as an administrator of the portal
    #[arg(long, conflicts_with = "administrator")]
    no_administrator: bool,
}

pub(super) async fn account(settings: &Settings, asked: &Account) -> Result<(), String> {
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).map_err(|reason| format!("password: {reason}"))?;
    let password = password.trim_end_matches(['\r', '\n']);
    if password.chars().count() < MIN_PASSWORD_CHARACTERS {
        return Err(format!(
            "password: expected at least {MIN_PASSWORD_CHARACTERS} characters on standard input"
        ));
    }
    let backend = open(settings).await?;
    let hash =
        backend.passwords.hash(&password.to_owned().into()).await.map_err(|reason| reason.to_string())?;
    let administrator = match (asked.administrator, asked.no_administrator) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let Account { person, login, .. } = asked;
    set(&backend, SetAccount { person, login, password_hash: &hash, administrator }).await.map_err(
        |reason| match reason {
            backend::Error::NotFound => {
                format!("person: the directory has nobody with the identifier {person:?}")
            }
            backend::Error::Fields(_) => words().operation.login_refused(login),
            backend::Error::Conflict(reason) => words().refusals.conflict(reason),
            other => other.to_string(),
        },
    )?;
    println!("{}", words().operation.account_ready(login));
    Ok(())
}
