//! Addresses of web servers, as settings give them.

use http::uri::Authority;

/// Accepts `https://HOST` and `http://HOST:PORT`. A path after the host is refused: the host is
/// compared with that of a request, so a path would never match.
///
/// # Errors
/// What was expected.
pub(super) fn check(url: &str) -> Result<(), &'static str> {
    let host = authority_of(url)?;
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    if rest.strip_suffix('/').unwrap_or(rest) == host {
        Ok(())
    } else {
        Err("expected a host without a path")
    }
}

/// The same, with any path after the host.
///
/// # Errors
/// What was expected.
pub(super) fn check_with_path(url: &str) -> Result<(), &'static str> {
    authority_of(url).map(|_| ())
}

/// The host with its port.
fn authority_of(url: &str) -> Result<&str, &'static str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let rest = rest.ok_or("expected http:// or https://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority: Authority = host.parse().map_err(|_| "expected a host after ://")?;
    let has_port = host.rsplit_once(':').is_some_and(|(_, port)| !port.contains(']'));
    if authority.host().is_empty() || host.contains('@') || (has_port && authority.port_u16().is_none()) {
        return Err("expected a host after ://, and a port at most");
    }
    Ok(host)
}

#[cfg(test)]
mod tests {
    use super::{check, check_with_path};

    #[test]
    fn only_a_host_and_a_port_are_accepted() {
        for url in ["https://ent.example.fr", "http://127.0.0.1:3000/", "https://[::1]:8443", "https://ent"] {
            assert_eq!(check(url), Ok(()), "{url}");
        }
        for url in [
            "https://",
            "https:///",
            "http://:3000",
            "https://ent.example.fr:",
            "https://ent.example.fr:99999",
            "https://ent.example.fr:port",
            "https://ent example.fr",
            "https://moi@ent.example.fr",
            "https://ent.example.fr/portail",
            "https://ent.example.fr?x",
            "ftp://ent.example.fr",
            "ent.example.fr",
            "",
        ] {
            assert!(check(url).is_err(), "{url}");
        }
        assert_eq!(check_with_path("https://s3.example.fr/store"), Ok(()));
        assert!(check_with_path("https:///store").is_err());
    }
}
