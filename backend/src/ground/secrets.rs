//! Secrets that the program must read again are stored wrapped: whoever sees a copy of the database
//! without the key of the configuration learns nothing from them.

use std::{fmt, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use domain::Conflict;

use super::{Error, Result, required::Required, token};

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;
/// `wrapped:KEY:NONCE AND TEXT`; no secret in Base32 contains a colon.
const MARK: &str = "wrapped:";

/// The keys of the configuration: the first one wraps, all of them unwrap.
#[derive(Clone, Default)]
pub struct SecretKeys(Arc<[SecretKey]>);

#[derive(Clone)]
struct SecretKey {
    /// Names the key without revealing it.
    id: String,
    cipher: XChaCha20Poly1305,
}

impl SecretKeys {
    /// Keys of 32 bytes in Base64, separated by commas, spaces or line ends.
    ///
    /// # Errors
    /// A sentence that does not repeat the text, because it may be almost a key.
    pub fn parse(text: &str) -> Result<Self, String> {
        let words = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty());
        let keys: Vec<SecretKey> = words.map(SecretKey::parse).collect::<Option<_>>().ok_or_else(expected)?;
        if keys.is_empty() { Err(expected()) } else { Ok(Self(keys.into())) }
    }

    /// The text of a new random key.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when the system has no randomness.
    pub fn generate() -> Result<String> {
        Ok(STANDARD.encode(token::random_bytes::<KEY_BYTES>()?))
    }

    /// Without a key nothing can be wrapped.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Wraps a secret of `owner`; it can only be unwrapped for the same owner.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the configuration has no key.
    pub(crate) fn wrap(&self, secret: &str, owner: &str) -> Result<String> {
        let key = self.0.first().ok_or(Error::Conflict(Conflict::NoSecretKey))?;
        let nonce = token::random_bytes::<NONCE_BYTES>()?;
        let payload = Payload { msg: secret.as_bytes(), aad: owner.as_bytes() };
        let text = key.cipher.encrypt(&XNonce::from(nonce), payload).required("wrapping a secret")?;
        Ok(format!("{MARK}{}:{}{}", key.id, hex::encode(nonce), hex::encode(text)))
    }

    /// The secret. Without any key, what is stored in plain text is the secret itself.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when it was wrapped with an unknown key or for another owner, or
    /// changed since.
    pub(crate) fn unwrap(&self, stored: &str, owner: &str) -> Result<String> {
        let Some((id, rest)) = parts(stored) else {
            let plain = if self.is_empty() { Some(stored.to_owned()) } else { None };
            return plain.ok_or_else(|| Error::Inconsistent("a secret is not wrapped".to_owned()));
        };
        let key = self.0.iter().find(|key| key.id == id);
        let key = key.required(format_args!("the key {id} of a secret"))?;
        let wrong = || Error::Inconsistent(format!("a secret of {owner} does not belong there"));
        let bytes = hex::decode(rest).map_err(|_| wrong())?;
        let (nonce, text) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or_else(wrong)?;
        let payload = Payload { msg: text, aad: owner.as_bytes() };
        let secret = key.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| wrong())?;
        String::from_utf8(secret).map_err(|_| wrong())
    }

    /// What has to be done with a stored secret when the program starts.
    pub(crate) fn state(&self, stored: &str) -> StoredSecret {
        match parts(stored) {
            None => StoredSecret::Plain,
            Some((id, _)) if self.0.first().is_some_and(|key| key.id == id) => StoredSecret::Current,
            Some((id, _)) if self.0.iter().any(|key| key.id == id) => StoredSecret::Older,
            Some((id, _)) => StoredSecret::Unknown(id.to_owned()),
        }
    }
}

/// How a secret is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StoredSecret {
    Plain,
    /// Wrapped with the first key.
    Current,
    /// Wrapped with another of the keys.
    Older,
    /// Wrapped with a key that the configuration lacks: its name.
    Unknown(String),
}

impl SecretKey {
    fn parse(word: &str) -> Option<Self> {
        let bytes: [u8; KEY_BYTES] = STANDARD.decode(word).ok()?.try_into().ok()?;
        let id = token::fingerprint(&[b"name of a key: ", bytes.as_slice()].concat());
        Some(Self { id, cipher: XChaCha20Poly1305::new(&bytes.into()) })
    }
}

impl fmt::Debug for SecretKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|key| &key.id)).finish()
    }
}

fn parts(stored: &str) -> Option<(&str, &str)> {
    stored.strip_prefix(MARK)?.split_once(':')
}

fn expected() -> String {
    "expected keys of 32 bytes in Base64, as `openssl rand -base64 32` prints them".to_owned()
}

#[cfg(test)]
mod tests {
    use super::{SecretKeys, StoredSecret};

    fn keys(numbers: &[u8]) -> SecretKeys {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let text: Vec<String> = numbers.iter().map(|number| STANDARD.encode([*number; 32])).collect();
        SecretKeys::parse(&text.join(", ")).expect("keys")
    }

    #[test]
    fn a_secret_is_unwrapped_by_its_key_for_its_owner_only() {
        let (old, turned, other) = (keys(&[1]), keys(&[2, 1]), keys(&[3]));
        let stored = old.wrap("JBSWY3DPEHPK3PXP", "account 1").expect("wrapped");
        assert!(!stored.contains("JBSWY3DPEHPK3PXP"));
        assert_ne!(
            stored,
            old.wrap("JBSWY3DPEHPK3PXP", "account 1").expect("wrapped"),
            "never twice the same"
        );
        for keys in [&old, &turned] {
            assert_eq!(keys.unwrap(&stored, "account 1").expect("unwrapped"), "JBSWY3DPEHPK3PXP");
            assert!(keys.unwrap(&stored, "account 2").is_err(), "a row that was swapped");
        }
        assert!(other.unwrap(&stored, "account 1").is_err());
        assert!(old.unwrap(&stored.replace('0', "1"), "account 1").is_err(), "changed");
        assert!(old.unwrap("JBSWY3DPEHPK3PXP", "account 1").is_err(), "put in from outside");
        assert_eq!(old.state(&stored), StoredSecret::Current);
        assert_eq!(turned.state(&stored), StoredSecret::Older);
        assert!(matches!(other.state(&stored), StoredSecret::Unknown(_)));
        assert_eq!(old.state("JBSWY3DPEHPK3PXP"), StoredSecret::Plain);
    }

    #[test]
    fn without_a_key_nothing_is_wrapped() {
        let none = SecretKeys::default();
        assert!(none.wrap("x", "account 1").is_err());
        assert_eq!(none.unwrap("JBSWY3DPEHPK3PXP", "account 1").expect("as before"), "JBSWY3DPEHPK3PXP");
    }

    #[test]
    fn a_wrong_key_is_not_repeated() {
        for wrong in ["", " , ", "short", &"A".repeat(44), "not base64 at all !"] {
            let said = SecretKeys::parse(wrong).expect_err(wrong);
            assert!(said.contains("32 bytes"), "{said}");
        }
        let one = SecretKeys::generate().expect("a key");
        assert!(SecretKeys::parse(&format!("{one}\n")).is_ok());
        assert!(!format!("{:?}", SecretKeys::parse(&one)).contains(&one), "no log shows it");
    }
}
