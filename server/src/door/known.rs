use axum::http::{HeaderMap, header};

/// Whether the one who asks has this version already (`If-None-Match`); `version` is in quotes.
pub fn is_known(asked: &HeaderMap, version: &str) -> bool {
    let known = asked.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == version))
}
