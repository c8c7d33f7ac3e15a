use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use secrecy::{ExposeSecret, SecretString};

use super::turns::{Asker, HashingTurn, Turns};
use crate::{Error, Required, Result};

/// Hashing takes 19 MiB and a core for a moment. No more than two run at once, so that a flood of
/// sign-ins does not slow readers down.
const AT_ONCE: usize = 2;

/// After this wait a caller gets an error, before the request itself times out.
const PATIENCE: Duration = Duration::from_secs(10);

/// Hashes and checks passwords (argon2id, the crate's recommended parameters).
#[derive(Debug)]
pub struct Passwords {
    turns: Turns,
    /// Checked when the account does not exist, so that both answers take equally long.
    decoy: OnceLock<String>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { turns: Turns::new(AT_ONCE), decoy: OnceLock::new() }
    }
}

/// A place among the passwords that are being checked.
#[derive(Clone, Debug)]
pub(super) struct PasswordPlace {
    _place: Arc<HashingTurn>,
}

impl Passwords {
    /// Hashes a password that an operator sets.
    pub async fn hash(&self, password: &SecretString) -> Result<String> {
        self.hash_for("", "", password).await
    }

    /// Hashes the new password of an account, asked for from an address.
    ///
    /// # Errors
    /// As [`Self::place`].
    pub(super) async fn hash_for(
        &self,
        address: &str,
        account: &str,
        password: &SecretString,
    ) -> Result<String> {
        let place = self.place(address, account).await?;
        let password = password.clone();
        run(&place, move || hash(&password)).await?
    }

    /// Waits for a place, in turns with other addresses. A sign-in takes its place before any query:
    /// a thousand sign-ins that waited with a connection in hand would leave none for readers.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many are waiting.
    pub(super) async fn place(&self, address: &str, account: &str) -> Result<PasswordPlace> {
        let asker = Asker { address: address.to_owned(), account: account.to_owned() };
        let place = self.turns.place(asker, PATIENCE).await?;
        Ok(PasswordPlace { _place: Arc::new(place) })
    }

    /// Whether `password` matches this hash; `None` takes equally long and never matches.
    pub(super) async fn verify(
        &self,
        place: &PasswordPlace,
        password: &SecretString,
        stored: Option<&str>,
    ) -> Result<bool> {
        let known = stored.is_some();
        let stored = match stored {
            Some(stored) => stored.to_owned(),
            None => self.decoy(place).await?,
        };
        let password = password.clone();
        let right = run(place, move || {
            let parsed = PasswordHash::new(&stored).required("a stored password hash")?;
            Ok::<_, Error>(
                Argon2::default().verify_password(password.expose_secret().as_bytes(), &parsed).is_ok(),
            )
        })
        .await??;
        Ok(right && known)
    }

    async fn decoy(&self, place: &PasswordPlace) -> Result<String> {
        if let Some(decoy) = self.decoy.get() {
            return Ok(decoy.clone());
        }
        let decoy = run(place, || hash(&SecretString::from("nobody's password"))).await??;
        Ok(self.decoy.get_or_init(|| decoy).clone())
    }
}

/// The work keeps its place until it is done, even if the client has disconnected; otherwise a
/// thousand clients that disconnect at once could start a thousand hashes.
async fn run<T: Send + 'static>(
    place: &PasswordPlace,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let place = place.clone();
    let work = move || {
        let done = work();
        drop(place);
        done
    };
    tokio::task::spawn_blocking(work).await.required("a task with a password")
}

fn hash(password: &SecretString) -> Result<String> {
    Argon2::default()
        .hash_password(password.expose_secret().as_bytes())
        .map(|hash| hash.to_string())
        .required("hashing a password")
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, time::Duration};

    use super::{AT_ONCE, Passwords, run};

    #[tokio::test]
    async fn a_disconnected_client_keeps_its_place_until_the_work_is_done() {
        let passwords = Passwords::default();
        let (finish, told) = mpsc::channel::<()>();
        let place = passwords.place("home", "owner").await.expect("a place");
        let hung_up = tokio::time::timeout(Duration::ZERO, run(&place, move || told.recv())).await;
        assert!(hung_up.is_err());
        drop(place);
        assert_eq!(passwords.turns.free(), AT_ONCE - 1);
        finish.send(()).expect("somebody works");
        let freed = async {
            while passwords.turns.free() < AT_ONCE {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), freed).await.expect("the place is free again");
    }
}
