use std::sync::Arc;

use domain::{PersonId, PortalId, time::Millis};
use quick_cache::sync::Cache;
use sea_orm::{DatabaseConnection, EntityTrait, FromQueryResult};
use sha2::{Digest, Sha256};

use super::given_for::GivenFor;
use crate::{Result, entities::session, ground::sql::sql, revision::Moments};

/// How many tokens a process remembers; those that are over make room for others.
const REMEMBERED: usize = 200_000;

/// The tokens that this process has given or read.
#[derive(Debug)]
pub(super) struct Tokens {
    known: Cache<[u8; 32], Arc<Known>>,
    /// The people who may have left.
    ended: Moments<PersonId>,
}

/// A token as this process last read it.
#[derive(Debug)]
pub(super) struct Known {
    pub portal: PortalId,
    pub given: GivenFor,
    pub person: PersonId,
    /// The identifier in the directory that the portal stated: of the person, or of a record of theirs.
    pub identifier: String,
    pub issuer: Option<String>,
    pub origin: Option<String>,
    pub expires: Millis,
    /// When it was read.
    at: u64,
}

/// A token of somebody who is still there.
#[derive(FromQueryResult)]
struct TokenRow {
    portal_id: PortalId,
    given_for: String,
    person_id: PersonId,
    external_id: String,
    issuer: Option<String>,
    origin: Option<String>,
    expires_at: Millis,
}

impl Default for Tokens {
    fn default() -> Self {
        Self { known: Cache::new(REMEMBERED), ended: Moments::default() }
    }
}

impl Tokens {
    pub fn forget_all(&self) {
        self.ended.change_all();
    }

    pub fn forget(&self, person: PersonId) {
        self.ended.change(person);
    }

    /// Another state of the database was restored, which may not have what was given.
    pub fn forget_entirely(&self) {
        self.known.clear();
    }

    pub fn remembers(&self, token: &str) -> bool {
        self.known.contains_key(&<[u8; 32]>::from(Sha256::digest(token.as_bytes())))
    }

    /// A token that was given to somebody who is still there, and in a session that is still open if
    /// it was given in one.
    pub async fn known(&self, db: &DatabaseConnection, token: &str) -> Result<Option<Arc<Known>>> {
        let hash: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let fresh = |known: &Arc<Known>| self.ended.is_fresh(&known.person, known.at);
        if let Some(known) = self.known.get(&hash).filter(fresh) {
            return Ok(Some(known));
        }
        Box::pin(self.read(db, hash)).await
    }

    async fn read(&self, db: &DatabaseConnection, hash: [u8; 32]) -> Result<Option<Arc<Known>>> {
        let at = self.ended.now();
        let stored = hex::encode(hash);
        let text = "SELECT t.portal_id, t.given_for, COALESCE(p.joined_to, t.person_id) AS person_id, p.external_id, t.issuer, t.origin, \
                    t.expires_at FROM widget_token t JOIN person p ON p.id = t.person_id \
                    WHERE t.token_hash = :stored AND (p.removed_at IS NULL OR p.joined_to IS NOT NULL)";
        let row = TokenRow::find_by_statement(sql!(db, text, stored)).one(db).await?;
        let Some(token) = row else {
            self.known.remove(&hash);
            return Ok(None);
        };
        let Some(given) = GivenFor::from_code(&token.given_for) else { return Ok(None) };
        let mut expires = token.expires_at;
        if let GivenFor::Window(session) = given {
            let open = session::Entity::find_by_id(hex::encode(session)).one(db).await?;
            let Some(open) = open.filter(|open| open.person_id == token.person_id) else {
                self.known.remove(&hash);
                return Ok(None);
            };
            expires = expires.min(open.expires_at);
        }
        let known = Arc::new(Known {
            portal: token.portal_id,
            given,
            person: token.person_id,
            identifier: token.external_id,
            issuer: token.issuer,
            origin: token.origin,
            expires,
            at,
        });
        self.known.insert(hash, Arc::clone(&known));
        Ok(Some(known))
    }
}
