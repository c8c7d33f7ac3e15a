use domain::{PersonId, time::Millis};
use moka::sync::Cache;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use sha2::{Digest, Sha256};
use words::Language;

use crate::{
    Error, Result,
    access::Caller,
    clock::CLOCKS_DIFFER_MS,
    database::alone_within,
    entities::{person, session},
    revision::{self, Moments, Scope, Touched},
    token::{random_hex, token_hash},
};

/// A working day: the next day, everybody signs in again.
pub const SESSION_LIFETIME_MS: i64 = 12 * 60 * 60 * 1_000;
/// A session unused for this long ends: the computer may be a shared one in the staff room.
pub const SESSION_IDLE_MS: i64 = 2 * 60 * 60 * 1_000;
/// How long readers who ask for it stay signed in on a device of their own.
pub const KEPT_LIFETIME_MS: i64 = 30 * 24 * 60 * 60 * 1_000;
/// How long a browser stays known after a sign-in.
pub const DEVICE_LIFETIME_MS: i64 = 365 * 24 * 60 * 60 * 1_000;
/// Use is recorded at most this often; a write for every page would be too many.
const NOTED_EVERY_MS: i64 = 5 * 60 * 1_000;
/// How long a request waits until the use of its session is noted; the next one notes it as well.
const NOTE_PATIENCE: std::time::Duration = std::time::Duration::from_millis(200);
/// The open sessions of one person; a further one ends the one that was used longest ago.
const OPEN_AT_MOST: u64 = 30;
/// How much of the browser's user agent is stored.
const USER_AGENT_CHARACTERS: usize = 300;

/// The end of a session is told to every process, and so is another language: nothing else makes an
/// answer stale.
const REMEMBERED: std::time::Duration = std::time::Duration::from_hours(2);

/// The value of the cookie: 32 random bytes in hexadecimal. Only its SHA-256 is stored.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    pub fn random() -> Result<Self> {
        random_hex::<32>().map(Self)
    }

    /// A token from a cookie whose session was found.
    pub(super) fn known(token: &str) -> Self {
        Self(token.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who is signed in. Answers are cached until a session of that person ends, or they choose a language.
#[derive(Debug)]
pub struct Sessions {
    known: Cache<[u8; 32], Known>,
    /// The people whose sessions ended, or who chose a language.
    ended: Moments<PersonId>,
    /// The people whose rights changed, or who stand elsewhere in the directory.
    roles: Moments<PersonId>,
}

/// Who is signed in, and the language that they chose for their account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    pub person: PersonId,
    pub language: Option<Language>,
}

/// A session as this process last read it.
#[derive(Clone, Copy, Debug)]
struct Known {
    reader: Reader,
    expires: Millis,
    seen: Millis,
    /// It does not end because it is not used, as long as its person has no sender's role.
    kept: bool,
    /// The moment before the roles were read.
    roles: u64,
    /// When it was read.
    at: u64,
}

impl Known {
    fn is_live(&self, now: Millis) -> bool {
        now < self.expires && (self.kept || now < self.seen.plus(SESSION_IDLE_MS))
    }

    /// Whether it was used in what is now the future: the clock was set back since.
    fn is_ahead(&self, now: Millis) -> bool {
        self.seen > now.plus(CLOCKS_DIFFER_MS)
    }
}

impl Default for Sessions {
    fn default() -> Self {
        let known = Cache::builder().max_capacity(50_000).time_to_live(REMEMBERED).build();
        Self { known, ended: Moments::default(), roles: Moments::default() }
    }
}

impl Sessions {
    pub(super) async fn open(
        db: &impl ConnectionTrait,
        person: PersonId,
        now: Millis,
        (address, user_agent): (&str, &str),
        kept: bool,
    ) -> Result<Token> {
        end_oldest(db, person).await?;
        let token = Token::random()?;
        let row = session::ActiveModel {
            token_hash: Set(token_hash(token.as_str())),
            person_id: Set(person),
            created_at: Set(now),
            expires_at: Set(now.plus(lifetime_ms(kept))),
            seen_at: Set(now),
            user_agent: Set(user_agent
                .chars()
                .filter(|c| !c.is_control())
                .take(USER_AGENT_CHARACTERS)
                .collect()),
            address: Set(address.to_owned()),
            kept: Set(kept),
        };
        session::Entity::insert(row).exec_without_returning(db).await?;
        Ok(token)
    }

    /// Ends a session in every process. Returns its row, if it existed.
    pub(super) async fn close(db: &impl ConnectionTrait, token: &str) -> Result<Option<session::Model>> {
        let Some(row) = session::Entity::find_by_id(token_hash(token)).one(db).await? else {
            return Ok(None);
        };
        session::Entity::delete_by_id(row.token_hash.clone()).exec(db).await?;
        revision::touch(db, revision::SESSIONS, [Scope::Person(row.person_id)]).await?;
        Ok(Some(row))
    }

    /// The person behind a cookie, if its session is live. This does not count as use: a page that
    /// refreshes by itself keeps no session alive.
    pub async fn person(
        &self,
        db: &DatabaseConnection,
        token: &str,
        now: Millis,
    ) -> Result<Option<PersonId>> {
        Ok(self.reader(db, token, now).await?.map(|reader| reader.person))
    }

    /// As [`Self::person`], for a user's own action: it postpones the idle limit.
    pub async fn person_active(
        &self,
        db: &DatabaseConnection,
        token: &str,
        now: Millis,
    ) -> Result<Option<PersonId>> {
        Ok(self.reader_active(db, token, now).await?.map(|reader| reader.person))
    }

    /// As [`Self::person`], with their language.
    pub async fn reader(&self, db: &DatabaseConnection, token: &str, now: Millis) -> Result<Option<Reader>> {
        Ok(self.live(db, key(token), now).await?.map(|known| known.reader))
    }

    /// As [`Self::person_active`], with their language.
    pub async fn reader_active(
        &self,
        db: &DatabaseConnection,
        token: &str,
        now: Millis,
    ) -> Result<Option<Reader>> {
        let key = key(token);
        let Some(known) = self.live(db, key, now).await? else { return Ok(None) };
        if now >= known.seen.plus(NOTED_EVERY_MS) {
            Box::pin(self.note_use(db, key, known, now)).await;
        }
        Ok(Some(known.reader))
    }

    async fn note_use(&self, db: &DatabaseConnection, key: [u8; 32], known: Known, now: Millis) {
        let note = session::Entity::update_many()
            .col_expr(session::Column::SeenAt, Expr::value(now))
            .filter(session::Column::TokenHash.eq(hex::encode(key)))
            .filter(session::Column::SeenAt.lt(now));
        let noted = alone_within(db, NOTE_PATIENCE, async { Ok(note.exec(db).await.map(|_| ())?) }).await;
        match noted {
            Ok(()) => self.known.insert(key, Known { seen: now, ..known }),
            // The page is shown all the same; the next request notes the use again.
            Err(reason) => tracing::warn!(%reason, "the use of a session was not noted"),
        }
    }

    async fn live(&self, db: &DatabaseConnection, key: [u8; 32], now: Millis) -> Result<Option<Known>> {
        // A session that looks idle here may have been used through another process.
        let fresh = |known: &Known| {
            let person = &known.reader.person;
            known.is_live(now)
                && !known.is_ahead(now)
                && (!known.kept || self.roles.is_fresh(person, known.roles))
                && self.ended.is_fresh(person, known.at)
        };
        if let Some(known) = self.known.get(&key).filter(fresh) {
            return Ok(Some(known));
        }
        // In a box, so that a request whose session is known does not carry this future through
        // every layer.
        Box::pin(self.read(db, key, now)).await
    }

    async fn read(&self, db: &DatabaseConnection, key: [u8; 32], now: Millis) -> Result<Option<Known>> {
        let (at, roles) = (self.ended.now(), self.roles.now());
        let Some(row) = session::Entity::find_by_id(hex::encode(key)).one(db).await? else { return Ok(None) };
        let reader = Reader { person: row.person_id, language: language_of(db, row.person_id).await? };
        let mut known =
            Known { reader, expires: row.expires_at, seen: row.seen_at, kept: row.kept, roles, at };
        if known.is_ahead(now) {
            known = bring_back(db, key, known, now).await;
        }
        // The job that compares rights deletes such a session; it counts for nothing before.
        if !known.is_live(now) || (known.kept && is_sender(db, row.person_id).await?) {
            return Ok(None);
        }
        self.known.insert(key, known);
        Ok(Some(known))
    }

    /// These people may have a sender's role by now: their kept sessions are looked at again.
    pub(crate) fn roles_changed(&self, touched: &Touched) {
        self.roles.touch(touched);
    }

    /// Forgets the cached answers of the people whose sessions ended somewhere.
    pub(crate) fn forget(&self, touched: &Touched) {
        self.ended.touch(touched);
    }
}

/// Whether the person holds a sender's role, or has left the directory.
async fn is_sender(db: &DatabaseConnection, person: PersonId) -> Result<bool> {
    match Caller::load(db, person).await {
        Ok(caller) => Ok(caller.is_sender()),
        Err(Error::SignedOut) => Ok(true),
        Err(reason) => Err(reason),
    }
}

/// The language that somebody chose for their account.
async fn language_of(db: &DatabaseConnection, id: PersonId) -> Result<Option<Language>> {
    let chosen: Option<Option<String>> = person::Entity::find_by_id(id)
        .select_only()
        .column(person::Column::Language)
        .into_tuple()
        .one(db)
        .await?;
    Ok(chosen.flatten().and_then(|code| Language::from_code(&code)))
}

/// A session that was used before the clock was set back ends as late as one that was opened now.
/// Otherwise it would stay open for as long as the clock was wrong, on a computer that may be shared.
async fn bring_back(db: &DatabaseConnection, key: [u8; 32], known: Known, now: Millis) -> Known {
    let expires = known.expires.min(now.plus(lifetime_ms(known.kept)));
    let note = session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(now))
        .col_expr(session::Column::ExpiresAt, Expr::value(expires))
        .filter(session::Column::TokenHash.eq(hex::encode(key)));
    let stored = alone_within(db, NOTE_PATIENCE, async { Ok(note.exec(db).await.map(|_| ())?) }).await;
    if let Err(reason) = stored {
        // The person is let in all the same; the next request tries again.
        tracing::warn!(%reason, "the times of a session could not be brought back");
    }
    Known { expires, seen: now, ..known }
}

/// How long a session lasts in all, in milliseconds.
pub const fn lifetime_ms(kept: bool) -> i64 {
    if kept { KEPT_LIFETIME_MS } else { SESSION_LIFETIME_MS }
}

/// Makes room for one more session. The computer of the oldest one asks its person to sign in again.
async fn end_oldest(db: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    let oldest: Vec<String> = session::Entity::find()
        .filter(session::Column::PersonId.eq(person))
        .order_by_desc(session::Column::SeenAt)
        .order_by_asc(session::Column::TokenHash)
        .offset(OPEN_AT_MOST - 1)
        // SQLite knows no offset without a limit.
        .limit(10_000)
        .select_only()
        .column(session::Column::TokenHash)
        .into_tuple()
        .all(db)
        .await?;
    if oldest.is_empty() {
        return Ok(());
    }
    for some in oldest.chunks(500) {
        let those = session::Column::TokenHash.is_in(some.iter().cloned());
        session::Entity::delete_many().filter(those).exec(db).await?;
    }
    revision::touch(db, revision::SESSIONS, [Scope::Person(person)]).await
}

fn key(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}
