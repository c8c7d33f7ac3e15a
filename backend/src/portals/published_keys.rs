use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{
    PortalId,
    portals::{Refused, RefusedStatement},
    time::Millis,
};
use words::Language;

use super::key::{self, PublicKey};
use crate::{Backend, outbound::Limits};

/// How long keys count without being read again.
const FRESH_MS: i64 = 60 * 60 * 1_000;
/// How long they still count while the portal's address does not answer.
const KEPT_MS: i64 = 24 * 60 * 60 * 1_000;
/// An address is asked at most this often, whatever names of keys statements bring.
const AGAIN_MS: i64 = 10 * 1_000;
/// The keys of one set.
const AT_MOST: usize = 20;

/// The keys that portals publish at their addresses, as this process last read them.
#[derive(Debug, Default)]
pub(super) struct PublishedKeys(Mutex<BTreeMap<PortalId, Arc<Address>>>);

#[derive(Debug)]
struct Address {
    url: String,
    kept: Mutex<KnownKeys>,
    /// Held by the one request that asks the address; the others of the same portal wait for it,
    /// unless they find their key.
    asking: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct KnownKeys {
    keys: Vec<PublicKey>,
    read_at: Option<Millis>,
    tried_at: Option<Millis>,
}

impl PublishedKeys {
    /// The keys at a portal's address. They are read again when none has this name.
    pub async fn of(
        &self,
        backend: &Backend,
        portal: PortalId,
        url: &str,
        name: Option<&str>,
    ) -> Result<Vec<PublicKey>, RefusedStatement> {
        let address = self.address(portal, url);
        if let Some(keys) = address.known(name, backend.clock.now(), FRESH_MS) {
            return Ok(keys);
        }
        let _asking = address.asking.lock().await;
        let now = backend.clock.now();
        if let Some(keys) = address.known(name, now, FRESH_MS) {
            return Ok(keys);
        }
        let read = if address.may_ask(now) { read(backend, url).await } else { Err(String::new()) };
        match read {
            Ok(keys) => {
                *address.kept() = KnownKeys { keys: keys.clone(), read_at: Some(now), tried_at: Some(now) };
                Ok(keys)
            }
            Err(reason) => address.known(name, now, KEPT_MS).ok_or_else(|| {
                if address.has_keys(now) {
                    RefusedStatement::new(Refused::UnknownKey, name.unwrap_or_default())
                } else {
                    RefusedStatement::new(Refused::KeysUnavailable, reason)
                }
            }),
        }
    }

    /// The keys at a portal's address that are none of `tried`, with which a statement was not signed.
    /// They are read again, at most as often as for a name that nobody knows.
    pub async fn newer(
        &self,
        backend: &Backend,
        portal: PortalId,
        url: &str,
        tried: &[PublicKey],
    ) -> Vec<PublicKey> {
        let others = |mut keys: Vec<PublicKey>| {
            keys.retain(|key| tried.iter().all(|old| old.digest != key.digest));
            keys
        };
        let address = self.address(portal, url);
        let _asking = address.asking.lock().await;
        let kept = address.kept().keys.clone();
        // Another request may have read them meanwhile.
        let known = others(kept);
        let now = backend.clock.now();
        if !known.is_empty() || !address.may_ask(now) {
            return known;
        }
        let Ok(keys) = read(backend, url).await else { return Vec::new() };
        *address.kept() = KnownKeys { keys: keys.clone(), read_at: Some(now), tried_at: Some(now) };
        others(keys)
    }

    fn address(&self, portal: PortalId, url: &str) -> Arc<Address> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.get(&portal).filter(|known| known.url == url).map(Arc::clone);
        known.unwrap_or_else(|| {
            let new = Address {
                url: url.to_owned(),
                kept: Mutex::default(),
                asking: tokio::sync::Mutex::default(),
            };
            let new = Arc::new(new);
            all.insert(portal, Arc::clone(&new));
            new
        })
    }

    /// Whether this process has read the address since then, and did not find the key there.
    pub fn is_withdrawn(&self, portal: PortalId, url: &str, digest: [u8; 32], since: Millis) -> bool {
        let address = self.address(portal, url);
        let kept = address.kept();
        // Another process may have found a new key that this one has not read yet.
        kept.read_at.is_some_and(|read| read > since) && kept.keys.iter().all(|key| key.digest != digest)
    }

    pub fn forget(&self, portal: PortalId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&portal);
    }
}

impl Address {
    fn kept(&self) -> MutexGuard<'_, KnownKeys> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The keys, if they were read within this time and one of them has this name.
    fn known(&self, name: Option<&str>, now: Millis, within: i64) -> Option<Vec<PublicKey>> {
        let kept = self.kept();
        let age = now.0 - kept.read_at?.0;
        let named = name.is_none_or(|name| kept.keys.iter().any(|key| key.answers_to(name)));
        ((0..within).contains(&age) && named).then(|| kept.keys.clone())
    }

    fn has_keys(&self, now: Millis) -> bool {
        self.known(None, now, FRESH_MS).is_some_and(|keys| !keys.is_empty())
    }

    /// Whether the address may be asked; notes that it is.
    fn may_ask(&self, now: Millis) -> bool {
        let mut kept = self.kept();
        let may = kept.tried_at.is_none_or(|tried| !(0..AGAIN_MS).contains(&(now.0 - tried.0)));
        if may {
            kept.tried_at = Some(now);
        }
        may
    }
}

/// Reads the keys, or says why that is not possible.
async fn read(backend: &Backend, url: &str) -> Result<Vec<PublicKey>, String> {
    let answer = backend.outbound.get(url, Limits::default()).await.map_err(|reason| {
        tracing::warn!(%reason, url, "the keys of a portal could not be read");
        Language::French.words().outbound.failed(reason)
    })?;
    if !answer.status.is_success() {
        return Err(format!("HTTP {}", answer.status.as_u16()));
    }
    key::of_set(&answer.body, AT_MOST).map_err(|_| "JWKS ?".to_owned())
}
