use app::words;
use backend::audit::{Entry, record};
use domain::{accounts::MIN_PASSWORD_CHARACTERS, audit::Action};

use super::open::open;
use crate::config::Settings;

pub(super) async fn account(
    settings: &Settings,
    person: &str,
    login: &str,
    administrator: bool,
) -> Result<(), String> {
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
    backend::accounts::create(&backend.db, person, login, hash, administrator).await.map_err(|reason| {
        match reason {
            backend::Error::NotFound => {
                format!("person: the directory has nobody with the identifier {person:?}")
            }
            other => other.to_string(),
        }
    })?;
    let entry = Entry::by_the_system(Action::PasswordChanged, login).with("reason", "command line");
    record(&backend, entry).await.map_err(|reason| format!("journal: {reason}"))?;
    if administrator {
        let entry = Entry::by_the_system(Action::AdministratorNamed, login).with("reason", "command line");
        record(&backend, entry).await.map_err(|reason| format!("journal: {reason}"))?;
    }
    println!("{}", words().operation.account_ready(login));
    Ok(())
}
