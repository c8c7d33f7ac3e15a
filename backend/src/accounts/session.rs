use domain::{PersonId, time::Millis};
use moka::sync::Cache;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseConnection, EntityTrait};
use sha2::{Digest, Sha256};

use crate::{Error, Result, entities::session};

/// A working day: whoever comes back tomorrow signs in again.
pub const SESSION_LIFETIME_MS: i64 = 12 * 60 * 60 * 1_000;

const REMEMBERED: std::time::Duration = std::time::Duration::from_mins(1);

/// What the cookie carries: 32 random bytes in hexadecimal. Only its SHA-256 is stored.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    pub fn random() -> Result<Self> {
        random_hex::<32>().map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `N` bytes from the system's generator, in hexadecimal.
pub(crate) fn random_hex<const N: usize>() -> Result<String> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|reason| Error::Inconsistent(format!("no randomness: {reason}")))?;
    Ok(hex(&bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|n| char::from(b"0123456789abcdef"[usize::from(n)]))
        .collect()
}

/// Sixteen hexadecimal digits that differ when the bytes do.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..8])
}

fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Who is signed in. Answers are remembered until the `sessions` revision moves.
#[derive(Debug)]
pub struct Sessions {
    known: Cache<[u8; 32], (PersonId, Millis)>,
}

impl Default for Sessions {
    fn default() -> Self {
        // The time limit bounds what a lookup that crossed a sign-out may remember wrongly.
        Self { known: Cache::builder().max_capacity(50_000).time_to_live(REMEMBERED).build() }
    }
}

impl Sessions {
    pub(super) async fn open(db: &impl ConnectionTrait, person: PersonId, now: Millis) -> Result<Token> {
        let token = Token::random()?;
        let row = session::ActiveModel {
            token_hash: Set(token_hash(token.as_str())),
            person_id: Set(person.0),
            created_at: Set(now.0),
            expires_at: Set(now.0 + SESSION_LIFETIME_MS),
        };
        session::Entity::insert(row).exec_without_returning(db).await?;
        Ok(token)
    }

    pub(super) async fn close(db: &impl ConnectionTrait, token: &str) -> Result<()> {
        session::Entity::delete_by_id(token_hash(token)).exec(db).await?;
        Ok(())
    }

    /// The person behind a cookie, if it is a live one.
    pub async fn person(
        &self,
        db: &DatabaseConnection,
        token: &str,
        now: Millis,
    ) -> Result<Option<PersonId>> {
        let key: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        if let Some((person, expires)) = self.known.get(&key) {
            return Ok((now < expires).then_some(person));
        }
        let Some(row) = session::Entity::find_by_id(hex(&key)).one(db).await? else { return Ok(None) };
        let (person, expires) = (PersonId(row.person_id), Millis(row.expires_at));
        if now >= expires {
            return Ok(None);
        }
        self.known.insert(key, (person, expires));
        Ok(Some(person))
    }

    /// Forgets every answer: somebody signed out somewhere.
    pub(crate) fn forget(&self) {
        self.known.invalidate_all();
    }
}
