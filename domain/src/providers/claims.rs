use std::collections::BTreeMap;

/// What a provider says about somebody: the values of each claim. A claim inside another one has
/// both names, with a dot between them.
pub type Claims = BTreeMap<String, Vec<String>>;

/// The claims that are kept.
pub const MAX_CLAIMS: usize = 200;
/// The values of one claim that are kept. It is counted for each, so that a long list of groups does not
/// crowd out the claim that says who somebody is.
pub const MAX_VALUES: usize = 60;
/// The longest value that is kept.
pub const MAX_VALUE_CHARACTERS: usize = 500;

/// Adds a value; one that is too long, one too many, or one that no database holds is left out.
pub fn add_claim(claims: &mut Claims, name: &str, value: &str) {
    let has_room = match claims.get(name) {
        Some(values) => values.len() < MAX_VALUES,
        None => claims.len() < MAX_CLAIMS,
    };
    let fits = |text: &str| text.chars().count() <= MAX_VALUE_CHARACTERS && !text.contains('\0');
    if has_room && fits(name) && fits(value) {
        claims.entry(name.to_owned()).or_default().push(value.to_owned());
    }
}
