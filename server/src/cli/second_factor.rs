use backend::door;

use super::{open::open, spoken::words};
use crate::config::Settings;

/// Removes the second factor of an account whose owner has lost the application and every recovery
/// code, where no administrator with a second factor is left to do it.
pub(super) async fn withdraw(settings: &Settings, login: &str) -> Result<(), String> {
    let backend = open(settings).await?;
    door::withdraw_second_factor_as_operator(&backend, login).await.map_err(|reason| match reason {
        backend::Error::NotFound => format!("login: no account with a second factor is called {login:?}"),
        other => other.to_string(),
    })?;
    println!("{}", words().operation.second_factor_withdrawn(login));
    Ok(())
}
