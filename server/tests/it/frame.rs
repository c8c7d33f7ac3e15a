//! The frame on a portal's page, and the small window that hands a token over to it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use backend::portals::set_state;
use domain::portals::{PortalState, SigningAlgorithm};
use reqwest::Method;
use testing_server::{Answer, PORTAL_ORIGIN, Server, SigningPortal, announcement, both_engines};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::{
    layer::{Context, Layer, SubscriberExt as _},
    registry,
};

/// Counts the lines about answers that failed.
struct Failures(Arc<AtomicUsize>);

impl<S: Subscriber> Layer<S> for Failures {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let of = event.metadata();
        if *of.level() <= Level::WARN && of.target() == "server::door::numbered" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[both_engines]
async fn only_the_portal_frames_it_and_only_its_reader_agrees(server: Server) {
    let world = &server.world;
    world.actor("enseignant").await.publishes(&announcement("Sortie")).await;
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let own = format!("http://{}", server.address);
    let signs = SigningPortal::new("ent", SigningAlgorithm::EdDsa).for_audience(&own);
    let id = world.registers(&admin, &signs).await;
    let (nobody, pupil) = (server.anonymous(), server.browser_of("eleve").await);
    let window = format!("/widget/fenetre/{id}");

    let frame = nobody.get(&format!("/widget/cadre/{id}?langue=en")).await;
    assert_eq!(frame.status, 200, "{}", frame.body);
    let policy = frame.header("content-security-policy").expect("a policy").to_owned();
    assert!(policy.ends_with(&format!("frame-ancestors {PORTAL_ORIGIN}")), "{policy}");
    assert_eq!(frame.header("x-frame-options"), None);
    assert!(frame.body.contains("lang=\"en\"") && frame.body.contains(&window), "{}", frame.body);

    let asked_first = nobody.get(&window).await;
    assert!(asked_first.body.contains("href=\"/connexion\"") && !asked_first.body.contains("<form"));
    let question = pupil.get(&window).await;
    assert_eq!(question.header("cross-origin-opener-policy"), Some("unsafe-none"), "tied to the frame");
    let policy = question.header("content-security-policy").expect("a policy");
    assert!(policy.ends_with("frame-ancestors 'none'"), "nobody clicks through a frame: {policy}");
    assert_eq!(question.header("x-frame-options"), Some("DENY"));
    assert!(question.body.contains("Portail ent") && !question.body.contains("data-token=\""));

    let agreed = Answer::of(pupil.request(Method::POST, &window)).await;
    assert_eq!(agreed.status, 200, "{}", agreed.body);
    assert_eq!(agreed.header("cache-control"), Some("no-store"));
    let token = agreed.body.split_once("data-token=\"").expect("a token").1;
    let token = token.split_once('"').expect("its end").0;
    let bearer = format!("Bearer {token}");
    let list = nobody.bare(Method::GET, "/api/widget/annonces?langue=fr").header("authorization", &bearer);
    let list = Answer::of(list).await;
    assert!(list.status == 200 && list.body.contains("Sortie"), "{} {}", list.status, list.body);
    let elsewhere = nobody
        .bare(Method::GET, "/api/widget/annonces?langue=fr")
        .header("authorization", &bearer)
        .header("origin", PORTAL_ORIGIN);
    assert_eq!(Answer::of(elsewhere).await.status, 401, "the portal's own pages cannot use it");
    let foreign = pupil.bare(Method::POST, &window).header("sec-fetch-site", "cross-site");
    assert_ne!(Answer::of(foreign).await.status, 200, "nobody else agrees for its reader");

    assert_eq!(pupil.post_form("/deconnexion", &[]).await.status, 303);
    let list = nobody.bare(Method::GET, "/api/widget/annonces?langue=fr").header("authorization", &bearer);
    assert_eq!(Answer::of(list).await.status, 401, "it ends with the session");
}

/// Whoever has the address of a paused portal reads what to do instead, inside its frame too.
#[both_engines]
async fn a_paused_portal_says_so(server: Server) {
    let world = &server.world;
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let own = format!("http://{}", server.address);
    let signs = SigningPortal::new("ent", SigningAlgorithm::EdDsa).for_audience(&own);
    let id = world.registers(&admin, &signs).await;
    let (nobody, pupil) = (server.anonymous(), server.browser_of("eleve").await);
    let (window, frame) = (format!("/widget/fenetre/{id}"), format!("/widget/cadre/{id}"));
    assert!(pupil.get(&window).await.body.contains("Portail ent"));
    set_state(&world.backend, &admin, id, PortalState::Paused).await.expect("paused");
    let failures = Arc::new(AtomicUsize::new(0));
    let _listening = tracing::subscriber::set_default(registry().with(Failures(Arc::clone(&failures))));
    let agreed = Answer::of(pupil.request(Method::POST, &window)).await;
    for answer in [nobody.get(&frame).await, nobody.get(&window).await, pupil.get(&window).await, agreed] {
        assert_eq!(answer.status, 503, "{}", answer.body);
        assert!(answer.body.contains("n’affiche pas vos annonces en ce moment"), "{}", answer.body);
        assert!(answer.body.contains("href=\"/\"") && !answer.body.contains("data-token=\""));
    }
    let policy = nobody.get(&frame).await.header("content-security-policy").expect("a policy").to_owned();
    assert!(policy.ends_with(&format!("frame-ancestors {PORTAL_ORIGIN}")), "{policy}");
    assert_eq!(failures.load(Ordering::Relaxed), 0, "the log tells only of what was not chosen");
    tracing::warn!(target: "server::door::numbered", "a line");
    assert_eq!(failures.load(Ordering::Relaxed), 1, "which would have been heard");
}
