use std::{collections::BTreeMap, sync::Arc};

use domain::{
    PortalId, PortalKeyId,
    portals::{Portal, PortalState, speaks_for},
    time::Millis,
};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use sha2::{Digest, Sha256};

use super::{
    given_for::GivenFor,
    key::{self, PublicKey},
    tokens::Known,
};
use crate::{
    Result,
    entities::{portal, portal_key},
};

/// The registered portals with their keys, as a process keeps them until one is changed.
#[derive(Debug, Default)]
pub(super) struct Registry {
    portals: BTreeMap<PortalId, Arc<Registered>>,
}

#[derive(Debug)]
pub(super) struct Registered {
    pub id: PortalId,
    pub portal: Portal,
    pub state: PortalState,
    pub keys: Vec<RegisteredKey>,
}

#[derive(Debug)]
pub(super) struct RegisteredKey {
    pub id: PortalKeyId,
    pub key: PublicKey,
    pub until: Option<Millis>,
}

impl Registry {
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self> {
        let rows = portal::Entity::find().order_by_asc(portal::Column::Id).all(db).await?;
        let mut keys: BTreeMap<PortalId, Vec<RegisteredKey>> = BTreeMap::new();
        for row in portal_key::Entity::find().order_by_asc(portal_key::Column::Id).all(db).await? {
            let Ok(parsed) = key::parse(&row.public_key) else {
                tracing::error!(key = row.id.0, "a stored key of a portal cannot be read");
                continue;
            };
            let key = PublicKey { name: row.name, algorithm: row.algorithm, ..parsed };
            keys.entry(row.portal_id).or_default().push(RegisteredKey {
                id: row.id,
                key,
                until: row.valid_until,
            });
        }
        let portals = rows.into_iter().map(|row| {
            let (id, state) = (row.id, row.state);
            let keys = keys.remove(&id).unwrap_or_default();
            (id, Arc::new(Registered { id, state, keys, portal: portal_of(row) }))
        });
        Ok(Self { portals: portals.collect() })
    }

    pub fn get(&self, id: PortalId) -> Option<&Arc<Registered>> {
        self.portals.get(&id)
    }

    pub fn of_issuer(&self, issuer: &str) -> Option<&Arc<Registered>> {
        self.portals.values().find(|registered| registered.portal.issuer == issuer)
    }

    /// Whether pages at this origin may read answers: those of a paused portal too, which would take a
    /// refusal that they cannot read for a network that is gone, and keep their list.
    pub fn is_origin(&self, origin: &str) -> bool {
        self.portals.values().any(|registered| registered.lists(origin))
    }
}

impl Registered {
    pub fn is_active(&self) -> bool {
        self.state == PortalState::Active
    }

    /// Whether pages at this origin are the portal's, and it is active.
    pub fn is_origin(&self, origin: &str) -> bool {
        self.is_active() && self.lists(origin)
    }

    fn lists(&self, origin: &str) -> bool {
        self.portal.origins.iter().any(|own| own == origin)
    }

    pub fn valid_keys(&self, now: Millis) -> impl Iterator<Item = &RegisteredKey> {
        self.keys.iter().filter(move |key| key.until.is_none_or(|until| now < until))
    }

    /// Whether what a token was given for still counts.
    pub fn stands_for(&self, token: &Known, now: Millis) -> bool {
        self.is_active()
            && match token.given {
                GivenFor::Key(id) => self.states(token) && self.valid_keys(now).any(|key| key.id == id),
                GivenFor::PublishedKey { address, .. } => self.states(token) && self.publishes_at(address),
                GivenFor::Window(_) => true,
            }
    }

    /// Whether its keys are still read at the address with this SHA-256.
    fn publishes_at(&self, digest: [u8; 32]) -> bool {
        let address = self.portal.keys_address.as_ref();
        address.is_some_and(|address| <[u8; 32]>::from(Sha256::digest(address.as_bytes())) == digest)
    }

    /// Whether the portal could still state who the reader is.
    fn states(&self, token: &Known) -> bool {
        token.issuer.as_ref().is_some_and(|issuer| *issuer == self.portal.issuer)
            && speaks_for(&self.portal.prefixes, &token.identifier)
    }
}

/// The checked values of a row.
pub(super) fn portal_of(row: portal::Model) -> Portal {
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    Portal {
        prefixes: lines(&row.prefixes),
        origins: lines(&row.origins),
        name: row.name,
        issuer: row.issuer,
        keys_address: row.keys_address,
    }
}
