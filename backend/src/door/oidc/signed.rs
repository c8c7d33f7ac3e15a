use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::providers::Problem;
use openidconnect::{
    JsonWebKey as _,
    core::{CoreJsonWebKey, CoreJsonWebKeySet},
};
use serde_json::{Map, Value};

use super::keys::{ALGORITHMS, Header, candidates};

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
