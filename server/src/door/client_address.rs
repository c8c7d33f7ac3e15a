use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request},
    http::HeaderMap,
};
use ipnet::IpNet;

use super::At;

/// Where a request comes from: the peer, or the address that a trusted proxy gives for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub Option<IpAddr>);

impl ClientAddress {
    /// The key for counting attempts: the IPv6 network, because one client usually has 2⁶⁴
    /// addresses.
    pub fn counted(self) -> String {
        match self.0.map(|address| address.to_canonical()) {
            None => "-".to_owned(),
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => {
                let network = u128::from(address) & !u128::from(u64::MAX);
                format!("{}/64", Ipv6Addr::from(network))
            }
        }
    }
}

/// Notes the client's address in the request.
pub(super) fn note(at: &At, request: &mut Request) {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(at)| at.ip());
    let address = forwarded(peer, request.headers(), &at.state.trusted_proxies);
    request.extensions_mut().insert(ClientAddress(address));
}

/// Walks `X-Forwarded-For` from its end while the writers are our proxies; anybody can have written
/// what is further left.
fn forwarded(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpNet]) -> Option<IpAddr> {
    let mut address = peer?;
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
    let joined = lines.join(",");
    for hop in joined.rsplit(',') {
        let is_ours = trusted.iter().any(|net| net.contains(&address.to_canonical()));
        let Some(before) = hop.trim().parse().ok().filter(|_| is_ours) else { break };
        address = before;
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted: Vec<IpNet> =
            ["10.0.0.0/8", "fd00::/8"].iter().filter_map(|net| net.parse().ok()).collect();
        let cases = [
            ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
            ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
            ("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"),
            ("10.0.0.1", "not an address", "10.0.0.1"),
            ("10.0.0.1", "", "10.0.0.1"),
            ("fd00::1", "2001:db8:1:2:3::4", "2001:db8:1:2:3::4"),
            ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ];
        for (peer, line, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", HeaderValue::from_static(line));
            assert_eq!(
                forwarded(peer.parse().ok(), &headers, &trusted),
                expected.parse().ok(),
                "{peer} {line}"
            );
        }
    }

    #[test]
    fn a_network_counts_as_one_address() {
        let counted = |address: &str| ClientAddress(address.parse().ok()).counted();
        assert_eq!(counted("2001:db8:1:2:3::4"), counted("2001:db8:1:2:ffff::1"));
        assert_ne!(counted("2001:db8:1:2::1"), counted("2001:db8:1:3::1"));
        assert_eq!(counted("::ffff:198.51.100.1"), "198.51.100.1");
        assert_eq!(ClientAddress(None).counted(), "-");
    }
}
