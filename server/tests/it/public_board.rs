//! The public board over HTTP: the feed, the screen of a hall and what it asks for.

use domain::communications::Severity;
use reqwest::Method;
use testing_server::{Answer, Server, announcement, both_engines, on_sqlite_url};

const FEED: &str = "/etablissements/0570051W/annonces.atom";
const HALL: &str = "/etablissements/0570051W/affichage";
const LIST: &str = "/api/etablissements/0570051W/annonces";

#[both_engines]
async fn everybody_reads_the_same_and_nothing_of_a_person(server: Server) {
    let sender = server.world.actor("enseignant").await;
    sender.publishes(&announcement("Interne")).await;
    let form = announcement("Forum <b> & « métiers »").severity(Severity::Alert).public();
    let id = sender.publishes(&form.link("https://ent.example/?a=1&b=2")).await;
    let (stranger, pupil) = (server.anonymous(), server.browser_of("eleve").await);
    for address in [FEED, HALL, LIST] {
        let answer = stranger.get(address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        assert_eq!(answer.body, pupil.get(address).await.body, "{address}");
        assert_eq!(answer.header("set-cookie"), None, "{address}");
        assert!(answer.body.contains("Forum") && !answer.body.contains("Interne"), "{address}");
        // In JSON it is a character like any other.
        assert!(address == LIST || !answer.body.contains("<b>"), "{address}: {}", answer.body);
        let unknown = address.replace("0570051W", "0000000X");
        assert_eq!(stranger.get(&unknown).await.status, 404, "{unknown}");
    }
    let feed = stranger.get(FEED).await;
    assert_eq!(feed.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    assert!(feed.body.contains("https://ent.example/?a=1&amp;b=2"), "{}", feed.body);
    let count = |tag: &str| feed.body.matches(tag).count();
    assert_eq!(
        (count("<entry>"), count("<content>")),
        (1, 1),
        "an entry without a link needs it: {}",
        feed.body
    );
    let hall = stranger.get(HALL).await;
    let policy = hall.header("content-security-policy").expect("a policy");
    assert!(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(hall.body.contains("Alerte"), "severity is a word");
    let list = stranger.get(LIST).await;
    assert_eq!(list.header("portevoix-next"), Some("4"));
    let (first, tag) = (list.json(), list.header("etag").expect("a version").to_owned());
    assert_eq!(first["announcements"][0]["ends_at"], "2026-10-12T22:00:00Z");
    for name in ["author", "person", "recipients"] {
        assert!(first["announcements"][0].get(name).is_none());
    }

    let again = stranger.request(Method::GET, LIST).header("if-none-match", &tag).send();
    let again = again.await.expect("an answer");
    assert_eq!(again.status().as_u16(), 304);
    assert_eq!(again.headers()["portevoix-next"], "4");
    let author = server.browser_of("enseignant").await;
    let states = author.get(&format!("/communications/{id}?onglet=etats")).await.body;
    for address in [FEED, HALL] {
        assert!(states.contains(&format!("href=\"{address}\"")), "the author finds it: {states}");
    }
    sender.cancel(id).await.expect("cancelled");
    for address in [FEED, HALL, LIST] {
        assert!(!stranger.get(address).await.body.contains("Forum"), "{address}");
    }
}

#[both_engines]
async fn only_the_script_of_the_widget_is_for_every_site(server: Server) {
    let stranger = server.anonymous();
    for (address, expected) in
        [("/widget.js", Some("*")), ("/widget/0.js", Some("*")), (LIST, None), (FEED, None)]
    {
        let answer = stranger.get(address).await;
        assert_eq!(answer.header("access-control-allow-origin"), expected, "{address}");
    }
}

/// A screen has no settings that anybody could change.
#[tokio::test]
async fn the_language_of_an_address_counts_like_that_of_a_browser() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let stranger = server.anonymous();
        for address in [FEED, HALL] {
            for language in ["fr", "en"] {
                let named = stranger.get(&format!("{address}?lang={language}")).await;
                assert_eq!(named.status, 200, "{address}: {}", named.body);
                let asked = stranger.request(Method::GET, address).header("accept-language", language);
                assert_eq!(named.body, Answer::of(asked).await.body, "{address} {language}");
            }
        }
    })
    .await;
}
