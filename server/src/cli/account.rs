use super::open;
use crate::config::Settings;

/// Shorter passwords are guessed.
const MIN_CHARACTERS: usize = 12;

pub(super) async fn account(
    settings: &Settings,
    person: &str,
    login: &str,
    administrator: bool,
) -> Result<(), String> {
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).map_err(|reason| format!("password: {reason}"))?;
    let password = password.trim_end_matches(['\r', '\n']);
    if password.chars().count() < MIN_CHARACTERS {
        return Err(format!("password: expected at least {MIN_CHARACTERS} characters on standard input"));
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
    println!("Le compte {login} est prêt.");
    Ok(())
}
