//! Public keys as administrators paste them, or portals publish them.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{fields::FieldProblem, portals::SigningAlgorithm};
use jsonwebtoken::{
    DecodingKey,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse},
};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::token::fingerprint;

const LONGEST: usize = 8_000;
const NAME_CHARACTERS: usize = 100;
/// Members of a JWK that only a private or a shared key has.
const SECRET_MEMBERS: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "k"];

/// A key that can verify with exactly one algorithm.
#[derive(Clone, Debug)]
pub(super) struct PublicKey {
    /// What statements name as `kid`: the key's own name, or its fingerprint.
    pub name: String,
    /// Whether the name is the key's own.
    pub named: bool,
    pub algorithm: SigningAlgorithm,
    pub decoding: DecodingKey,
    /// SHA-256 of the key itself, whatever it is called.
    pub digest: [u8; 32],
}

impl PublicKey {
    /// Whether a statement that names this `kid` may be signed with it. A key without a name of its own
    /// may be called anything.
    pub fn answers_to(&self, kid: &str) -> bool {
        !self.named || self.name == kid
    }
}

/// Whether a text may hold a private or shared key, whatever else is wrong with it: it is not sent back.
pub fn may_be_secret(text: &str) -> bool {
    text.contains("PRIVATE") || SECRET_MEMBERS.iter().any(|member| text.contains(&format!("\"{member}\"")))
}

/// Reads a key in PEM, as a JWK, or as a set with one JWK.
///
/// # Errors
/// [`FieldProblem::PrivateKey`], [`FieldProblem::NotAPublicKey`], or that it is missing or too long.
pub(super) fn parse(text: &str) -> Result<PublicKey, FieldProblem> {
    let text = text.trim();
    let count = text.chars().count();
    if text.is_empty() {
        return Err(FieldProblem::Required);
    }
    if count > LONGEST {
        return Err(FieldProblem::TooLong { count, max: LONGEST });
    }
    if text.contains("PRIVATE KEY") {
        return Err(FieldProblem::PrivateKey);
    }
    if text.starts_with('{') { of_json(text) } else { of_pem(text).ok_or(FieldProblem::NotAPublicKey) }
}

fn of_json(text: &str) -> Result<PublicKey, FieldProblem> {
    let wrong = || FieldProblem::NotAPublicKey;
    let mut value: Value = serde_json::from_str(text).map_err(|_| wrong())?;
    if let Some(keys) = value.get_mut("keys").and_then(Value::as_array_mut) {
        let only = keys.pop().ok_or_else(wrong)?;
        if !keys.is_empty() {
            return Err(wrong());
        }
        value = only;
    }
    if SECRET_MEMBERS.iter().any(|member| value.get(member).is_some()) {
        return Err(FieldProblem::PrivateKey);
    }
    let key: Jwk = serde_json::from_value(value).map_err(|_| wrong())?;
    of_jwk(&key).ok_or_else(wrong)
}

/// The usable keys of a published set; what we cannot verify with is left out.
///
/// # Errors
/// When it is no set of keys.
pub(super) fn of_set(body: &[u8], at_most: usize) -> Result<Vec<PublicKey>, serde_json::Error> {
    #[derive(Deserialize)]
    struct Set {
        keys: Vec<Value>,
    }
    let set: Set = serde_json::from_slice(body)?;
    let read = |key: Value| serde_json::from_value(key).ok().and_then(|key| of_jwk(&key));
    Ok(set.keys.into_iter().filter_map(read).take(at_most).collect())
}

fn of_jwk(key: &Jwk) -> Option<PublicKey> {
    let long = |text: &str| URL_SAFE_NO_PAD.decode(text).ok().map(|bytes| bytes.len());
    let algorithm = match &key.algorithm {
        AlgorithmParameters::OctetKeyPair(pair) if pair.curve == EllipticCurve::Ed25519 => {
            (long(&pair.x)? == 32).then_some(SigningAlgorithm::EdDsa)?
        }
        AlgorithmParameters::EllipticCurve(curve) if curve.curve == EllipticCurve::P256 => {
            (long(&curve.x)? == 32 && long(&curve.y)? == 32).then_some(SigningAlgorithm::Es256)?
        }
        AlgorithmParameters::RSA(rsa) => ((256..=1_024).contains(&long(&rsa.n)?) && long(&rsa.e)? <= 8)
            .then_some(SigningAlgorithm::Rs256)?,
        _ => return None,
    };
    let meant = key.common.key_algorithm.map(|named| named.to_string());
    let otherwise_used =
        key.common.public_key_use.as_ref().is_some_and(|used| *used != PublicKeyUse::Signature);
    if otherwise_used || meant.is_some_and(|meant| meant != algorithm.code()) {
        return None;
    }
    let decoding = DecodingKey::from_jwk(key).ok()?;
    let bytes = serde_json::to_vec(&key.algorithm).ok()?;
    let own = key.common.key_id.clone().filter(|name| !name.is_empty());
    let named = own.is_some();
    let name = own.unwrap_or_else(|| fingerprint(&bytes));
    let digest = Sha256::digest(&bytes).into();
    let usable = name.chars().count() <= NAME_CHARACTERS && !name.contains(char::is_control);
    usable.then_some(PublicKey { name, named, algorithm, decoding, digest })
}

fn of_pem(text: &str) -> Option<PublicKey> {
    let public = ["-----BEGIN PUBLIC KEY-----", "-----BEGIN RSA PUBLIC KEY-----"];
    if !public.iter().any(|begin| text.starts_with(begin)) {
        return None;
    }
    let pem = text.as_bytes();
    let (algorithm, decoding) = if let Ok(key) = DecodingKey::from_ed_pem(pem) {
        (SigningAlgorithm::EdDsa, key)
    } else if let Ok(key) = DecodingKey::from_ec_pem(pem) {
        (SigningAlgorithm::Es256, key)
    } else {
        (SigningAlgorithm::Rs256, DecodingKey::from_rsa_pem(pem).ok()?)
    };
    let bytes = decoding.try_get_as_bytes().ok()?;
    let fits = match algorithm {
        SigningAlgorithm::EdDsa => bytes.len() == 32,
        SigningAlgorithm::Es256 => bytes.len() == 65 && bytes.first() == Some(&4),
        // The modulus and what DER adds.
        SigningAlgorithm::Rs256 => (260..=1_100).contains(&bytes.len()),
    };
    let (name, digest) = (fingerprint(bytes), Sha256::digest(bytes).into());
    fits.then_some(PublicKey { name, named: false, algorithm, decoding, digest })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ED25519: &str = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VwAyEA2+Jj2UvNCvQiUPNYRgSi0cJSPiJI6Rs6D0UTeEpQVj8=\n-----END PUBLIC KEY-----\n";

    #[test]
    fn a_key_is_bound_to_its_algorithm() {
        let key = parse(ED25519).expect("a key");
        assert_eq!((key.algorithm, key.name.len()), (SigningAlgorithm::EdDsa, 16));
        let json =
            r#"{"kty":"OKP","crv":"Ed25519","x":"2-Jj2UvNCvQiUPNYRgSi0cJSPiJI6Rs6D0UTeEpQVj8","kid":"2026"}"#;
        let key = parse(json).expect("a key");
        assert_eq!((key.algorithm, key.name.as_str()), (SigningAlgorithm::EdDsa, "2026"));
        assert!(key.answers_to("2026") && !key.answers_to("2027"));
        let nameless = parse(&json.replace(r#","kid":"2026""#, "")).expect("a key");
        let empty = parse(&json.replace("2026", "")).expect("a key");
        assert_eq!((nameless.name.len(), nameless.named, empty.named), (16, false, false));
        assert!(nameless.answers_to("2026") && empty.answers_to("2027"));
        let set = format!("{{\"keys\":[{json}]}}");
        assert_eq!(parse(&set).expect("a key").name, "2026");
        let short = r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#;
        assert_eq!(parse(short).expect_err("512 bits"), FieldProblem::NotAPublicKey);
        let other = json.replace("\"kid\"", "\"alg\":\"RS256\",\"kid\"");
        assert_eq!(parse(&other).expect_err("another algorithm"), FieldProblem::NotAPublicKey);
    }

    #[test]
    fn a_private_or_shared_key_is_not_taken() {
        let pem = ED25519.replace("PUBLIC", "PRIVATE");
        assert_eq!(parse(&pem).expect_err("private"), FieldProblem::PrivateKey);
        for json in [
            r#"{"kty":"OKP","crv":"Ed25519","x":"2-Jj2UvNCvQiUPNYRgSi0cJSPiJI6Rs6D0UTeEpQVj8","d":"AA"}"#,
            r#"{"kty":"oct","k":"c2VjcmV0"}"#,
        ] {
            assert_eq!(parse(json).expect_err(json), FieldProblem::PrivateKey);
        }
    }

    #[test]
    fn whatever_may_be_secret_is_known_before_it_is_read() {
        let public =
            r#"{"kty":"OKP","crv":"Ed25519","x":"2-Jj2UvNCvQiUPNYRgSi0cJSPiJI6Rs6D0UTeEpQVj8","kid":"d"#;
        for (text, is_secret) in [
            (ED25519.to_owned(), false),
            (public.to_owned(), false),
            (ED25519.replace("PUBLIC", "PRIVATE"), true),
            (format!(r#"{public}","d" : "AA"}}"#), true),
            (format!(r#"{{"keys":[{public}"}},{{"kty":"oct","k":"c2VjcmV0"}}]}}"#), true),
            (r#"{"kty":"RSA","dp":"AA"#.to_owned(), true),
        ] {
            assert_eq!(may_be_secret(&text), is_secret, "{text}");
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let certificate = ED25519.replace("PUBLIC KEY", "CERTIFICATE");
        for wrong in
            ["ssh-ed25519 AAAA", "{}", "{", "{\"keys\":[]}", "[]", "-----BEGIN PUBLIC KEY-----", &certificate]
        {
            assert_eq!(parse(wrong).expect_err(wrong), FieldProblem::NotAPublicKey, "{wrong}");
        }
        assert_eq!(parse(" ").expect_err("empty"), FieldProblem::Required);
        assert!(matches!(parse(&"a".repeat(9_000)), Err(FieldProblem::TooLong { .. })));
    }

    #[test]
    fn unusable_keys_of_a_set_are_left_out() {
        let set = br#"{"keys":[{"kty":"oct","k":"c2VjcmV0"},{"kty":"PQ","alg":"ML-DSA-44","pub":"AA"},7,
            {"kty":"OKP","crv":"Ed25519","x":"2-Jj2UvNCvQiUPNYRgSi0cJSPiJI6Rs6D0UTeEpQVj8","kid":"a"},
            {"kty":"OKP","crv":"Ed25519","x":"2-Jj2UvNCvQiUPNYRgSi0cJSPiJI6Rs6D0UTeEpQVj8","kid":"b","use":"enc"}]}"#;
        let names: Vec<String> = of_set(set, 10).expect("a set").into_iter().map(|key| key.name).collect();
        assert_eq!(names, ["a"]);
        assert!(of_set(b"<html>", 10).is_err());
    }
}
