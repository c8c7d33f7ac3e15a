use std::sync::Arc;

use backend::{
    Backend, Error,
    door::{self, From, SignInStep},
};
use rand::Rng;

use super::{Killed, killed, open, whole};
use crate::Outcome;

/// Processes are killed while they change a password. Either nothing happened, or only the new
/// password opens a session and all earlier sessions are over.
///
/// The database has the people of [`testing::crowd`].
pub async fn passwords(url: &str, acts: u32, random: &mut impl Rng) -> Outcome<Killed> {
    let backend = open(url, backend::Services::default()).await?;
    let mut so_far = Killed::default();
    let mut current = "le premier mot de passe".to_owned();
    let takes = whole(&["password", url, &current]).await?;
    for round in 0..acts {
        let session = enters(&backend, round, &current).await?.ok_or("the password opens nothing")?;
        let next = format!("le mot de passe {round}");
        killed(&["password", url, &next], takes, random, &mut so_far).await?;
        backend.refresh().await?;
        let person = backend.sessions.person(&backend.db, &session, backend.clock.now()).await?;
        let changed = enters(&backend, round, &next).await?.is_some();
        let stays = enters(&backend, round, &current).await?.is_some();
        if changed == stays || changed == person.is_some() {
            return Err(format!(
                "new password: {changed}, old password: {stays}, old session: {}",
                person.is_some()
            )
            .into());
        }
        if changed {
            current = next;
        }
    }
    Ok(so_far)
}

/// The session that this password opens; each round comes from another address.
async fn enters(backend: &Arc<Backend>, round: u32, password: &str) -> Outcome<Option<String>> {
    let address = format!("192.0.2.{round}");
    let from = From { address: &address, user_agent: "torture", session: None, device: None, keep: false };
    match door::sign_in(backend, "author", &password.into(), &from).await {
        Ok(SignInStep::Open(opened)) => Ok(Some(opened.session.as_str().to_owned())),
        Ok(SignInStep::CodeWanted(_)) => Err("nobody asked for a code".into()),
        Err(Error::WrongCredentials) => Ok(None),
        Err(other) => Err(other.into()),
    }
}
