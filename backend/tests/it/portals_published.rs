//! Portals that publish their keys at an address.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use backend::{
    Services,
    outbound::Outbound,
    portals::{self, Exchanged, Presented},
};
use domain::portals::{PortalInput, Refused, SigningAlgorithm};
use testing::{AUDIENCE, PORTAL_ORIGIN, SigningPortal, World, on_sqlite_url, proved};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// What the address answers at the moment, and how often it was asked.
#[derive(Default)]
struct Published {
    answer: Mutex<String>,
    asked: AtomicUsize,
}

impl Published {
    fn says(&self, status: &str, body: &str) {
        *self.answer.lock().expect("a lock") = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
    }

    fn publishes(&self, keys: &[&SigningPortal]) {
        let keys: Vec<String> = keys.iter().map(|portal| portal.jwk()).collect();
        self.says("200 OK", &format!("{{\"keys\":[{}]}}", keys.join(",")));
    }

    async fn serve(self: Arc<Self>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _ = stream.read(&mut [0; 4_096]).await;
                self.asked.fetch_add(1, Ordering::SeqCst);
                let answer = self.answer.lock().expect("a lock").clone();
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        format!("http://{address}/jwks")
    }
}

#[tokio::test]
async fn published_keys_are_rotated_without_an_administrator() {
    on_sqlite_url(async |url| {
        let outbound = Outbound::new(&["127.0.0.0/8".parse().expect("a network")]);
        let world = World::with(url, Services { outbound, ..Services::default() }).await;
        world.backend.portals.serve_as(AUDIENCE, 2_000);
        world.administrator("direction").await;
        let admin = world.actor("direction").await.caller().await;
        let published = Arc::new(Published::default());
        let keys_address = Arc::clone(&published).serve().await;
        let old = SigningPortal::new("ent", SigningAlgorithm::Es256);
        let input = PortalInput { keys_address, ..old.input() };
        let proved = proved(&world.backend, &admin, "").await;
        let id = portals::register(&world.backend, &admin, &input, &proved).await.expect("a portal");
        let exchanges = async |portal: &SigningPortal| {
            let statement = portal.states(&world, "eleve");
            let answer = portals::exchange(&world.backend, &statement, PORTAL_ORIGIN).await;
            matches!(answer.expect("an answer"), Exchanged::Token(_))
        };
        let why = async || {
            portals::store_refusals(&world.backend).await.expect("refusals");
            let page = portals::detail(&world.backend, &admin, id).await.expect("the page");
            page.refusals.iter().map(|row| row.why).collect::<Vec<_>>()
        };
        let asked = || published.asked.load(Ordering::SeqCst);
        published.says("200 OK", "<html>");
        assert!(!exchanges(&old).await, "no keys");
        assert_eq!(why().await, [Refused::KeysUnavailable]);
        published.publishes(&[&old]);
        assert!(!exchanges(&old).await, "asked a moment ago");
        world.wait(10_000);
        assert!(exchanges(&old).await && exchanges(&old).await);
        assert_eq!(asked(), 2, "kept");
        // A new key is found when a statement names it, however often others are named.
        let new = old.with_new_key("ent-2");
        published.publishes(&[&old, &new]);
        world.wait(10_000);
        assert!(exchanges(&new).await);
        let unknown = old.with_new_key("ent-3");
        for _ in 0..5 {
            assert!(!exchanges(&unknown).await);
        }
        assert_eq!(asked(), 3);
        assert!(why().await.contains(&Refused::UnknownKey));
        // The address is down for a while, then for too long.
        published.says("503 Service Unavailable", "");
        world.wait(2 * 60 * 60_000);
        assert!(exchanges(&new).await);
        world.wait(24 * 60 * 60_000);
        assert!(!exchanges(&new).await);
        // A key that is no longer published ends within an hour.
        published.publishes(&[&new]);
        world.wait(60_000);
        assert!(exchanges(&new).await && !exchanges(&old).await);
    })
    .await;
}

#[tokio::test]
async fn a_token_ends_with_the_published_key_or_its_address() {
    on_sqlite_url(async |url| {
        let outbound = Outbound::new(&["127.0.0.0/8".parse().expect("a network")]);
        let world = World::with(url, Services { outbound, ..Services::default() }).await;
        world.backend.portals.serve_as(AUDIENCE, 2_000);
        world.administrator("direction").await;
        let admin = world.actor("direction").await.caller().await;
        let published = Arc::new(Published::default());
        let keys_address = Arc::clone(&published).serve().await;
        let old = SigningPortal::new("ent", SigningAlgorithm::Es256);
        let new = old.with_new_key("ent-2");
        published.publishes(&[&old, &new]);
        let input = PortalInput { keys_address, ..old.input() };
        let proved = proved(&world.backend, &admin, "").await;
        let id = portals::register(&world.backend, &admin, &input, &proved).await.expect("a portal");
        let token = async |portal: &SigningPortal| {
            let statement = portal.states(&world, "eleve");
            let answer = portals::exchange(&world.backend, &statement, PORTAL_ORIGIN).await;
            match answer.expect("an answer") {
                Exchanged::Token(token) => Some(token),
                _ => None,
            }
        };
        let counts = async |token: &str| {
            let presented = Presented { token, origin: Some(PORTAL_ORIGIN) };
            portals::holder(&world.backend, presented).await.expect("an answer").is_some()
        };
        let (by_old, by_new) = (token(&old).await.expect("a token"), token(&new).await.expect("a token"));
        assert!(counts(&by_old).await && counts(&by_new).await);
        // The portal withdraws a key; its keys are read again for a name that nobody knows.
        published.publishes(&[&new]);
        world.wait(10_000);
        assert!(counts(&by_old).await, "nobody has read them yet");
        assert_eq!(token(&old.with_new_key("ent-3")).await, None);
        assert!(!counts(&by_old).await && counts(&by_new).await, "only what the withdrawn key had opened");
        // The same keys at another address.
        let elsewhere = Arc::new(Published::default());
        elsewhere.publishes(&[&new]);
        let keys_address = Arc::clone(&elsewhere).serve().await;
        let moved = PortalInput { keys_address, ..input };
        portals::change(&world.backend, &admin, id, &moved, &proved).await.expect("a change");
        assert!(!counts(&by_new).await);
        let again = token(&new).await.expect("a token");
        assert!(counts(&again).await);
    })
    .await;
}

#[tokio::test]
async fn keys_without_a_name_are_rotated_too() {
    on_sqlite_url(async |url| {
        let outbound = Outbound::new(&["127.0.0.0/8".parse().expect("a network")]);
        let world = World::with(url, Services { outbound, ..Services::default() }).await;
        world.backend.portals.serve_as(AUDIENCE, 2_000);
        world.administrator("direction").await;
        let admin = world.actor("direction").await.caller().await;
        let published = Arc::new(Published::default());
        let keys_address = Arc::clone(&published).serve().await;
        let old = SigningPortal::new("ent", SigningAlgorithm::Es256).nameless();
        let nameless = || old.with_new_key("").nameless();
        let (new, thief) = (nameless(), nameless());
        published.publishes(&[&old]);
        let input = PortalInput { keys_address, ..old.input() };
        let proved = proved(&world.backend, &admin, "").await;
        let id = portals::register(&world.backend, &admin, &input, &proved).await.expect("a portal");
        let exchanges = async |portal: &SigningPortal| {
            let statement = portal.states(&world, "eleve");
            let answer = portals::exchange(&world.backend, &statement, PORTAL_ORIGIN).await;
            matches!(answer.expect("an answer"), Exchanged::Token(_))
        };
        let asked = || published.asked.load(Ordering::SeqCst);
        assert!(exchanges(&old).await);
        published.publishes(&[&new]);
        assert!(!exchanges(&new).await, "asked a moment ago");
        world.wait(10_000);
        assert!(exchanges(&new).await && !exchanges(&old).await);
        assert_eq!(asked(), 2);
        // Whoever forges signatures makes us ask no more often.
        for _ in 0..5 {
            assert!(!exchanges(&thief).await);
        }
        assert_eq!(asked(), 2);
        // A registered key beside the published ones hides none of them.
        let registered = old.with_new_key("ent-2");
        portals::add_key(&world.backend, &admin, id, &registered.jwk(), &proved).await.expect("a key");
        assert!(exchanges(&registered).await && exchanges(&new).await);
        // A statement may name the key, though the published one has no name.
        assert!(exchanges(&new.called("empreinte")).await);
        assert!(!exchanges(&thief.called("empreinte")).await);
        // The same name, another key.
        let reused = old.with_new_key("cle");
        let again = old.with_new_key("cle");
        published.publishes(&[&reused]);
        world.wait(10_000);
        assert!(exchanges(&reused).await);
        published.publishes(&[&again]);
        world.wait(10_000);
        assert!(exchanges(&again).await && !exchanges(&reused).await);
    })
    .await;
}
