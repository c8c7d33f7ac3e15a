//! A small `OpenID` Connect provider, which can do everything wrong.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey,
    core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm},
    url::Url,
};
use serde_json::{Map, Value, json};
use testing_server::{NOW, at};
use tokio::net::TcpListener;

pub const CLIENT: &str = "porte-voix";

/// What the provider does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twist {
    Nothing,
    Nonce,
    Audience,
    Issuer,
    Expired,
    Future,
    /// `alg: none`.
    Unsigned,
    /// HS256 with the public key as the secret.
    PublicKeyAsSecret,
    /// Signed with a key that is not published.
    ForeignKey,
    /// Signed with the right key, under a name that is not the published one.
    OtherName,
    /// *userinfo* speaks of somebody else.
    OtherSubject,
    /// The page of a proxy instead of data.
    Html,
    Failing,
    /// It takes the request and never answers.
    Hanging,
    /// It names another provider when the browser comes back.
    IssParameter,
}

#[derive(Debug)]
pub struct Inside {
    pub issuer: String,
    pub twist: Twist,
    /// Which key is published, and signs.
    pub key: u8,
    /// Another one that signs, because it was withdrawn and is still in somebody's hands.
    pub withdrawn: Option<u8>,
    /// Whether keys have names. Without, another one is published as well.
    pub named: bool,
    /// Whether tokens give the name of their key; if not said, as keys do.
    pub token_names: Option<bool>,
    pub subject: String,
    pub signs_userinfo: bool,
    pub more_metadata: Map<String, Value>,
    /// Codes that were given and not used: what the browser asked with.
    codes: HashMap<String, BTreeMap<String, String>>,
    given: u32,
    /// How many seconds after the beginning identity tokens are made.
    pub later: i64,
    /// How often it was asked about itself.
    pub described: u32,
    /// How often keys were asked for.
    pub keys_read: u32,
    /// The last form at the token's address, and its `Authorization`.
    pub exchanged: BTreeMap<String, String>,
    pub authorization: String,
}

impl Inside {
    fn names(&self) -> bool {
        self.token_names.unwrap_or(self.named)
    }
}

#[derive(Clone, Debug)]
pub struct Provider(Arc<Mutex<Inside>>);

impl Provider {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let provider = Self(Arc::new(Mutex::new(Inside {
            issuer,
            twist: Twist::Nothing,
            key: 1,
            withdrawn: None,
            named: true,
            token_names: None,
            subject: "eleve".to_owned(),
            signs_userinfo: false,
            more_metadata: Map::new(),
            codes: HashMap::new(),
            given: 0,
            later: 0,
            described: 0,
            keys_read: 0,
            exchanged: BTreeMap::new(),
            authorization: String::new(),
        })));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    pub fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().expect("a lock")
    }

    pub fn issuer(&self) -> String {
        self.inside().issuer.clone()
    }

    /// Somebody signs in there; returns where the browser is sent.
    pub fn authorises(&self, address: &str) -> String {
        let url = Url::parse(address).expect("an address");
        let asked: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
        let mut inside = self.inside();
        inside.given += 1;
        let code = format!("code-{}", inside.given);
        let state = asked["state"].clone();
        let mut back = Url::parse(&asked["redirect_uri"]).expect("an address");
        inside.codes.insert(code.clone(), asked);
        let named = if inside.twist == Twist::IssParameter { "https://evil.example" } else { &inside.issuer };
        back.query_pairs_mut()
            .append_pair("code", &code)
            .append_pair("state", &state)
            .append_pair("iss", named);
        format!("{}?{}", back.path(), back.query().unwrap_or_default())
    }

    /// A logout message about a session at the provider.
    pub fn logout_token(&self, change: impl FnOnce(&mut Map<String, Value>)) -> String {
        let inside = self.inside();
        let now = at(NOW).0 / 1_000;
        let claims = json!({
            "iss": inside.issuer, "aud": CLIENT, "iat": now, "exp": now + 120, "jti": "message-1",
            "sid": "session-1", "sub": inside.subject,
            "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        });
        let Value::Object(mut claims) = claims else { unreachable!() };
        change(&mut claims);
        signed(&Value::Object(claims), inside.key, "logout+jwt")
    }
}

fn key(number: u8, named: bool) -> CoreEdDsaPrivateSigningKey {
    // PKCS #8 of an Ed25519 key (RFC 8410).
    let mut der =
        vec![0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    der.extend([number; 32]);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der));
    let name = named.then(|| JsonWebKeyId::new(format!("k{number}")));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, name).expect("a key")
}

pub fn signed(claims: &Value, number: u8, typ: &str) -> String {
    signed_with(claims, (number, true), typ)
}

/// With a key that is named or not.
fn signed_with(claims: &Value, (number, named): (u8, bool), typ: &str) -> String {
    let name = format!("k{number}");
    signed_as(claims, (number, named.then_some(name.as_str())), typ)
}

fn signed_as(claims: &Value, (number, name): (u8, Option<&str>), typ: &str) -> String {
    let mut header = json!({ "alg": "EdDSA", "typ": typ });
    if let Some(name) = name {
        header["kid"] = json!(name);
    }
    let message = format!("{}.{}", part(&header), part(claims));
    let signature =
        key(number, false).sign(&CoreJwsSigningAlgorithm::EdDsa, message.as_bytes()).expect("a signature");
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// A token whose header says how it is (not) signed.
pub fn forged(claims: &Value, alg: &str) -> String {
    let header = json!({ "alg": alg, "typ": "JWT" });
    let signature = if alg == "none" { String::new() } else { URL_SAFE_NO_PAD.encode([7; 32]) };
    format!("{}.{}.{signature}", part(&header), part(claims))
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// What every address answers when the provider is in trouble.
fn trouble(inside: &Inside) -> Option<Response> {
    match inside.twist {
        Twist::Html => Some(([(header::CONTENT_TYPE, "text/html")], "<h1>Maintenance</h1>").into_response()),
        Twist::Failing => Some(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        _ => None,
    }
}

async fn metadata(State(provider): State<Provider>) -> Response {
    let hangs = {
        let mut inside = provider.inside();
        inside.described += 1;
        inside.twist == Twist::Hanging
    };
    if hangs {
        std::future::pending::<()>().await;
    }
    let inside = provider.inside();
    if let Some(answer) = trouble(&inside) {
        return answer;
    }
    let issuer = &inside.issuer;
    let mut said = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "end_session_endpoint": format!("{issuer}/end?kept=1"),
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    });
    for (name, value) in &inside.more_metadata {
        said[name] = value.clone();
    }
    Json(said).into_response()
}

async fn keys(State(provider): State<Provider>) -> Response {
    let hangs = {
        let mut inside = provider.inside();
        inside.keys_read += 1;
        inside.twist == Twist::Hanging
    };
    if hangs {
        std::future::pending::<()>().await;
    }
    let inside = provider.inside();
    if let Some(answer) = trouble(&inside) {
        return answer;
    }
    let own = key(inside.key, inside.named).as_verification_key();
    let keys = if inside.named { vec![own] } else { vec![key(200, false).as_verification_key(), own] };
    Json(json!({ "keys": keys })).into_response()
}

async fn token(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    let mut inside = provider.inside();
    if let Some(answer) = trouble(&inside) {
        return answer;
    }
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    authorization.unwrap_or_default().clone_into(&mut inside.authorization);
    inside.exchanged = form.clone();
    let Some(asked) = form.get("code").and_then(|code| inside.codes.remove(code)) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let token = id_token(&inside, &asked["nonce"]);
    Json(json!({ "access_token": "access", "token_type": "Bearer", "expires_in": 60, "id_token": token }))
        .into_response()
}

fn id_token(inside: &Inside, nonce: &str) -> String {
    let now = at(NOW).0 / 1_000;
    let mut claims = json!({
        "iss": inside.issuer, "aud": CLIENT, "sub": inside.subject, "nonce": nonce,
        "iat": now + inside.later, "exp": now + 300, "sid": "session-1",
    });
    match inside.twist {
        Twist::Nonce => claims["nonce"] = json!("another-sign-in-has-another-nonce"),
        Twist::Audience => claims["aud"] = json!("another-service"),
        Twist::Issuer => claims["iss"] = json!("https://evil.example"),
        Twist::Expired => claims["exp"] = json!(now - 120),
        Twist::Future => claims["iat"] = json!(now + 3_600),
        Twist::Unsigned => return forged(&claims, "none"),
        Twist::PublicKeyAsSecret => return forged(&claims, "HS256"),
        Twist::ForeignKey => return signed_with(&claims, (99, inside.names()), "JWT"),
        Twist::OtherName => return signed_as(&claims, (inside.key, Some("another")), "JWT"),
        _ => {}
    }
    signed_with(&claims, (inside.withdrawn.unwrap_or(inside.key), inside.names()), "JWT")
}

async fn userinfo(State(provider): State<Provider>, headers: HeaderMap) -> Response {
    let inside = provider.inside();
    if headers.get(header::AUTHORIZATION).is_none_or(|value| value != "Bearer access") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let subject = if inside.twist == Twist::OtherSubject { "somebody-else" } else { &inside.subject };
    let claims = json!({ "sub": subject, "email": "e.morin@example.org", "ENTPersonJointure": [9001] });
    if inside.signs_userinfo {
        let mut claims = claims;
        claims["iss"] = json!(inside.issuer);
        claims["aud"] = json!([CLIENT]);
        return ([(header::CONTENT_TYPE, "application/jwt")], signed(&claims, inside.key, "JWT"))
            .into_response();
    }
    Json(claims).into_response()
}
