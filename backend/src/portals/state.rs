use std::sync::{
    Arc, OnceLock, PoisonError, RwLock,
    atomic::{AtomicU64, Ordering::SeqCst},
};

use domain::{PersonId, PortalId};
use sea_orm::DatabaseConnection;

use super::{
    issuing::Issuing, noted::Refusals, of_readers::OfReaders, pace::Pace, published_keys::PublishedKeys,
    rates::Rates, registry::Registry, tokens::Tokens,
};
use crate::{
    Result,
    revision::{Scope, Touched},
};

/// How many answers per second a process gives widgets before they ask less often.
const CARRIED: u32 = 2_000;

/// What a process keeps of portals and their readers.
#[derive(Debug, Default)]
pub struct Portals {
    own: OnceLock<(String, u32)>,
    registry: RwLock<Option<Arc<Registry>>>,
    /// Counts the changes of portals that this process has heard of.
    changes: AtomicU64,
    pub(super) tokens: Tokens,
    pub(super) issuing: Issuing,
    pub(super) refusals: Refusals,
    pub(super) rates: Rates,
    pub(super) published: PublishedKeys,
    pub(super) of_readers: OfReaders,
    pub(super) pace: Pace,
}

impl Portals {
    /// Says at the start of a server what statements must have as `aud`, such as
    /// `https://annonces.example.fr`, and how many questions of widgets per second it carries.
    pub fn serve_as(&self, address: &str, carried: u32) {
        // A second server of the same process, in a test, has the same address.
        let _ = self.own.set((address.trim_end_matches('/').to_owned(), carried));
    }

    /// What statements must have as `aud`; empty in a process that serves nobody.
    pub fn audience(&self) -> &str {
        self.own.get().map_or("", |(address, _)| address)
    }

    pub(super) fn carried(&self) -> u32 {
        self.own.get().map_or(CARRIED, |(_, carried)| *carried)
    }

    /// Whether pages at this origin may read the answers for widgets.
    pub async fn is_origin(&self, db: &DatabaseConnection, origin: &str) -> Result<bool> {
        Ok(self.registry(db).await?.is_origin(origin))
    }

    pub(super) async fn registry(&self, db: &DatabaseConnection) -> Result<Arc<Registry>> {
        if let Some(kept) = &*self.registry.read().unwrap_or_else(PoisonError::into_inner) {
            return Ok(Arc::clone(kept));
        }
        // In a box: this future would make those of all requests larger.
        Box::pin(self.read(db)).await
    }

    async fn read(&self, db: &DatabaseConnection) -> Result<Arc<Registry>> {
        let before = self.changes.load(SeqCst);
        let read = Arc::new(Registry::load(db).await?);
        let mut kept = self.registry.write().unwrap_or_else(PoisonError::into_inner);
        // A change that crossed the reading is read by the next one.
        if self.changes.load(SeqCst) == before {
            *kept = Some(Arc::clone(&read));
        }
        Ok(read)
    }

    /// Forgets the portals that a change touches, and the tokens of people whose sessions ended or
    /// who left.
    pub(crate) fn forget(&self, touched: &Touched) {
        match touched {
            Touched::Everything => {
                self.tokens.forget_all();
                self.forget_portals();
            }
            Touched::These(scopes) => {
                for scope in scopes {
                    match scope {
                        Scope::Person(person) => self.forget_person(*person),
                        Scope::Portal(portal) => self.forget_portal(*portal),
                        _ => {}
                    }
                }
            }
        }
    }

    /// Another state of the database was restored.
    pub(crate) fn forget_entirely(&self) {
        self.tokens.forget_entirely();
        self.forget_portals();
    }

    fn forget_person(&self, person: PersonId) {
        self.tokens.forget(person);
    }

    fn forget_portal(&self, portal: PortalId) {
        self.published.forget(portal);
        self.forget_portals();
    }

    fn forget_portals(&self) {
        let mut kept = self.registry.write().unwrap_or_else(PoisonError::into_inner);
        self.changes.fetch_add(1, SeqCst);
        *kept = None;
    }
}
