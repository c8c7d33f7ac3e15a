use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::providers::Problem;
use openidconnect::{
    JsonWebKey, JsonWebKeyAlgorithm, JsonWebKeyUse, JwsSigningAlgorithm,
    core::{CoreJsonWebKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm},
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::id_token::{ALGORITHMS, KEYS_TRIED};

/// What a token says about its own signature. Nothing of it is believed before the signature is verified.
#[derive(Deserialize)]
pub(super) struct Header {
    alg: CoreJwsSigningAlgorithm,
    pub kid: Option<String>,
    typ: Option<String>,
    /// Members that the reader has to understand; we understand none.
    crit: Option<Value>,
}

/// What a signed token that is no identity token says: a logout message, the answer of *userinfo*.
pub(super) struct Signed {
    pub typ: Option<String>,
    pub claims: Map<String, Value>,
}

/// The claims of a token with a good signature. Nothing else is checked yet.
///
/// # Errors
/// [`Problem::Unreadable`], `Algorithm`, `UnknownKey` or `Signature`.
pub(super) fn signed(token: &str, keys: &CoreJsonWebKeySet) -> Result<Signed, Problem> {
    let mut parts = token.trim().split('.');
    let (Some(header), Some(payload), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Problem::Unreadable);
    };
    let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| Problem::Unreadable);
    let said: Header = serde_json::from_slice(&bytes(header)?).map_err(|_| Problem::Algorithm)?;
    if said.crit.is_some() || !ALGORITHMS.contains(&said.alg) {
        return Err(Problem::Algorithm);
    }
    let signature = bytes(signature)?;
    let message = format!("{header}.{payload}");
    let usable = candidates(&said, keys);
    if usable.is_empty() {
        return Err(Problem::UnknownKey);
    }
    let good =
        |key: &&CoreJsonWebKey| key.verify_signature(&said.alg, message.as_bytes(), &signature).is_ok();
    if !usable.iter().any(good) {
        return Err(Problem::Signature);
    }
    let claims = serde_json::from_slice(&bytes(payload)?).map_err(|_| Problem::Unreadable)?;
    Ok(Signed { typ: said.typ, claims })
}

/// The header of a token that may be signed with anything.
pub(super) fn header(token: &str) -> Option<Header> {
    let (header, _) = token.trim().split_once('.')?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()
}

/// The keys that a token with this header may be signed with: of the right kind, and never with another
/// name than the one that the token gives. Providers need not name their keys, so those without a name
/// come after the one that is named.
pub(super) fn candidates<'k>(said: &Header, keys: &'k CoreJsonWebKeySet) -> Vec<&'k CoreJsonWebKey> {
    let fits = |key: &CoreJsonWebKey| match (&said.kid, key.key_id()) {
        (Some(name), Some(own)) => own.as_str() == name,
        _ => true,
    };
    let mut usable: Vec<_> = keys.keys().iter().filter(|key| fits(key) && may_sign(key, &said.alg)).collect();
    usable.sort_by_key(|key| said.kid.is_some() && key.key_id().is_none());
    usable.truncate(KEYS_TRIED);
    usable
}

/// A key is used as its owner says, for its own kind of signature.
fn may_sign(key: &CoreJsonWebKey, alg: &CoreJwsSigningAlgorithm) -> bool {
    key.key_use().is_none_or(JsonWebKeyUse::allows_signature)
        && alg.key_type().as_ref() == Some(key.key_type())
        && match key.signing_alg() {
            JsonWebKeyAlgorithm::Unspecified => true,
            JsonWebKeyAlgorithm::Algorithm(own) => own == alg,
            JsonWebKeyAlgorithm::Unsupported => false,
        }
}

/// Whether `aud` names us, alone or among others.
pub(super) fn is_for(claims: &Map<String, Value>, client: &str) -> bool {
    match claims.get("aud") {
        Some(Value::String(one)) => one == client,
        Some(Value::Array(all)) => all.iter().any(|one| one == client),
        _ => false,
    }
}

/// A text among the claims.
pub(super) fn text<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str)
}
