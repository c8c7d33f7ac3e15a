use std::collections::BTreeMap;

/// What a provider says about somebody: the values of each claim. A claim inside another one has
/// both names, with a dot between them.
pub type Claims = BTreeMap<String, Vec<String>>;

/// The values that are kept in all.
pub const MAX_CLAIMS: usize = 200;
/// The longest value that is kept.
pub const MAX_VALUE_CHARACTERS: usize = 500;

/// Adds a value; one that is too long, one too many, or one that no database holds is left out.
pub fn add_claim(claims: &mut Claims, name: &str, value: &str) {
    let kept: usize = claims.values().map(Vec::len).sum();
    let fits = |text: &str| text.chars().count() <= MAX_VALUE_CHARACTERS && !text.contains('\0');
    if kept < MAX_CLAIMS && fits(name) && fits(value) {
        claims.entry(name.to_owned()).or_default().push(value.to_owned());
    }
}
