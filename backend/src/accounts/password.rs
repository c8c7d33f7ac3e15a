use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// Hashing takes 19 MiB and a core for a moment: no more than two at once, so that a flood of
/// sign-ins does not stall readers.
const AT_ONCE: usize = 2;

/// Whoever waits longer is told to come back, before the request itself is given up.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// Hashes and checks passwords (argon2id, the crate's recommended parameters).
#[derive(Debug)]
pub struct Passwords {
    places: Semaphore,
    /// Checked when the account does not exist, so that both answers take as long.
    decoy: std::sync::OnceLock<String>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { places: Semaphore::new(AT_ONCE), decoy: std::sync::OnceLock::new() }
    }
}

impl Passwords {
    pub async fn hash(&self, password: &SecretString) -> Result<String> {
        let password = password.clone();
        self.run(move || hash(&password)).await?
    }

    /// Whether `password` opens the account with this hash; `None` takes as long and is never right.
    pub async fn verify(&self, password: &SecretString, stored: Option<&str>) -> Result<bool> {
        let known = stored.is_some();
        let stored = match stored {
            Some(stored) => stored.to_owned(),
            None => self.decoy().await?,
        };
        let password = password.clone();
        let right = self
            .run(move || {
                let parsed = PasswordHash::new(&stored)
                    .map_err(|reason| Error::Inconsistent(format!("password hash: {reason}")))?;
                Ok::<_, Error>(
                    Argon2::default().verify_password(password.expose_secret().as_bytes(), &parsed).is_ok(),
                )
            })
            .await??;
        Ok(right && known)
    }

    async fn decoy(&self) -> Result<String> {
        if let Some(decoy) = self.decoy.get() {
            return Ok(decoy.clone());
        }
        let decoy = self.run(|| hash(&SecretString::from("nobody's password"))).await??;
        Ok(self.decoy.get_or_init(|| decoy).clone())
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _place = tokio::time::timeout(PATIENCE, self.places.acquire())
            .await
            .map_err(|_| Error::Busy)?
            .map_err(|_| Error::Inconsistent("password workers are closed".to_owned()))?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|reason| Error::Inconsistent(format!("password worker: {reason}")))
    }
}

fn hash(password: &SecretString) -> Result<String> {
    Argon2::default()
        .hash_password(password.expose_secret().as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|reason| Error::Inconsistent(format!("password hashing: {reason}")))
}
