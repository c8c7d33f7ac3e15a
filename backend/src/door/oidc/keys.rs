//! Which keys of a provider may have signed a token.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use openidconnect::{
    JsonWebKey, JsonWebKeyAlgorithm, JsonWebKeyUse, JwsSigningAlgorithm,
    core::{CoreJsonWebKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm},
};
use serde::Deserialize;
use serde_json::Value;

/// With so many keys of a provider a token is compared at most.
const KEYS_TRIED: usize = 20;

/// Signatures that only the provider can make. A shared secret is not accepted: whoever reads our
/// configuration could then vouch for everybody.
pub(super) const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What a token says about its own signature. Nothing of it is believed before the signature is verified.
#[derive(Deserialize)]
pub(super) struct Header {
    pub alg: CoreJwsSigningAlgorithm,
    pub kid: Option<String>,
    pub typ: Option<String>,
    /// Members that the reader has to understand; we understand none.
    pub crit: Option<Value>,
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
