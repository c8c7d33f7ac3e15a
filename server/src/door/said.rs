use axum::{
    extract::Request,
    http::{
        HeaderMap, HeaderValue, Uri,
        header::{LOCATION, SET_COOKIE},
        uri::PathAndQuery,
    },
    response::Response,
};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use super::{At, Cookie};

/// The parts of an address that say that something was done, or why it was not.
const CLAIMS: [&str; 8] = ["fait", "deploye", "corrige", "relances", "refus", "deja", "erreur", "par"];
/// A step of the form that says that a file was chosen.
const STEP: (&str, &str) = ("etape", "joindre");
/// Of the hash in the cookie.
const BYTES: usize = 16;

/// A page shows what its address says of an act only if an answer of ours sent this browser there: the
/// answer leaves a cookie with the hash of the address. Anybody can write an address and send it to
/// somebody; what it claims is then removed before the page reads it.
pub(super) fn believe(at: &At, request: &mut Request) {
    if at.reads && claims(request.uri()) {
        let address = request.uri().path_and_query().map_or("", PathAndQuery::as_str);
        if Cookie::Said.of(request.headers(), at.state.secure) != Some(&*hash(address)) {
            let silent = silent(request.uri());
            *request.uri_mut() = silent;
        }
    }
}

/// Leaves the cookie of an answer that sends the browser to an address that claims something.
pub(super) fn remember(at: &At, response: &mut Response) {
    if let Some(address) = leads_to(response.headers_mut())
        && address.parse::<Uri>().is_ok_and(|address| claims(&address))
        && let Ok(cookie) = HeaderValue::from_str(&Cookie::Said.set_value(hash(&address), at.state.secure))
    {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// Where the answer sends the browser: by itself, or through the script that receives it.
fn leads_to(headers: &mut HeaderMap) -> Option<String> {
    let leads = headers.remove(app::server_side::LEADS_TO);
    let to = leads.as_ref().or_else(|| headers.get(LOCATION))?.to_str().ok()?;
    Some(to.split('#').next().unwrap_or(to).to_owned())
}

fn claims(address: &Uri) -> bool {
    address.query().is_some_and(|query| query.split('&').any(is_claim))
}

fn is_claim(pair: &str) -> bool {
    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
    let read = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().trim().to_owned();
    let key = read(key);
    CLAIMS.contains(&&*key) || (key == STEP.0 && read(value) == STEP.1)
}

/// The address without what it claims.
fn silent(address: &Uri) -> Uri {
    let text = unclaimed(address.path_and_query().map_or("", PathAndQuery::as_str));
    let mut parts = address.clone().into_parts();
    parts.path_and_query = text.parse().ok();
    Uri::from_parts(parts).unwrap_or_default()
}

/// A path with its query, without what it claims. What a stranger wrote to go back to is read this way:
/// our answer that leads there says nothing of an act.
pub(super) fn unclaimed(address: &str) -> String {
    let (before, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let Some((path, query)) = before.split_once('?') else { return address.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_claim(pair)).collect();
    let mark = if kept.is_empty() { "" } else { "?" };
    format!("{path}{mark}{}{fragment}", kept.join("&"))
}

fn hash(address: &str) -> String {
    hex::encode(&Sha256::digest(address)[..BYTES])
}

#[cfg(test)]
mod tests {
    use super::{Uri, claims, silent};

    #[test]
    fn only_what_an_address_claims_is_removed() {
        for (address, left) in [
            ("/messagerie/4?fait=accuse", "/messagerie/4"),
            ("/messagerie/4?%66ait=accuse&fait=repondu", "/messagerie/4"),
            (
                "/communications/4?onglet=etats&deploye=1&q=a%26fait%3Db",
                "/communications/4?onglet=etats&q=a%26fait%3Db",
            ),
            ("http://e.fr/x?a=1&erreur", "http://e.fr/x?a=1"),
        ] {
            let address: Uri = address.parse().expect("an address");
            assert!(claims(&address));
            assert_eq!(silent(&address).to_string(), left);
        }
        assert!(!claims(&"/communications/emises?q=fait&statut=deployee".parse().expect("an address")));
    }
}
