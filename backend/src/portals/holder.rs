use domain::PersonId;

use super::{TOKEN_SECONDS, given_for::GivenFor};
use crate::{Backend, Result};

/// The characters of a token: 32 bytes in hexadecimal.
const LENGTH: usize = 64;

/// A token as a request brings it.
#[derive(Clone, Copy, Debug)]
pub struct Presented<'a> {
    pub token: &'a str,
    /// The origin of the page that asks; `None` for our own pages.
    pub origin: Option<&'a str>,
}

/// Whether this process has read a token before: it was given once, and may be over since.
pub fn is_remembered(backend: &Backend, token: &str) -> bool {
    backend.portals.tokens.remembers(token)
}

/// The person for whom a token may read. `None` when it is unknown or over, the person left, the
/// portal was paused or removed, no longer speaks for the person or has another name, the key or the
/// address of the keys is no longer the portal's, the session in which the person agreed is over, or
/// a page of another origin brings it.
pub async fn holder(backend: &Backend, presented: Presented<'_>) -> Result<Option<PersonId>> {
    let Presented { token, origin } = presented;
    if token.len() != LENGTH || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(None);
    }
    let portals = &backend.portals;
    let Some(known) = portals.tokens.known(&backend.db, token).await? else { return Ok(None) };
    let now = backend.clock.now();
    let registry = portals.registry(&backend.db).await?;
    let Some(portal) = registry.get(known.portal) else { return Ok(None) };
    let is_from_there = match &known.origin {
        Some(own) => origin == Some(own.as_str()) && portal.is_origin(own),
        None => origin.is_none_or(|origin| origin == portals.audience()),
    };
    let is_withdrawn = match (known.given, &portal.portal.keys_address) {
        (GivenFor::PublishedKey { key, .. }, Some(address)) => {
            let given = known.expires.plus(-TOKEN_SECONDS * 1_000);
            portals.published.is_withdrawn(portal.id, address, key, given)
        }
        _ => false,
    };
    let counts = now < known.expires && is_from_there && portal.stands_for(&known, now) && !is_withdrawn;
    Ok(counts.then_some(known.person))
}
