use domain::{
    ProviderId,
    providers::{Pkce, Problem, Protocol, Step, Trouble},
};
use openidconnect::{
    AuthUrl, ClientId, CsrfToken, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    core::{CoreAuthenticationFlow, CoreClient, CoreJsonWebKeySet},
};
use serde::{Deserialize, Serialize};

use super::discover::{Metadata, discover};
use crate::{Backend, Result, door::providers::known, entities::provider, token::random_hex};

/// What the browser keeps until it comes back from the provider: one for each tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub provider: ProviderId,
    /// 64 hexadecimal digits, like the nonce.
    pub state: String,
    pub nonce: String,
    /// Of the proof key, if it is used.
    pub verifier: Option<String>,
}

/// Where the browser is sent.
#[derive(Clone, Debug)]
pub struct Started {
    pub address: String,
    pub waiting: Waiting,
}

/// Begins a sign-in with a provider. `trying`: an administrator tries it, also while it is paused.
///
/// # Errors
/// [`crate::Error::NotFound`] for an unknown or paused provider; the inner error is the provider's.
pub async fn start(
    backend: &Backend,
    id: ProviderId,
    redirect: &str,
    trying: bool,
) -> Result<Result<Started, Trouble>> {
    let provider = known(&backend.db, id, Protocol::Oidc, trying).await?;
    if let Err(trouble) = backend.public_address.needed_for(Step::Discovery) {
        return Ok(Err(trouble));
    }
    let waiting = Waiting {
        provider: id,
        state: random_hex::<32>()?,
        nonce: random_hex::<32>()?,
        verifier: Some(random_hex::<32>()?),
    };
    Ok(match discover(backend, &provider).await {
        Ok(found) => began(&provider, &found.metadata, redirect, waiting),
        Err(trouble) => Err(trouble),
    })
}

fn began(
    provider: &provider::Model,
    metadata: &Metadata,
    redirect: &str,
    mut waiting: Waiting,
) -> Result<Started, Trouble> {
    let unreadable = |_| Step::Discovery.because(Problem::Unreadable);
    let authorization = AuthUrl::new(metadata.authorization_endpoint.clone()).map_err(unreadable)?;
    let issuer = IssuerUrl::new(metadata.issuer.clone()).map_err(unreadable)?;
    let redirect = RedirectUrl::new(redirect.to_owned()).map_err(unreadable)?;
    let client =
        CoreClient::new(ClientId::new(provider.client_id.clone()), issuer, CoreJsonWebKeySet::default())
            .set_auth_uri(authorization)
            .set_redirect_uri(redirect);
    let (state, nonce) = (waiting.state.clone(), waiting.nonce.clone());
    let mut request = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            || CsrfToken::new(state),
            || Nonce::new(nonce),
        )
        .add_scopes(provider.switches.scopes.split_whitespace().map(|scope| Scope::new(scope.to_owned())));
    if !has_proof_key(provider.switches.pkce, metadata) {
        waiting.verifier = None;
    }
    if let Some(verifier) = &waiting.verifier {
        let verifier = PkceCodeVerifier::new(verifier.clone());
        request = request.set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
    }
    let (address, ..) = request.url();
    Ok(Started { address: address.to_string(), waiting })
}

/// S256 where the provider announces it, or announces nothing; never `plain`, which protects nothing.
fn has_proof_key(pkce: Pkce, metadata: &Metadata) -> bool {
    let announced = metadata.code_challenge_methods_supported.as_ref();
    let possible = announced.is_none_or(|methods| methods.iter().any(|method| method == "S256"));
    pkce == Pkce::Auto && possible
}
