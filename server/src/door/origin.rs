use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, Uri, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::At;
use crate::{policy::Origin, refusal};

/// Rejects requests that another site makes a browser send. Portals share a domain with other
/// services, so `same-site` counts as another site too.
pub async fn origin(State(at): State<At>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let guarded = match at.policy.origin {
        Origin::OwnPages => !reads,
        Origin::OwnPagesAlsoReading => true,
        Origin::OneClickMail | Origin::OtherServer | Origin::Anybody => false,
    };
    let public = at.state.public_url.as_deref();
    if guarded && !is_ours(request.headers(), request.uri(), public).unwrap_or(reads) {
        return refusal::foreign_origin().into_response();
    }
    next.run(request).await
}

/// If the browser sends `Sec-Fetch-Site`, it decides; otherwise `Origin` must be ours. `None` if it
/// sends neither: over plain HTTP, browsers send neither when they read, and no other site can read
/// the answer. What changes something has an `Origin` in every browser.
fn is_ours(headers: &HeaderMap, uri: &Uri, public_url: Option<&str>) -> Option<bool> {
    if let Some(site) = headers.get("sec-fetch-site") {
        return Some(site == "same-origin");
    }
    let Ok(origin) = headers.get(header::ORIGIN)?.to_str() else { return Some(false) };
    if let Some(public) = public_url {
        return Some(origin.eq_ignore_ascii_case(public.trim_end_matches('/')));
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| uri.authority().map(Authority::as_str));
    let of_origin = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    Some(matches!((of_origin, host), (Some(origin), Some(host)) if origin.eq_ignore_ascii_case(host)))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn ours(headers: &[(&'static str, &'static str)]) -> Option<bool> {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_ours(&headers.collect(), &Uri::from_static("/"), None)
    }

    #[test]
    fn only_requests_of_our_own_pages_are_accepted() {
        type Case<'a> = (&'a [(&'static str, &'static str)], Option<bool>);
        let cases: [Case; 9] = [
            (&[("sec-fetch-site", "same-origin")], Some(true)),
            (&[("sec-fetch-site", "same-site")], Some(false)),
            (&[("sec-fetch-site", "cross-site")], Some(false)),
            (&[("sec-fetch-site", "none")], Some(false)),
            (
                &[("sec-fetch-site", "cross-site"), ("origin", "http://ent.fr"), ("host", "ent.fr")],
                Some(false),
            ),
            (&[("origin", "http://ent.fr"), ("host", "ent.fr")], Some(true)),
            (&[("origin", "http://autre.fr"), ("host", "ent.fr")], Some(false)),
            (&[("origin", "null"), ("host", "ent.fr")], Some(false)),
            (&[("host", "ent.fr")], None),
        ];
        for (headers, expected) in cases {
            assert_eq!(ours(headers), expected, "{headers:?}");
        }
    }
}
