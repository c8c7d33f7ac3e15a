//! What the text of an address tells before anything is looked up.

use std::net::IpAddr;

use domain::outbound::OutboundError;
use url::{Host, Url};

use super::address::Reach;

/// Ports of web servers. Another one needs a network that the settings list: otherwise an address
/// could make us speak to a database or a mail relay of somebody else.
const PORTS: [u16; 2] = [443, 8443];

/// Where a call goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub url: Url,
    /// `host:port`, as calls to one server are counted.
    pub server: String,
    pub reach: Reach,
    /// The address, if the host is written as one. `Url` has understood every spelling of it, such
    /// as `2130706433` and `0x7f.1`.
    pub address: Option<IpAddr>,
}

/// # Errors
/// Why this address is not called.
pub(super) fn target(text: &str) -> Result<Target, OutboundError> {
    let url = Url::parse(text).map_err(|_| OutboundError::Malformed)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(OutboundError::Credentials);
    }
    let encrypted = match url.scheme() {
        "https" => true,
        "http" => false,
        _ => return Err(OutboundError::NotEncrypted),
    };
    let address = match url.host() {
        Some(Host::Ipv4(v4)) => Some(IpAddr::V4(v4)),
        Some(Host::Ipv6(v6)) => Some(IpAddr::V6(v6)),
        Some(Host::Domain(_)) => None,
        None => return Err(OutboundError::Malformed),
    };
    let port = url.port_or_known_default().ok_or(OutboundError::Malformed)?;
    let server = format!("{}:{port}", url.host_str().unwrap_or_default());
    let reach = match (encrypted, PORTS.contains(&port)) {
        (true, true) => Reach::Public,
        (true, false) => Reach::Listed,
        (false, _) => Reach::ListedLoopback,
    };
    Ok(Target { url, server, reach, address })
}

impl Target {
    /// Why an address outside of the reach is refused: the first thing that somebody would change.
    pub fn refusal(&self, is_public: bool) -> OutboundError {
        match self.reach {
            Reach::ListedLoopback => OutboundError::NotEncrypted,
            Reach::Listed if is_public => {
                OutboundError::Port(self.url.port_or_known_default().unwrap_or_default())
            }
            Reach::Listed | Reach::Public => OutboundError::Private,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::outbound::OutboundError;

    use super::{Reach, target};

    #[test]
    fn a_host_may_be_an_address_in_any_spelling() {
        for host in
            ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "１２７.0.0.1"]
        {
            let found = target(&format!("https://{host}/jwks")).expect("an address");
            assert_eq!(
                found.address.map(|address| address.to_string()).as_deref(),
                Some("127.0.0.1"),
                "{host}"
            );
        }
        let mapped = target("https://[::ffff:127.0.0.1]/").expect("an address");
        assert!(mapped.address.is_some_and(|address| address.is_ipv6()));
        assert_eq!(target("https://cas.example.fr/").expect("a name").address, None);
    }

    #[test]
    fn scheme_and_port_decide_how_far_a_call_reaches() {
        for (url, reach) in [
            ("https://cas.example.fr", Reach::Public),
            ("https://cas.example.fr:8443/cas", Reach::Public),
            ("https://cas.example.fr:5432/", Reach::Listed),
            ("http://cas.example.fr/", Reach::ListedLoopback),
            ("http://localhost:4000/", Reach::ListedLoopback),
        ] {
            assert_eq!(target(url).map(|target| target.reach), Ok(reach), "{url}");
        }
        for (url, error) in [
            ("", OutboundError::Malformed),
            ("cas.example.fr", OutboundError::Malformed),
            ("https://", OutboundError::Malformed),
            ("https://256.0.0.1/", OutboundError::Malformed),
            ("https://cas.example.fr:99999/", OutboundError::Malformed),
            ("https://moi@cas.example.fr/", OutboundError::Credentials),
            ("https://:mot@cas.example.fr/", OutboundError::Credentials),
            ("https://cas.example.fr@127.0.0.1/", OutboundError::Credentials),
            ("file:///etc/passwd", OutboundError::NotEncrypted),
            ("gopher://cas.example.fr/", OutboundError::NotEncrypted),
        ] {
            assert_eq!(target(url).err(), Some(error), "{url}");
        }
    }
}
