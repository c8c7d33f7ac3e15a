use domain::portals::{Refused, RefusedStatement};

use super::{
    issue::issue,
    verify::{Verified, Wrong, verify},
};
use crate::{
    Backend, Result,
    entities::widget_token::Model,
    token::{random_hex, token_hash},
};

/// How long a token is valid. Longer than any statement can be accepted: the row of the token
/// remembers that its statement was used.
pub const TOKEN_SECONDS: i64 = 10 * 60;

/// What the page is told. It never learns why a statement was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exchanged {
    Token(String),
    Refused,
    /// More readers than are let in within a second: the page asks again.
    TooMany,
}

/// Exchanges a statement of a portal, brought by a page at `origin`, for a token of ten minutes that
/// can read announcements and note them as seen, and nothing else. Each statement can be used once,
/// in whichever process.
pub async fn exchange(backend: &Backend, statement: &str, origin: &str) -> Result<Exchanged> {
    let verified = match verify(backend, statement, Some(origin)).await? {
        Ok(verified) => verified,
        Err(wrong) => return Ok(refuse(backend, wrong)),
    };
    let now = backend.clock.now();
    if !backend.portals.rates.allow(verified.portal.id, now) {
        return Ok(Exchanged::TooMany);
    }
    let Verified { portal, given, claims, person } = verified;
    let token = random_hex::<32>()?;
    let row = Model {
        token_hash: token_hash(&token),
        portal_id: portal.id,
        given_for: given.code(),
        person_id: person,
        origin: Some(origin.to_owned()),
        statement: Some(token_hash(&claims.jti)),
        expires_at: now.plus(TOKEN_SECONDS * 1_000),
        issuer: Some(claims.iss),
    };
    if issue(backend, row).await? {
        return Ok(Exchanged::Token(token));
    }
    let refusal = RefusedStatement::new(Refused::Replayed, &claims.jti);
    Ok(refuse(backend, Wrong { portal: portal.id, refusal }))
}

fn refuse(backend: &Backend, wrong: Wrong) -> Exchanged {
    let Wrong { portal, refusal } = wrong;
    tracing::debug!(portal = portal.0, why = refusal.why.code(), "a statement was refused");
    backend.portals.refusals.note(portal, refusal, backend.clock.now());
    Exchanged::Refused
}
