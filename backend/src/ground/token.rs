//! Random values, hashes and keys, all in hexadecimal.

use sha2::{Digest, Sha256};

use super::{Error, Result, required::Required};

/// `N` bytes from the system's generator, in hexadecimal.
pub(crate) fn random_hex<const N: usize>() -> Result<String> {
    random_bytes::<N>().map(hex::encode)
}

/// `N` bytes from the system's generator.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).required("randomness")?;
    Ok(bytes)
}

/// Sixteen hexadecimal digits that differ when the bytes do.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    hex::encode(&Sha256::digest(bytes)[..8])
}

/// SHA-256 of what two requests are compared by.
pub(crate) fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// SHA-256 of a secret token; the database stores this instead of the token.
pub(crate) fn token_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// Refuses a form key that this server cannot have made.
pub(crate) fn check_form_key(form_key: &str) -> Result<()> {
    let ours = (8..=64).contains(&form_key.len())
        && form_key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if ours { Ok(()) } else { Err(Error::NotFound) }
}
