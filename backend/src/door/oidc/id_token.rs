use std::collections::HashMap;

use chrono::DateTime;
use domain::{
    providers::{Problem, Step, Trouble},
    time::Millis,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AdditionalClaims, ClaimsVerificationError, ClientId, IdToken,
    IdTokenVerifier, IssuerUrl, Nonce, SignatureVerificationError,
    core::{
        CoreGenderClaim, CoreJsonWebKey, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    discover::Discovered,
    keys::{ALGORITHMS, candidates, header},
};

/// How much the clocks of the two servers may differ.
pub(super) const SKEW_MS: i64 = 60 * 1_000;
/// A token is made when its code is exchanged.
const OLD_MS: i64 = 10 * 60 * 1_000;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Others(HashMap<String, Value>);

impl AdditionalClaims for Others {}

type Token = IdToken<Others, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// Whether a token with this problem may be signed with a key that was published since the keys were
/// read: providers rotate keys, and need not name them.
pub(super) const fn may_be_newer(problem: &Problem) -> bool {
    matches!(problem, Problem::UnknownKey | Problem::Signature)
}

/// What is checked of a token besides its signature.
pub(super) struct Expected<'a> {
    pub client: &'a str,
    pub nonce: &'a str,
    pub access_token: &'a str,
    pub now: Millis,
}

/// The claims of a token that was made for us, now, for this sign-in.
pub(super) fn checked(token: &str, found: &Discovered, expected: &Expected<'_>) -> Result<Value, Trouble> {
    let first = checked_with(token, found, found.keys.clone(), expected);
    if !first.as_ref().is_err_and(|trouble| may_be_newer(&trouble.problem)) {
        return first;
    }
    // The library wants exactly one key with the name that the token gives, but not every provider names
    // its keys.
    let Some(said) = header(token) else { return first };
    let mut each = candidates(&said, &found.keys)
        .into_iter()
        .filter_map(|key| under_the_name(key, said.kid.as_deref()))
        .map(|key| checked_with(token, found, CoreJsonWebKeySet::new(vec![key]), expected));
    let decided = each.find(|one| !one.as_ref().is_err_and(|trouble| may_be_newer(&trouble.problem)));
    decided.unwrap_or(first)
}

/// The key under the name that a token gives, because the library compares names.
fn under_the_name(key: &CoreJsonWebKey, name: Option<&str>) -> Option<CoreJsonWebKey> {
    let Some(name) = name else { return Some(key.clone()) };
    let mut said = serde_json::to_value(key).ok()?;
    said.as_object_mut()?.insert("kid".to_owned(), Value::from(name));
    serde_json::from_value(said).ok()
}

fn checked_with(
    token: &str,
    found: &Discovered,
    keys: CoreJsonWebKeySet,
    expected: &Expected<'_>,
) -> Result<Value, Trouble> {
    let refuse = |problem| Step::Token.because(problem);
    let token: Token = token.parse().map_err(|_| refuse(Problem::Unreadable))?;
    let issuer = IssuerUrl::new(found.metadata.issuer.clone()).map_err(|_| refuse(Problem::Unreadable))?;
    let now = expected.now;
    let latest = instant(now.plus(-SKEW_MS));
    let verifier: IdTokenVerifier<'_, CoreJsonWebKey> =
        IdTokenVerifier::new_public_client(ClientId::new(expected.client.to_owned()), issuer, keys)
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || latest)
            .set_issue_time_verifier_fn(move |made| {
                let made = Millis(made.timestamp_millis());
                let fine = now.plus(-OLD_MS) <= made && made <= now.plus(SKEW_MS);
                if fine { Ok(()) } else { Err("not made now".to_owned()) }
            });
    let nonce = Nonce::new(expected.nonce.to_owned());
    let claims = token.claims(&verifier, &nonce).map_err(|error| refuse(why(&error)))?;
    if claims.authorized_party().is_some_and(|party| party.as_str() != expected.client) {
        return Err(refuse(Problem::Audience));
    }
    if let Some(hash) = claims.access_token_hash() {
        let signed = token.signing_alg().and_then(|alg| Ok((alg, token.signing_key(&verifier)?)));
        let (alg, key) = signed.map_err(|_| refuse(Problem::Signature))?;
        let access_token = AccessToken::new(expected.access_token.to_owned());
        let actual = AccessTokenHash::from_token(&access_token, alg, key);
        if actual.ok().as_ref() != Some(hash) {
            return Err(refuse(Problem::Signature));
        }
    }
    serde_json::to_value(claims).map_err(|_| refuse(Problem::Unreadable))
}

fn instant(at: Millis) -> DateTime<chrono::Utc> {
    DateTime::from_timestamp_millis(at.0).unwrap_or_default()
}

fn why(error: &ClaimsVerificationError) -> Problem {
    match error {
        ClaimsVerificationError::Expired(_) => Problem::Expired,
        ClaimsVerificationError::InvalidAudience(_) => Problem::Audience,
        ClaimsVerificationError::InvalidIssuer(_) => Problem::OtherIssuer,
        ClaimsVerificationError::InvalidNonce(_) => Problem::Nonce,
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
            Problem::UnknownKey
        }
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::DisallowedAlg(_)
            | SignatureVerificationError::UnsupportedAlg(_)
            | SignatureVerificationError::NoSignature,
        ) => Problem::Algorithm,
        ClaimsVerificationError::SignatureVerification(_) => Problem::Signature,
        _ => Problem::Unreadable,
    }
}
