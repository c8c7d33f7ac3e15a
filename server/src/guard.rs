//! What every request and every answer must have.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use app::{
    AppError,
    server_side::{ANSWERED, SignedInPerson},
};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use ipnet::IpNet;

use crate::{
    AppState,
    refusal::{self, Refusal},
    unsubscribe,
};

/// Refuses what another site makes a browser send. Portals share a domain with other services,
/// so `same-site` is a stranger too.
pub async fn origin(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request.uri().path();
    let guarded = (!reads || path.starts_with("/api/")) && !is_one_click(path);
    if guarded && !is_ours(request.headers(), request.uri(), state.public_url.as_deref()) {
        return refusal::foreign_origin().into_response();
    }
    next.run(request).await
}

/// Mail programs take somebody off the list by themselves: no page of ours sends that form. Exactly
/// one more segment, and nothing that a router could read otherwise.
fn is_one_click(path: &str) -> bool {
    path.strip_prefix(unsubscribe::ADDRESS)
        .is_some_and(|token| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// `Sec-Fetch-Site` decides where a browser sends it; where it does not, `Origin` must be ours.
/// Neither of them is no browser of a reader's.
fn is_ours(headers: &HeaderMap, uri: &Uri, public_url: Option<&str>) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()) else {
        return false;
    };
    if let Some(public) = public_url {
        return origin.eq_ignore_ascii_case(public.trim_end_matches('/'));
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| uri.authority().map(http::uri::Authority::as_str));
    let of_origin = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    matches!((of_origin, host), (Some(origin), Some(host)) if origin.eq_ignore_ascii_case(host))
}

/// Where a request really comes from: the peer, or what a proxy of ours says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub Option<IpAddr>);

impl ClientAddress {
    /// As what tries are counted by: whoever has one IPv6 address has 2⁶⁴ of them.
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
pub async fn client_address(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(at)| at.ip());
    let address = forwarded(peer, request.headers(), &state.trusted_proxies);
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

/// Walks `X-Forwarded-For` from its end as long as those who wrote it are proxies of ours; what
/// stands further left anybody can have written.
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

/// With an address as people type it, a request that names another host is none for us.
pub async fn host(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(public) = &state.public_url else { return next.run(request).await };
    let ours = public.split_once("://").map_or(public.as_str(), |(_, host)| host).trim_end_matches('/');
    let named = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| request.uri().authority().map(http::uri::Authority::as_str));
    if named.is_some_and(|named| named.eq_ignore_ascii_case(ours)) {
        next.run(request).await
    } else {
        refusal::foreign_host().into_response()
    }
}

/// Nobody fills in so many forms: one person, or one address that nobody signed in from.
pub async fn rate(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let person = request.extensions().get::<SignedInPerson>().map(|person| person.0.to_string());
    let address = || request.extensions().get().map_or_else(String::new, |at: &ClientAddress| at.counted());
    match state.rate.check(&person.unwrap_or_else(address)) {
        Ok(()) => next.run(request).await,
        Err(seconds) => {
            let mut response = Refusal(AppError::TooManyAttempts(seconds)).into_response();
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            response
        }
    }
}

/// Headers of every answer; a page brings a policy of its own, with the nonce of its scripts.
pub async fn headers(request: Request, next: Next) -> Response {
    guarded(next.run(request).await)
}

/// An answer as it may leave the server.
pub fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    // Where an answer ends before the session's layer, that one has not taken it off.
    headers.remove(ANSWERED);
    let defaults: [(HeaderName, &'static str); 6] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in defaults {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Files whose name carries their hash never change.
pub async fn immutable(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status().is_success() {
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, forever);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_ours(&headers.collect(), &Uri::from_static("/"), None)
    }

    #[test]
    fn only_our_own_pages_are_heard() {
        let cases: [(&[(&str, &str)], bool); 9] = [
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://ent.fr"), ("host", "ent.fr")], false),
            (&[("origin", "http://ent.fr"), ("host", "ent.fr")], true),
            (&[("origin", "http://autre.fr"), ("host", "ent.fr")], false),
            (&[("origin", "null"), ("host", "ent.fr")], false),
            (&[("host", "ent.fr")], false),
        ];
        for (headers, expected) in cases {
            assert_eq!(ours(headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn a_mail_program_is_heard_at_one_address() {
        assert!(is_one_click("/courriel/desinscription/0a9f"));
        for path in [
            "/courriel/desinscription/",
            "/courriel/desinscription",
            "/courriel/desinscription/a/b",
            "/courriel/desinscription/a%2f..",
            "/courriel/desinscription/..",
            "/mon-compte/courriel",
            "/connexion",
        ] {
            assert!(!is_one_click(path), "{path}");
        }
    }

    #[test]
    fn only_proxies_of_ours_are_believed() {
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
