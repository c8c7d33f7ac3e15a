//! What every request and every answer must have.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{AppState, refusal};

/// Refuses what another site makes a browser send. Portals share a domain with other services,
/// so `same-site` is a stranger too.
pub async fn origin(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let guarded = !reads || request.uri().path().starts_with("/api/");
    if guarded && !is_ours(request.headers(), request.uri(), state.public_url.as_deref()) {
        return refusal::foreign_origin().into_response();
    }
    next.run(request).await
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

/// Headers of every answer; a page brings a policy of its own, with the nonce of its scripts.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
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
}
