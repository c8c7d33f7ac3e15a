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
    if guarded && !is_ours(request.headers(), request.uri(), at.state.public_url.as_deref()) {
        return refusal::foreign_origin().into_response();
    }
    next.run(request).await
}

/// If the browser sends `Sec-Fetch-Site`, it decides; otherwise `Origin` must be ours. A request
/// with neither does not come from a reader's browser.
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
        .or_else(|| uri.authority().map(Authority::as_str));
    let of_origin = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    matches!((of_origin, host), (Some(origin), Some(host)) if origin.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn ours(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_ours(&headers.collect(), &Uri::from_static("/"), None)
    }

    #[test]
    fn only_requests_of_our_own_pages_are_accepted() {
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
