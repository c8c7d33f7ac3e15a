use domain::{PersonId, PortalId};
use sha2::{Digest, Sha256};

use super::{TOKEN_SECONDS, given_for::GivenFor, issue::issue};
use crate::{
    Backend, Error, Result,
    entities::widget_token::Model,
    token::{random_hex, token_hash},
};

/// A token for a person who is signed in here and agreed to show their announcements in the frame of
/// a portal. Only our own frame can use it, and it ends with the session in which they agreed; `session`
/// is the session's own token.
///
/// # Errors
/// [`Error::NotFound`] when the portal is not registered, or paused; [`Error::Busy`] when there are
/// too many at once.
pub async fn token_for_person(
    backend: &Backend,
    portal: PortalId,
    person: PersonId,
    session: &str,
) -> Result<String> {
    let now = backend.clock.now();
    let registry = backend.portals.registry(&backend.db).await?;
    registry.get(portal).filter(|portal| portal.is_active()).ok_or(Error::NotFound)?;
    if !backend.portals.rates.allow(portal, now) {
        return Err(Error::Busy);
    }
    let token = random_hex::<32>()?;
    let row = Model {
        token_hash: token_hash(&token),
        portal_id: portal,
        given_for: GivenFor::Window(Sha256::digest(session.as_bytes()).into()).code(),
        person_id: person,
        origin: None,
        statement: None,
        expires_at: now.plus(TOKEN_SECONDS * 1_000),
        issuer: None,
    };
    issue(backend, row).await?;
    Ok(token)
}

/// A portal whose pages may frame us.
pub struct Framing {
    pub name: String,
    pub origins: Vec<String>,
    /// While it is paused, its frame shows nobody's announcements.
    pub is_active: bool,
}

/// A registered portal, and the origins whose pages may frame us for it.
///
/// # Errors
/// [`Error::NotFound`] when it is not registered.
pub async fn framing_of(backend: &Backend, portal: PortalId) -> Result<Framing> {
    let registry = backend.portals.registry(&backend.db).await?;
    let found = registry.get(portal).ok_or(Error::NotFound)?;
    let (name, origins) = (found.portal.name.clone(), found.portal.origins.clone());
    Ok(Framing { name, origins, is_active: found.is_active() })
}
