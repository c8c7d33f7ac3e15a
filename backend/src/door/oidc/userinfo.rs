use domain::providers::{Problem, Step, Trouble, Userinfo};
use openidconnect::http::{
    Request,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};
use serde_json::Value;

use super::{
    discover::{Discovered, with_newer_keys},
    id_token::may_be_newer,
    signed::{is_for, signed, text},
};
use crate::{Backend, entities::provider, ground::outbound::Limits};

/// What *userinfo* says about the subject of the token, in plain JSON or signed.
pub(super) async fn userinfo(
    backend: &Backend,
    provider: &provider::Model,
    found: &Discovered,
    access_token: &str,
    subject: &str,
) -> Result<Value, Trouble> {
    let refuse = |problem| Step::Userinfo.because(problem);
    let missing = || refuse(Problem::Missing("userinfo_endpoint".to_owned()));
    let address = found.metadata.userinfo_endpoint.as_deref().ok_or_else(missing)?;
    let wants_signed = provider.switches.userinfo == Userinfo::Signed;
    let request = Request::get(address)
        .header(ACCEPT, if wants_signed { "application/jwt" } else { "application/json" })
        .header(AUTHORIZATION, format!("Bearer {access_token}"))
        .body(Vec::new())
        .map_err(|_| refuse(Problem::Unreadable))?;
    let answer = backend.outbound.send(request, Limits::default()).await;
    let answer = answer.map_err(|reason| refuse(Problem::NoAnswer(reason)))?;
    if !answer.status.is_success() {
        return Err(refuse(Problem::Status(answer.status.as_u16())));
    }
    let kind = answer.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let claims = if wants_signed || kind.to_ascii_lowercase().starts_with("application/jwt") {
        let token = std::str::from_utf8(&answer.body).map_err(|_| refuse(Problem::Unreadable))?;
        of_token(backend, provider, found, token).await?
    } else {
        serde_json::from_slice(&answer.body).map_err(|_| refuse(Problem::Unreadable))?
    };
    if claims.get("sub").and_then(Value::as_str) != Some(subject) {
        return Err(refuse(Problem::OtherSubject));
    }
    Ok(claims)
}

async fn of_token(
    backend: &Backend,
    provider: &provider::Model,
    found: &Discovered,
    token: &str,
) -> Result<Value, Trouble> {
    let refuse = |problem| Step::Userinfo.because(problem);
    let first = signed(token, &found.keys);
    let signed = match first {
        Err(problem) if may_be_newer(&problem) => {
            let newer = with_newer_keys(backend, provider, found).await?;
            signed(token, &newer.ok_or_else(|| refuse(problem))?.keys)
        }
        other => other,
    };
    let claims = signed.map_err(refuse)?.claims;
    // ProConnect and others say both; who says one has to say the right one.
    if text(&claims, "iss").is_some_and(|issuer| issuer != found.metadata.issuer) {
        return Err(refuse(Problem::OtherIssuer));
    }
    if claims.contains_key("aud") && !is_for(&claims, &provider.client_id) {
        return Err(refuse(Problem::Audience));
    }
    Ok(Value::Object(claims))
}
