//! Whether a statement of a portal is right.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    PersonId, PortalId,
    portals::{Claims, Expected, Refused, RefusedStatement, SigningAlgorithm},
};
use jsonwebtoken::{Algorithm, Validation, decode, errors::ErrorKind};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::Deserialize;
use serde_json::Value;

use super::{given_for::GivenFor, key::PublicKey, refusals::STRANGERS, registry::Registered};
use crate::{Backend, Result, entities::person};

/// The longest statement, in bytes.
const LONGEST: usize = 8 * 1024;

/// A statement that is right, and was not used yet as far as this says.
#[derive(Debug)]
pub(super) struct Verified {
    pub portal: Arc<Registered>,
    pub given: GivenFor,
    pub claims: Claims,
    pub person: PersonId,
}

/// Why it is not right, and whose it claims to be.
#[derive(Debug)]
pub(super) struct Wrong {
    /// [`STRANGERS`] for a portal that is not registered.
    pub portal: PortalId,
    pub refusal: RefusedStatement,
}

/// What can be read before the signature is checked.
struct Unchecked {
    algorithm: SigningAlgorithm,
    key_name: Option<String>,
    issuer: String,
}

/// Verifies a statement that a page at `origin` brings; without an origin, that is not compared.
pub(super) async fn verify(
    backend: &Backend,
    statement: &str,
    origin: Option<&str>,
) -> Result<Result<Verified, Wrong>> {
    let stranger = |refusal: RefusedStatement| Wrong { portal: STRANGERS, refusal };
    let unchecked = match unchecked(statement) {
        Ok(unchecked) => unchecked,
        Err((issuer, refusal)) => {
            let registry = backend.portals.registry(&backend.db).await?;
            let portal = issuer.and_then(|issuer| registry.of_issuer(&issuer).map(|found| found.id));
            return Ok(Err(Wrong { portal: portal.unwrap_or(STRANGERS), refusal }));
        }
    };
    let registry = backend.portals.registry(&backend.db).await?;
    let Some(portal) = registry.of_issuer(&unchecked.issuer) else {
        return Ok(Err(stranger(RefusedStatement::new(Refused::UnknownIssuer, &unchecked.issuer))));
    };
    let verified = of_portal(backend, statement, origin, portal, &unchecked).await?;
    Ok(verified.map_err(|refusal| Wrong { portal: portal.id, refusal }))
}

async fn of_portal(
    backend: &Backend,
    statement: &str,
    origin: Option<&str>,
    portal: &Arc<Registered>,
    unchecked: &Unchecked,
) -> Result<Result<Verified, RefusedStatement>> {
    if !portal.is_active() {
        return Ok(Err(Refused::Paused.into()));
    }
    if let Some(origin) = origin.filter(|origin| !portal.is_origin(origin)) {
        return Ok(Err(RefusedStatement::new(Refused::ForeignOrigin, origin)));
    }
    let (claims, given) = match signed(backend, statement, portal, unchecked).await {
        Ok(signed) => signed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let expected = Expected {
        issuer: &portal.portal.issuer,
        audience: backend.portals.audience(),
        prefixes: &portal.portal.prefixes,
    };
    if let Err(refusal) = claims.check(&expected, backend.clock.now()) {
        return Ok(Err(refusal));
    }
    let person = match subject(backend, &claims.sub).await? {
        Ok(person) => person,
        Err(why) => return Ok(Err(RefusedStatement::new(why, &claims.sub))),
    };
    Ok(Ok(Verified { portal: Arc::clone(portal), given, claims, person }))
}

/// A key that may have signed a statement, and what a token would be given for.
type Candidate = (PublicKey, GivenFor);

/// The claims, if a valid key of the portal signed them. A statement need not name its key, and keys need
/// not have a name: then all of them are tried, those that the portal publishes too.
async fn signed(
    backend: &Backend,
    statement: &str,
    portal: &Registered,
    unchecked: &Unchecked,
) -> Result<(Claims, GivenFor), RefusedStatement> {
    let now = backend.clock.now();
    let named = unchecked.key_name.as_deref();
    let own: Vec<Candidate> =
        portal.valid_keys(now).map(|own| (own.key.clone(), GivenFor::Key(own.id))).collect();
    // A registered key that has just this name decides.
    let decides = named.is_some_and(|name| own.iter().any(|(key, _)| key.name == name));
    let refusal = match signer(statement, unchecked, own) {
        Ok(signed) => return Ok(signed),
        Err(refusal) => refusal,
    };
    let Some(address) = portal.portal.keys_address.as_deref().filter(|_| !decides) else {
        return Err(refusal);
    };
    if refusal.why == Refused::Claims {
        return Err(refusal);
    }
    let at_address = |keys: Vec<PublicKey>| -> Vec<Candidate> {
        let candidate = |key: PublicKey| {
            let given = GivenFor::published(address, &key);
            (key, given)
        };
        keys.into_iter().map(candidate).collect()
    };
    let published = &backend.portals.published;
    let keys = published.of(backend, portal.id, address, named).await?;
    let refusal = match signer(statement, unchecked, at_address(keys.clone())) {
        Ok(signed) => return Ok(signed),
        Err(refusal) => refusal,
    };
    // The portal may have rotated its keys under the same name, or without any.
    if refusal.why == Refused::Claims {
        return Err(refusal);
    }
    match published.newer(backend, portal.id, address, &keys).await {
        newer if newer.is_empty() => Err(refusal),
        newer => signer(statement, unchecked, at_address(newer)),
    }
}

/// The claims, by the one of these keys that signed them.
fn signer(
    statement: &str,
    unchecked: &Unchecked,
    mut candidates: Vec<Candidate>,
) -> Result<(Claims, GivenFor), RefusedStatement> {
    let named = unchecked.key_name.as_deref();
    candidates.retain(|(key, _)| named.is_none_or(|name| key.answers_to(name)));
    if candidates.is_empty() {
        return Err(RefusedStatement::new(Refused::UnknownKey, named.unwrap_or_default()));
    }
    // An algorithm belongs to its key: what the statement names must be the same.
    candidates.retain(|(key, _)| key.algorithm == unchecked.algorithm);
    if candidates.is_empty() {
        return Err(RefusedStatement::new(Refused::Algorithm, unchecked.algorithm.code()));
    }
    let mut last = RefusedStatement::from(Refused::Signature);
    for (key, given) in candidates {
        match claims_of(statement, &key) {
            Ok(claims) => return Ok((claims, given)),
            // It is signed with this key, so no other one needs to be tried.
            Err(refusal) if refusal.why == Refused::Claims => return Err(refusal),
            Err(refusal) => last = refusal,
        }
    }
    Err(last)
}

fn claims_of(statement: &str, key: &PublicKey) -> Result<Claims, RefusedStatement> {
    let mut validation = Validation::new(match key.algorithm {
        SigningAlgorithm::EdDsa => Algorithm::EdDSA,
        SigningAlgorithm::Es256 => Algorithm::ES256,
        SigningAlgorithm::Rs256 => Algorithm::RS256,
    });
    // The claims are compared by `Claims::check`, with our own clock.
    (validation.validate_exp, validation.validate_nbf, validation.validate_aud) = (false, false, false);
    validation.required_spec_claims.clear();
    let decoded = decode::<Claims>(statement, &key.decoding, &validation);
    decoded.map(|decoded| decoded.claims).map_err(|reason| match reason.kind() {
        ErrorKind::Json(reason) => RefusedStatement::new(Refused::Claims, reason.to_string()),
        ErrorKind::InvalidAlgorithm => RefusedStatement::new(Refused::Algorithm, key.algorithm.code()),
        _ => Refused::Signature.into(),
    })
}

/// Reads algorithm, key and portal, or says why that is impossible, with the portal if it can be
/// read.
fn unchecked(statement: &str) -> Result<Unchecked, (Option<String>, RefusedStatement)> {
    #[derive(Deserialize)]
    struct Issuer {
        iss: String,
    }
    let malformed = |detail: &str| RefusedStatement::new(Refused::Malformed, detail);
    if statement.len() > LONGEST || !statement.is_ascii() {
        return Err((None, malformed("")));
    }
    let mut parts = statement.split('.');
    let (Some(header), Some(claims), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err((None, malformed("")));
    };
    let json = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
    let issuer = json(claims).and_then(|bytes| serde_json::from_slice::<Issuer>(&bytes).ok());
    let issuer = issuer.map(|claims| claims.iss);
    let header = json(header).and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let Some(Value::Object(header)) = header else { return Err((issuer, malformed("header"))) };
    let Some(named) = header.get("alg").and_then(Value::as_str) else {
        return Err((issuer, malformed("alg")));
    };
    let Some(algorithm) = SigningAlgorithm::from_code(named) else {
        return Err((issuer, RefusedStatement::new(Refused::Algorithm, named)));
    };
    // What must be understood and is not (RFC 7515, 4.1.11), and content that is not plain claims.
    if header.contains_key("crit") || header.contains_key("zip") || header.contains_key("enc") {
        return Err((issuer, malformed("crit")));
    }
    let key_name = header.get("kid").and_then(Value::as_str).filter(|name| !name.is_empty());
    let key_name = key_name.map(str::to_owned);
    match issuer {
        Some(issuer) => Ok(Unchecked { algorithm, key_name, issuer }),
        None => Err((None, RefusedStatement::new(Refused::Claims, "iss"))),
    }
}

/// The one person with this identifier. Of somebody with several records one may have left.
async fn subject(backend: &Backend, identifier: &str) -> Result<Result<PersonId, Refused>> {
    let found: Option<(PersonId, Option<domain::time::Millis>, Option<PersonId>)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::RemovedAt, person::Column::JoinedTo])
        .filter(person::Column::ExternalId.eq(identifier))
        .into_tuple()
        .one(&backend.db)
        .await?;
    Ok(match found {
        None => Err(Refused::UnknownSubject),
        Some((_, Some(_), None)) => Err(Refused::SubjectLeft),
        Some((person, ..)) => Ok(person),
    })
}
