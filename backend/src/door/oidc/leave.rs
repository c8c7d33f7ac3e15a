use domain::providers::Protocol;
use openidconnect::url::Url;

use super::discover::discover;
use crate::{
    Backend, Result,
    door::providers::{Left, left},
};

/// Where the browser goes on to sign out, so that the provider's session ends too; `None` for a
/// session that no provider of this protocol opened, or if the provider offers nothing of the kind.
/// Ask before the session is closed. A provider that does not answer keeps nobody from signing out.
pub async fn leaving(
    backend: &Backend,
    session: &str,
    back: &str,
    state: &str,
) -> Result<Option<(String, String)>> {
    let Some(Left { provider, id_token }) = left(backend, session, Protocol::Oidc).await? else {
        return Ok(None);
    };
    let Ok(found) = discover(backend, &provider).await else { return Ok(None) };
    let end = found.metadata.end_session_endpoint.as_deref().and_then(|end| Url::parse(end).ok());
    Ok(end.map(|mut end| {
        let mut query = end.query_pairs_mut();
        if let Some(hint) = &id_token {
            query.append_pair("id_token_hint", hint);
        } else {
            query.append_pair("client_id", &provider.client_id);
        }
        query.append_pair("post_logout_redirect_uri", back).append_pair("state", state);
        drop(query);
        (provider.name, end.to_string())
    }))
}
