use domain::{
    ProviderId,
    providers::{Problem, Protocol},
    time::Millis,
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, sea_query::OnConflict};
use serde_json::{Map, Value};

use super::{
    discover::{Discovered, discover_or_last, with_newer_keys},
    id_token::{SKEW_MS, may_be_newer},
    signed::{Signed, is_for, signed, text},
};
use crate::{
    Backend, Error, Result,
    door::providers::{Ended, active, end, forget, remember},
    entities::{provider, provider_logout},
    token::token_hash,
    transaction,
};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// How old a message may be, and therefore how long it is remembered.
const OLD_MS: i64 = 10 * 60 * 1_000;

/// Why a logout message is not obeyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogoutRefused {
    /// The provider's own answers are of no use at the moment.
    NoProvider,
    Token(Problem),
    /// It was obeyed before.
    Replayed,
    /// It is no logout message.
    OtherKind,
}

/// Obeys a logout message of a provider (`OpenID` Connect Back-Channel Logout): ends the sessions of
/// its `sid`, with those of its `sub` that have none, or else all of its `sub`. Each message counts once,
/// in all processes, and also ends a session that is opened a moment later by a sign-in that it overtook.
///
/// # Errors
/// [`Error::NotFound`] for an unknown or paused provider.
pub async fn back_channel(
    backend: &Backend,
    id: ProviderId,
    token: &str,
) -> Result<Result<u64, LogoutRefused>> {
    let provider = active(&backend.db, id, Protocol::Oidc).await?;
    let Some(found) = discover_or_last(backend, &provider).await else {
        return Ok(Err(LogoutRefused::NoProvider));
    };
    let said = match verified(backend, &provider, &found, token).await {
        Ok(said) => said,
        Err(problem) => return Ok(Err(LogoutRefused::Token(problem))),
    };
    let now = backend.clock.now();
    let message = match Message::read(&said, &provider.client_id, &found.metadata.issuer, now) {
        Ok(message) => message,
        Err(refused) => return Ok(Err(refused)),
    };
    remember(backend, id, message.which, message.said_at).await?;
    let ended = transaction!(&backend.db, |tx| {
        if !first_time(tx, id, message.jti, now).await? {
            return Ok(Err(LogoutRefused::Replayed));
        }
        Ok(Ok(end(tx, id, message.which).await?))
    })?;
    backend.refresh().await?;
    Ok(ended)
}

async fn verified(
    backend: &Backend,
    provider: &provider::Model,
    found: &Discovered,
    token: &str,
) -> Result<Signed, Problem> {
    match signed(token, &found.keys) {
        Err(problem) if may_be_newer(&problem) => {
            let newer = with_newer_keys(backend, provider, found).await;
            let newer = newer.map_err(|trouble| trouble.problem)?.ok_or(problem)?;
            signed(token, &newer.keys)
        }
        other => other,
    }
}

/// Remembers a message for as long as it could be sent again.
async fn first_time(db: &DatabaseTransaction, id: ProviderId, jti: &str, now: Millis) -> Result<bool, Error> {
    forget(db, now).await?;
    let row = provider_logout::ActiveModel {
        provider_id: Set(id),
        jti_hash: Set(token_hash(jti)),
        ends_at: Set(now.plus(OLD_MS + 2 * SKEW_MS)),
        said_at: Set(None),
    };
    let known = [provider_logout::Column::ProviderId, provider_logout::Column::JtiHash];
    let inserted = provider_logout::Entity::insert(row)
        .on_conflict(OnConflict::columns(known).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(inserted == 1)
}

struct Message<'a> {
    jti: &'a str,
    which: Ended<'a>,
    said_at: Millis,
}

impl<'a> Message<'a> {
    fn read(signed: &'a Signed, client: &str, issuer: &str, now: Millis) -> Result<Self, LogoutRefused> {
        let claims = &signed.claims;
        let refuse = |problem| Err(LogoutRefused::Token(problem));
        if text(claims, "iss") != Some(issuer) {
            return refuse(Problem::OtherIssuer);
        }
        if !is_for(claims, client) {
            return refuse(Problem::Audience);
        }
        let kind = signed.typ.as_deref().unwrap_or("logout+jwt").to_ascii_lowercase();
        let is_event =
            claims.get("events").and_then(|events| events.get(EVENT)).is_some_and(Value::is_object);
        // An identity token has a nonce; it is not to be taken for a logout message.
        if !is_event || claims.contains_key("nonce") || !matches!(kind.as_str(), "logout+jwt" | "jwt") {
            return Err(LogoutRefused::OtherKind);
        }
        if !is_of_now(claims, now) {
            return refuse(Problem::Expired);
        }
        let Some(jti) = text(claims, "jti").filter(|jti| !jti.is_empty()) else {
            return refuse(Problem::Missing("jti".to_owned()));
        };
        let (sid, sub) = (text(claims, "sid"), text(claims, "sub"));
        // PostgreSQL holds no text with this character.
        if [sid, sub].into_iter().flatten().any(|name| name.contains('\0')) {
            return refuse(Problem::Unreadable);
        }
        let which = match (sid, sub) {
            // An identity token may have come without the session's name.
            (Some(sid), Some(subject)) => Ended::SidOf { sid, subject },
            (Some(sid), None) => Ended::Sid(sid),
            (None, Some(subject)) => Ended::Subject(subject),
            (None, None) => return refuse(Problem::Missing("sub".to_owned())),
        };
        let iat = claims.get("iat").and_then(Value::as_i64);
        let said_at = iat.map_or(now, |seconds| Millis(seconds.saturating_mul(1_000)));
        Ok(Self { jti, which, said_at })
    }
}

fn is_of_now(claims: &Map<String, Value>, now: Millis) -> bool {
    let millis = |name: &str| claims.get(name).and_then(Value::as_f64).map(|seconds| seconds * 1_000.0);
    #[allow(clippy::cast_precision_loss, reason = "an instant has fewer digits than a float")]
    let at = |instant: Millis| instant.0 as f64;
    let issued =
        millis("iat").is_some_and(|iat| at(now.plus(-OLD_MS)) <= iat && iat <= at(now.plus(SKEW_MS)));
    let over = claims.contains_key("exp") && millis("exp").is_none_or(|exp| exp <= at(now.plus(-SKEW_MS)));
    issued && !over
}
