use domain::providers::Protocol;

use super::start::server;
use crate::{
    Backend, Result,
    door::providers::{Left, left},
};

/// Where the browser goes on to sign out: the name and the address of the CAS server that opened
/// this session, to come back to `back`. `None` for another session. Ask before it is closed.
pub async fn leaving(backend: &Backend, session: &str, back: &str) -> Result<Option<(String, String)>> {
    let Some(Left { provider, .. }) = left(backend, session, Protocol::Cas).await? else { return Ok(None) };
    let address = server(&provider).logout(back).ok();
    Ok(address.map(|address| (provider.name, address)))
}
