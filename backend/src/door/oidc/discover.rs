use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    ProviderId,
    providers::{Problem, Step, Trouble},
    time::Millis,
};
use openidconnect::core::CoreJsonWebKeySet;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{Backend, entities::provider, ground::outbound::Limits};

/// How long what a provider says about itself is believed.
const FRESH_MS: i64 = 60 * 60 * 1_000;
/// Keys are asked for again at most this often, however many tokens name an unknown one, and also while
/// the provider does not answer.
const KEYS_EVERY_MS: i64 = 30 * 1_000;
/// Everybody who comes within this time after a failure is told the same: a provider that hangs is not
/// asked by everybody.
const FAILED_MS: i64 = 5 * 1_000;

/// What a provider says about itself (`OpenID` Connect Discovery).
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Metadata {
    pub issuer: String,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    pub jwks_uri: String,
    pub userinfo_endpoint: Option<String>,
    pub end_session_endpoint: Option<String>,
    pub code_challenge_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

/// A provider as it last described itself.
#[derive(Debug)]
pub(super) struct Discovered {
    pub metadata: Metadata,
    pub keys: CoreJsonWebKeySet,
    at: Millis,
    keys_at: Millis,
}

/// What this process knows of the providers; one asks at a time for each.
#[derive(Debug, Default)]
pub struct Discoveries(Mutex<HashMap<ProviderId, Arc<KnownProvider>>>);

#[derive(Debug, Default)]
struct KnownProvider {
    slot: tokio::sync::Mutex<Slot>,
    /// When newer keys were last asked for. Held while they are: whoever knows the key of a token does
    /// not wait for that. Taken before `slot`.
    keys_tried: tokio::sync::Mutex<Option<Millis>>,
}

#[derive(Debug, Default)]
struct Slot {
    /// The state of the provider's row that this is about.
    version: i64,
    known: Option<Arc<Discovered>>,
    failed: Option<(Millis, Trouble)>,
}

impl Discoveries {
    /// Another state of the database was restored: a number may be that of another provider.
    pub(crate) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn place(&self, id: ProviderId) -> Arc<KnownProvider> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(places.entry(id).or_default())
    }
}

/// What the provider says about itself, from memory for an hour.
pub(super) async fn discover(
    backend: &Backend,
    provider: &provider::Model,
) -> Result<Arc<Discovered>, Trouble> {
    let place = backend.discoveries.place(provider.id);
    let mut slot = place.slot.lock().await;
    let now = backend.clock.now();
    if slot.version != provider.version {
        *slot = Slot { version: provider.version, ..Slot::default() };
    }
    if let Some(known) = slot.known.as_ref().filter(|known| is_within(known.at, FRESH_MS, now)) {
        return Ok(Arc::clone(known));
    }
    if let Some((_, trouble)) = slot.failed.as_ref().filter(|(at, _)| is_within(*at, FAILED_MS, now)) {
        return Err(trouble.clone());
    }
    match ask(backend, &provider.issuer, now).await {
        Ok(found) => {
            let found = Arc::new(found);
            slot.known = Some(Arc::clone(&found));
            slot.failed = None;
            Ok(found)
        }
        Err(trouble) => {
            // From now on: it may have taken long to fail, and others waited for it.
            slot.failed = Some((backend.clock.now(), trouble.clone()));
            Err(trouble)
        }
    }
}

/// The same, or what it last said if it does not answer: a message that it sends is not sent twice.
pub(super) async fn discover_or_last(
    backend: &Backend,
    provider: &provider::Model,
) -> Option<Arc<Discovered>> {
    if let Ok(found) = discover(backend, provider).await {
        return Some(found);
    }
    let place = backend.discoveries.place(provider.id);
    let slot = place.slot.lock().await;
    slot.known.clone().filter(|_| slot.version == provider.version)
}

/// The same with keys that were read after `old`, because a token was signed with another one. `None`
/// if they were read a moment ago.
pub(super) async fn with_newer_keys(
    backend: &Backend,
    provider: &provider::Model,
    old: &Discovered,
) -> Result<Option<Arc<Discovered>>, Trouble> {
    let place = backend.discoveries.place(provider.id);
    let mut tried = place.keys_tried.lock().await;
    let now = backend.clock.now();
    {
        let slot = place.slot.lock().await;
        if let Some(known) = &slot.known
            && slot.version == provider.version
            && known.keys_at > old.keys_at
        {
            return Ok(Some(Arc::clone(known)));
        }
    }
    let recently = |at: Millis| is_within(at, KEYS_EVERY_MS, now);
    if recently(old.keys_at) || tried.is_some_and(recently) {
        return Ok(None);
    }
    *tried = Some(now);
    let keys = json(backend, Step::Keys, &old.metadata.jwks_uri).await?;
    let newer = Arc::new(Discovered { metadata: old.metadata.clone(), keys, at: old.at, keys_at: now });
    let mut slot = place.slot.lock().await;
    if slot.version == provider.version {
        slot.known = Some(Arc::clone(&newer));
    }
    Ok(Some(newer))
}

/// Not in the future either: the clock may have been set back.
fn is_within(at: Millis, time: i64, now: Millis) -> bool {
    at <= now && now < at.plus(time)
}

async fn ask(backend: &Backend, issuer: &str, now: Millis) -> Result<Discovered, Trouble> {
    let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let metadata: Metadata = json(backend, Step::Discovery, &address).await?;
    // Only the slash at the end may differ from what the administrator typed.
    if metadata.issuer.trim_end_matches('/') != issuer.trim_end_matches('/') {
        return Err(Step::Discovery.because(Problem::OtherIssuer));
    }
    let encrypted = issuer.starts_with("https://");
    for address in [Some(&metadata.authorization_endpoint), metadata.end_session_endpoint.as_ref()] {
        if address.is_some_and(|address| !is_for_browsers(address, encrypted)) {
            return Err(Step::Discovery.because(Problem::Unreadable));
        }
    }
    let keys = json(backend, Step::Keys, &metadata.jwks_uri).await?;
    Ok(Discovered { metadata, keys, at: now, keys_at: now })
}

/// Browsers are sent there: an encrypted provider does not send them to an address that is not.
fn is_for_browsers(address: &str, encrypted: bool) -> bool {
    let visible = address.bytes().all(|byte| byte.is_ascii_graphic());
    visible && (address.starts_with("https://") || (!encrypted && address.starts_with("http://")))
}

/// Data in JSON.
async fn json<T: DeserializeOwned>(backend: &Backend, step: Step, address: &str) -> Result<T, Trouble> {
    let answer = backend.outbound.get(address, Limits::default()).await;
    let answer = answer.map_err(|reason| step.because(Problem::NoAnswer(reason)))?;
    if !answer.status.is_success() {
        return Err(step.because(Problem::Status(answer.status.as_u16())));
    }
    serde_json::from_slice(&answer.body).map_err(|_| step.because(Problem::Unreadable))
}

#[cfg(test)]
mod tests {
    use super::is_for_browsers;

    #[test]
    fn browsers_are_sent_to_web_addresses_only() {
        for (address, encrypted, fine) in [
            ("https://ent.example/authorize", true, true),
            ("http://ent.example/authorize", true, false),
            ("http://127.0.0.1:8080/authorize", false, true),
            ("javascript:alert(1)", false, false),
            ("https://ent.example/\r\nSet-Cookie: a=b", true, false),
        ] {
            assert_eq!(is_for_browsers(address, encrypted), fine, "{address}");
        }
    }
}
