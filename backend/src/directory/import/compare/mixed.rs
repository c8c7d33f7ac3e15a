use sha2::{Digest, Sha256};

/// What one row adds to the number of a difference.
pub(super) fn mixed(what: &str, ids: &[i64], text: &str) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update(what);
    for id in ids {
        hasher.update(id.to_be_bytes());
    }
    hasher.update(text);
    hasher.finalize().iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}
