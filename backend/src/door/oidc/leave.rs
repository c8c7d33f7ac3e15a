use openidconnect::url::Url;

use super::discover::discover;
use crate::{Backend, door::providers::Left};

/// Where the browser goes on to sign out, so that the provider's session ends too; `None` if the
/// provider offers nothing of the kind, or does not answer. It may have to be asked, and take long:
/// close the session before.
pub async fn leaving(backend: &Backend, left: &Left, back: &str, state: &str) -> Option<(String, String)> {
    let Left { provider, id_token } = left;
    let found = discover(backend, provider).await.ok()?;
    let mut end = Url::parse(found.metadata.end_session_endpoint.as_deref()?).ok()?;
    {
        let mut query = end.query_pairs_mut();
        if let Some(hint) = id_token {
            query.append_pair("id_token_hint", hint);
        } else {
            query.append_pair("client_id", &provider.client_id);
        }
        query.append_pair("post_logout_redirect_uri", back).append_pair("state", state);
    }
    Some((provider.name.clone(), end.to_string()))
}
