use domain::providers::{Claims, MAX_VALUE_CHARACTERS, Problem, Protocol, Step, Trouble, Userinfo};
use serde_json::Value;

use super::{
    claims::collect,
    discover::{Discovered, discover, with_newer_keys},
    exchange::{exchange, short},
    id_token::{Expected, checked, may_be_newer},
    start::Waiting,
    userinfo::userinfo,
};
use crate::{
    Backend, Result,
    door::providers::{Assertion, client_secret, known},
    entities::provider,
};

/// What the browser brings back in its address.
#[derive(Clone, Debug, Default)]
pub struct Back<'a> {
    pub code: Option<&'a str>,
    pub error: Option<&'a str>,
    /// Who says so (RFC 9207).
    pub iss: Option<&'a str>,
}

/// What the provider says about the person who came back: the code is exchanged, everything is
/// checked. Nobody is signed in yet. `redirect` is the address that the sign-in began with.
///
/// # Errors
/// [`crate::Error::NotFound`] for an unknown or paused provider; the inner error is the provider's.
pub async fn arrive(
    backend: &Backend,
    waiting: &Waiting,
    back: &Back<'_>,
    redirect: &str,
    trying: bool,
) -> Result<Result<Assertion, Trouble>> {
    let provider = known(&backend.db, waiting.provider, Protocol::Oidc, trying).await?;
    if let Err(trouble) = backend.public_address.needed_for(Step::Discovery) {
        return Ok(Err(trouble));
    }
    let secret = client_secret(backend, &provider)?;
    let asserted = asserted(backend, &provider, secret, waiting, back, redirect).await;
    if let Err(trouble) = &asserted {
        tracing::warn!(provider = provider.name, ?trouble, "a sign-in with a provider failed");
    }
    Ok(asserted)
}

async fn asserted(
    backend: &Backend,
    provider: &provider::Model,
    secret: Option<String>,
    waiting: &Waiting,
    back: &Back<'_>,
    redirect: &str,
) -> Result<Assertion, Trouble> {
    let found = discover(backend, provider).await?;
    let metadata = &found.metadata;
    // First who speaks: the code of another provider is not sent to this one.
    let named = back.iss.is_some() || !metadata.authorization_response_iss_parameter_supported;
    if !named || back.iss.is_some_and(|issuer| issuer != metadata.issuer) {
        return Err(Step::Authorization.because(Problem::OtherIssuer));
    }
    if let Some(error) = back.error {
        return Err(Step::Authorization.because(Problem::Refused(short(error))));
    }
    let missing = || Step::Authorization.because(Problem::Missing("code".to_owned()));
    let code = back.code.filter(|code| !code.is_empty()).ok_or_else(missing)?;
    let got = exchange(backend, provider, secret, metadata, waiting, code, redirect).await?;
    let expected = Expected {
        client: &provider.client_id,
        nonce: &waiting.nonce,
        access_token: &got.access_token,
        now: backend.clock.now(),
    };
    let token = token_claims(backend, provider, &found, &got.id_token, &expected).await?;
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let missing = || Step::Token.because(Problem::Missing("sub".to_owned()));
    // PostgreSQL holds no text with this character, and no long one in an index.
    let is_held = |name: &String| !name.contains('\0') && name.chars().count() <= MAX_VALUE_CHARACTERS;
    let subject = text(&token, "sub").filter(|subject| !subject.is_empty() && is_held(subject));
    let subject = subject.ok_or_else(missing)?;
    let mut claims = Claims::new();
    if provider.switches.userinfo != Userinfo::None {
        let more = userinfo(backend, provider, &found, &got.access_token, &subject).await?;
        collect(&mut claims, &more);
    }
    // What both say is not counted twice.
    let mut of_token = Claims::new();
    collect(&mut of_token, &token);
    for (name, values) in of_token {
        claims.entry(name).or_insert(values);
    }
    let sid = text(&token, "sid").filter(is_held);
    Ok(Assertion { subject, sid, ticket: None, id_token: Some(got.id_token), claims })
}

/// The claims of the token. If it was signed with an unknown key, the keys are read again: providers
/// rotate them.
async fn token_claims(
    backend: &Backend,
    provider: &provider::Model,
    found: &Discovered,
    token: &str,
    expected: &Expected<'_>,
) -> Result<Value, Trouble> {
    let first = checked(token, found, expected);
    if first.as_ref().is_err_and(|trouble| may_be_newer(&trouble.problem))
        && let Some(newer) = with_newer_keys(backend, provider, found).await?
    {
        return checked(token, &newer, expected);
    }
    first
}
