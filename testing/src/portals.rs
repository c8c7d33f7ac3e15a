//! A portal with its own key: what its server signs.

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rand::SystemRandom,
    rsa::{KeyPair, KeySize},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair},
};
use backend::{access::Caller, entities::session, portals};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    PersonId, PortalId,
    portals::{PortalInput, SigningAlgorithm},
};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, jwk::Jwk};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{World, proved};

/// What the statements of tests have as `aud`, unless a server has its own address.
pub const AUDIENCE: &str = "https://annonces.example";
pub const PORTAL_ORIGIN: &str = "https://ent.example";

/// The server of a portal.
pub struct SigningPortal {
    pub issuer: String,
    pub audience: String,
    key: EncodingKey,
    algorithm: Algorithm,
    kid: Option<String>,
}

impl SigningPortal {
    /// With a new key.
    pub fn new(issuer: &str, algorithm: SigningAlgorithm) -> Self {
        let random = SystemRandom::new();
        let (key, algorithm) = match algorithm {
            SigningAlgorithm::EdDsa => {
                let pair = Ed25519KeyPair::generate_pkcs8v1(&random).expect("a key");
                (EncodingKey::from_ed_der(pair.as_ref()), Algorithm::EdDSA)
            }
            SigningAlgorithm::Es256 => {
                let pair = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random);
                (EncodingKey::from_ec_der(pair.expect("a key").as_ref()), Algorithm::ES256)
            }
            SigningAlgorithm::Rs256 => {
                let pair = KeyPair::generate(KeySize::Rsa2048).expect("a key");
                let der: Pkcs8V1Der<'_> = pair.as_der().expect("DER");
                let pem = armoured("PRIVATE KEY", der.as_ref());
                (EncodingKey::from_rsa_pem(pem.as_bytes()).expect("a key"), Algorithm::RS256)
            }
        };
        let kid = Some(format!("{issuer}-1"));
        Self { issuer: issuer.to_owned(), audience: AUDIENCE.to_owned(), key, algorithm, kid }
    }

    /// With this address of ours as `aud`.
    #[must_use]
    pub fn for_audience(mut self, audience: &str) -> Self {
        audience.clone_into(&mut self.audience);
        self
    }

    /// A new key under another name.
    #[must_use]
    pub fn with_new_key(&self, kid: &str) -> Self {
        let new = Self::new(&self.issuer, SigningAlgorithm::EdDsa).for_audience(&self.audience);
        new.called(kid)
    }

    /// With another name of its key.
    #[must_use]
    pub fn called(mut self, kid: &str) -> Self {
        self.kid = Some(kid.to_owned());
        self
    }

    /// Whose key has no name, and whose statements name none.
    #[must_use]
    pub fn nameless(mut self) -> Self {
        self.kid = None;
        self
    }

    /// The public key, as a JWK.
    pub fn jwk(&self) -> String {
        let mut jwk = Jwk::from_encoding_key(&self.key, self.algorithm).expect("a public key");
        jwk.common.key_id.clone_from(&self.kid);
        serde_json::to_string(&jwk).expect("JSON")
    }

    /// The claims of a good statement, issued at a second since 1970.
    pub fn claims(&self, identifier: &str, second: i64) -> Value {
        let number = getrandom::u64().expect("randomness");
        json!({
            "iss": self.issuer, "aud": self.audience, "sub": identifier,
            "iat": second, "exp": second + 120, "jti": format!("{number:x}"),
        })
    }

    /// A signed statement.
    pub fn signs(&self, claims: &Value) -> String {
        let header = Header { kid: self.kid.clone(), ..Header::new(self.algorithm) };
        encode(&header, claims, &self.key).expect("a statement")
    }

    /// A good statement of the present second.
    pub fn states(&self, world: &World, identifier: &str) -> String {
        self.signs(&self.claims(identifier, world.backend.clock.now().0 / 1_000))
    }

    /// The form with which it is registered, for everybody.
    pub fn input(&self) -> PortalInput {
        PortalInput {
            name: format!("Portail {}", self.issuer),
            issuer: self.issuer.clone(),
            prefixes: "*".to_owned(),
            origins: PORTAL_ORIGIN.to_owned(),
            keys_address: String::new(),
            shown: String::new(),
        }
    }
}

/// DER between two lines.
pub fn armoured(what: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).expect("ASCII")).collect();
    format!("-----BEGIN {what}-----\n{}\n-----END {what}-----\n", lines.join("\n"))
}

impl World {
    /// Registers a portal with its key, by this administrator of the portal.
    pub async fn registers(&self, administrator: &Caller, portal: &SigningPortal) -> PortalId {
        let proved = proved(&self.backend, administrator, "").await;
        let id = portals::register(&self.backend, administrator, &portal.input(), &proved).await;
        let id = id.expect("a portal");
        portals::add_key(&self.backend, administrator, id, &portal.jwk(), &proved).await.expect("a key");
        id
    }

    /// A token of a person for our own frame, and the new session in which they agreed.
    pub async fn agrees(&self, portal: PortalId, person: PersonId) -> (String, String) {
        let session = format!("{:x}", getrandom::u64().expect("randomness"));
        let now = self.backend.clock.now();
        let row = session::ActiveModel {
            token_hash: Set(hex::encode(Sha256::digest(session.as_bytes()))),
            person_id: Set(person),
            created_at: Set(now),
            expires_at: Set(now.plus(60 * 60_000)),
            seen_at: Set(now),
            user_agent: Set(String::new()),
            address: Set(String::new()),
            kept: Set(false),
        };
        session::Entity::insert(row).exec_without_returning(&self.backend.db).await.expect("a session");
        let token = portals::token_for_person(&self.backend, portal, person, &session).await;
        (token.expect("a token"), session)
    }
}

/// The classic forgery: HS256 with the public key as the shared secret.
pub fn signed_with_public_key(portal: &SigningPortal, claims: &Value) -> String {
    let header = Header { kid: portal.kid.clone(), ..Header::new(Algorithm::HS256) };
    let secret = EncodingKey::from_secret(portal.jwk().as_bytes()).expect("a secret");
    encode(&header, claims, &secret).expect("a statement")
}
