use super::start::server;
use crate::door::providers::Left;

/// Where the browser goes on to sign out: the name and the address of the CAS server that opened a
/// session, to come back to `back`.
pub fn leaving(left: &Left, back: &str) -> Option<(String, String)> {
    let address = server(&left.provider).logout(back).ok()?;
    Some((left.provider.name.clone(), address))
}
