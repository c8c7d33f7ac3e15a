use crate::token::digest;

/// The token of a copy. The form's key is a secret of its person, so nobody else can foresee it.
pub(super) fn token_of(form_key: &str, original: &str) -> String {
    let mut token = digest(format!("{form_key} {original}").as_bytes());
    token.truncate(32);
    token
}
