use domain::{
    ProviderId,
    providers::{Problem, Protocol, Step, Trouble},
};
use serde::{Deserialize, Serialize};

use super::Server;
use crate::{Backend, Result, door::providers::known, entities::provider, token::random_hex};

/// What the browser keeps until it comes back from the CAS server: one for each tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub provider: ProviderId,
    /// 32 hexadecimal digits.
    pub state: String,
}

/// Where the browser is sent.
#[derive(Clone, Debug)]
pub struct Started {
    pub address: String,
    pub waiting: Waiting,
}

impl Waiting {
    /// The address that a ticket is made for: ours, and which sign-in of the browser it belongs to.
    /// Nothing that somebody typed is in it.
    pub(super) fn service(&self, ours: &str) -> String {
        format!("{ours}/connexion/cas/{}?etat={}", self.provider, self.state)
    }
}

/// Begins a sign-in with a CAS server. `ours` is the public address of the portal. `trying`: an
/// administrator tries the provider, also while it is paused.
///
/// # Errors
/// [`crate::Error::NotFound`] for an unknown or paused provider; the inner error is the provider's.
pub async fn start(
    backend: &Backend,
    id: ProviderId,
    ours: &str,
    trying: bool,
) -> Result<Result<Started, Trouble>> {
    let provider = known(&backend.db, id, Protocol::Cas, trying).await?;
    if let Err(trouble) = backend.public_address.needed_for(Step::Authorization) {
        return Ok(Err(trouble));
    }
    let waiting = Waiting { provider: id, state: random_hex::<16>()? };
    Ok(match server(&provider).login(&waiting.service(ours)) {
        Ok(address) => Ok(Started { address, waiting }),
        Err(error) => Err(Step::Authorization.because(Problem::NoAnswer(error))),
    })
}

pub(super) fn server(provider: &provider::Model) -> Server<'_> {
    let switches = &provider.switches;
    Server { base: &provider.issuer, two: switches.cas_two, renew: switches.cas_renew }
}
