//! *Accueil* when one of its blocks fails or does not answer: the others are there.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use domain::communications::Severity;
use futures::StreamExt as _;
use reqwest::Method;
use server::{AppState, config::Settings, router};
use testing_server::{Answer, Browser, Crossing, PASSWORD, Server, announcement, both_engines, news};
use tokio::{sync::oneshot, time::timeout};
use tower::ServiceExt as _;

/// What each block says when it is missing.
const MISSING: [(&str, &str); 3] = [
    ("items", "Les actualités n’ont pas pu être lues."),
    ("messages", "Les messages n’ont pas pu être lus."),
    ("agenda", "L’agenda n’a pas pu être lu."),
];

async fn server_with(url: &str, crossing: &Crossing) -> Server {
    let server = Server::start_with_services(url, crossing.services(), None, |_| {}).await;
    let sender = server.world.actor("enseignant").await;
    sender.publishes(&announcement("Sortie lundi")).await;
    server.world.actor("redacteur").await.publishes(&news("Exposition", "<p>Oui</p>")).await;
    server
}

async fn home(browser: &Browser) -> String {
    let answer = browser.get("/").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("Sortie lundi"), "{}", answer.body);
    answer.body
}

/// The blocks that are missing on a page.
fn missing(page: &str) -> Vec<&'static str> {
    let gone = MISSING.iter().filter(|(_, sentence)| page.contains(sentence));
    gone.map(|(block, _)| *block).collect()
}

#[both_engines]
async fn a_block_that_does_not_answer_leaves_the_others(url: &str) {
    let crossing = Crossing::default();
    let server = server_with(url, &crossing).await;
    let reader = server.browser_of("eleve").await;
    assert_eq!(missing(&home(&reader).await), Vec::<&str>::new());
    for (block, _) in MISSING {
        crossing.at(block, std::future::pending());
        let page = home(&reader).await;
        crossing.all_happened();
        assert_eq!(missing(&page), [block]);
        assert_eq!(page.contains("Exposition"), block != "items", "{block}");
    }
    assert_eq!(missing(&home(&reader).await), Vec::<&str>::new(), "it comes back by itself");
}

#[both_engines]
async fn a_block_that_fails_leaves_the_others(url: &str) {
    let server = server_with(url, &Crossing::default()).await;
    let reader = server.browser_of("eleve").await;
    // Without *Actualités* nobody knows the next event of the spaces: *Prochain évènement* says so.
    // *Actualités* say when events take place, too.
    let both = vec!["items", "agenda"];
    for (table, gone) in [("article", both.clone()), ("event_occurrence", both)] {
        // What is kept in memory is made anew.
        server.world.actor("enseignant").await.publishes(&announcement("Autre")).await;
        server.world.sql(&format!("ALTER TABLE {table} RENAME TO gone")).await;
        assert_eq!(missing(&home(&reader).await), gone, "{table}");
        server.world.sql(&format!("ALTER TABLE gone RENAME TO {table}")).await;
    }
}

#[both_engines]
async fn announcements_that_fail_leave_the_other_blocks(url: &str) {
    const GONE: &str = "Les annonces n’ont pas pu être lues.";
    let server = server_with(url, &Crossing::default()).await;
    let reader = server.browser_of("eleve").await;
    assert!(!home(&reader).await.contains(GONE));
    // What is kept in memory is made anew.
    server.world.actor("enseignant").await.publishes(&announcement("Autre")).await;
    server.world.sql("ALTER TABLE announcement RENAME TO gone").await;
    let answer = reader.get("/").await;
    server.world.sql("ALTER TABLE gone RENAME TO announcement").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains(GONE) && answer.body.contains("Exposition"), "{}", answer.body);
    assert_eq!(missing(&answer.body), Vec::<&str>::new());
    assert!(!home(&reader).await.contains(GONE), "they come back by themselves");
}

#[both_engines]
async fn the_announcements_come_before_the_others_are_there(url: &str) {
    let crossing = Crossing::default();
    let server = server_with(url, &crossing).await;
    let reader = server.browser_of("eleve").await;
    let (release, held) = oneshot::channel::<()>();
    crossing.at("before-messages", async move {
        let _ = held.await;
    });
    let answer = reader.request(Method::GET, "/").send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let mut pieces = answer.bytes_stream();
    let mut page = String::new();
    while !page.contains("Sortie lundi") {
        let piece = pieces.next().await.expect("the announcements").expect("a piece");
        page += &String::from_utf8_lossy(&piece);
    }
    assert!(!page.contains("id=\"actualites\""), "nothing else is there: {page}");
    release.send(()).expect("it waits");
    while let Some(piece) = pieces.next().await {
        page += &String::from_utf8_lossy(&piece.expect("a piece"));
    }
    crossing.all_happened();
    assert_eq!(missing(&page), Vec::<&str>::new());
    assert!(page.contains("Exposition") && page.contains("</html>"), "{page}");
}

/// Each page has its own number for its scripts.
fn without_nonce(page: &str) -> String {
    let (_, rest) = page.split_once("nonce=\"").expect("a script");
    let (nonce, _) = rest.split_once('"').expect("the end of its number");
    page.replace(nonce, "")
}

#[both_engines]
async fn a_page_in_two_pieces_says_what_it_says_in_one(url: &str) {
    let crossing = Crossing::default();
    let server = server_with(url, &crossing).await;
    let sender = server.browser_of("enseignant").await;
    let asks = || sender.request(Method::GET, "/").header("accept-language", "en");
    // The first page counts as one that saw the announcement.
    Answer::of(asks()).await;
    let whole = Answer::of(asks()).await.body;
    for said in ["<html lang=\"en\"", "id=\"vos-communications\"", "</main>", "class=\"tab-bar\""] {
        assert_eq!(whole.matches(said).count(), 1, "{said}: {whole}");
    }
    let (inside, around) = whole.split_once("</main>").expect("an end of the content");
    assert!(inside.contains("id=\"contenu\"") && inside.contains("id=\"actualites\""), "{inside}");
    assert!(around.contains("class=\"page-foot\"") && around.contains("class=\"tab-bar\""), "{around}");
    let (release, held) = oneshot::channel::<()>();
    crossing.at("before-messages", async move {
        let _ = held.await;
    });
    let answer = asks().send().await.expect("an answer");
    release.send(()).expect("it waits");
    let pieces = answer.text().await.expect("a page");
    crossing.all_happened();
    assert_eq!(without_nonce(&pieces), without_nonce(&whole));
}

#[both_engines]
async fn what_follows_is_read_though_nobody_takes_it(url: &str) {
    let crossing = Crossing::default();
    let server = server_with(url, &crossing).await;
    let session = server.browser_of("eleve").await.cookie.expect("a session");
    let (release, held) = oneshot::channel::<()>();
    let (tell, read) = oneshot::channel::<()>();
    crossing.at("before-messages", async move {
        let _ = held.await;
    });
    crossing.at("messages", async move {
        let _ = tell.send(());
    });
    // Without a connection, nothing asks for the second piece.
    let settings = Settings { site_root: "no-site".into(), ..Settings::default() };
    let router = router(AppState::new(server.world.backend.clone(), &settings));
    let request = http::Request::get("/").header("host", "localhost").header("cookie", session);
    let answer = router.oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    assert_eq!(answer.status(), 200);
    release.send(()).expect("it waits");
    timeout(Duration::from_secs(20), read)
        .await
        .expect("it does not wait for the client")
        .expect("it was read");
    let page = to_bytes(answer.into_body(), usize::MAX).await.expect("a page");
    assert!(page.ends_with(b"</html>"));
}

#[both_engines]
async fn half_a_page_is_not_taken_for_a_whole_one(url: &str) {
    let crossing = Crossing::default();
    let server = server_with(url, &crossing).await;
    let reader = server.browser_of("eleve").await;
    let (release, held) = oneshot::channel::<()>();
    crossing.at("before-messages", async move {
        held.await.expect("a panic, which this test wants");
    });
    let answer = reader.request(Method::GET, "/").send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    drop(release);
    assert!(answer.text().await.is_err());
    assert_eq!(missing(&home(&reader).await), Vec::<&str>::new(), "the next page is whole");
}

/// The menus count what is unread: without it there are none, and the answer says that it failed.
#[both_engines]
async fn a_page_whose_menus_fail_has_its_blocks_all_the_same(url: &str) {
    let server = server_with(url, &Crossing::default()).await;
    let reader = server.browser_of("eleve").await;
    assert!(home(&reader).await.contains("id=\"menu-principal\""));
    server.world.sql("ALTER TABLE delivery RENAME TO gone").await;
    let answer = reader.get("/").await;
    server.world.sql("ALTER TABLE gone RENAME TO delivery").await;
    assert_eq!(answer.status, 500, "{}", answer.body);
    let page = answer.body;
    assert_eq!(missing(&page), ["messages"]);
    assert!(page.contains("Sortie lundi") && page.contains("Exposition"), "{page}");
    assert!(!page.contains("id=\"menu-principal\"") && !page.contains("class=\"tab-bar\""), "{page}");
    let (content, foot) = page.split_once("class=\"page-foot\"").expect("a foot");
    assert!(content.contains("id=\"actualites\"") && foot.ends_with("</html>"), "{page}");
    assert!(home(&reader).await.contains("id=\"menu-principal\""), "they come back by themselves");
}

#[both_engines]
async fn cards_say_when_and_who_and_alerts_since_when(server: Server) {
    let sender = server.world.actor("enseignant").await;
    sender.publishes(&announcement("Bus en panne").severity(Severity::Alert)).await;
    sender.publishes(&announcement("Sortie lundi")).await;
    server.world.actor("redacteur").await.publishes(&news("Exposition", "<p>Oui</p>")).await;
    let page = server.browser_of("eleve").await.get("/").await.body;
    for (class, text, when) in [
        ("announcement", "Bus en panne", "depuis 10:00"),
        ("announcement", "Sortie lundi", "aujourd’hui, 10:00"),
        ("item", "Exposition", "aujourd’hui, 10:00"),
    ] {
        let class = format!("class=\"{class}\"");
        let mut cards = page.split("<article").skip(1).filter_map(|rest| rest.split("</article>").next());
        let card = cards.find(|card| card.contains(&class) && card.contains(text)).expect(text);
        assert!(card.contains(when) && card.contains("Lycée Curie"), "{card}");
    }
}

#[both_engines]
async fn whoever_sends_finds_the_latest_communications_with_their_figures(server: Server) {
    let sender = server.world.actor("enseignant").await;
    for text in ["Première", "Deuxième", "Troisième", "Quatrième"] {
        sender.publishes(&announcement(text)).await;
    }
    let reader = server.browser_of("eleve").await;
    let page = reader.get("/").await.body;
    assert!(!page.contains("vos-communications") && !page.contains("/communications/nouvelle"), "{page}");
    backend::communications::store_sightings(&server.world.backend).await.expect("stored");
    let page = server.browser_of("enseignant").await.get("/").await.body;
    assert!(page.contains("href=\"/communications/nouvelle\""), "{page}");
    let block = page.split_once("id=\"vos-communications\"").expect("the block").1;
    let block = block.split("</section>").next().expect("its end");
    assert!(block.contains("Quatrième") && block.contains("Deuxième"), "{block}");
    assert!(!block.contains("Première"), "the last three: {block}");
    assert!(block.contains("Déployée") && block.contains(", vue par 1"), "{block}");
}

#[both_engines]
async fn what_never_went_out_promises_no_publication(server: Server) {
    const NOT_YET: &str = "Pas encore publiée";
    let sender = server.world.actor("enseignant").await;
    let id = sender.sends(&announcement("Plus tard").days("2026-10-20", "2026-10-21")).await;
    let browser = server.browser_of("enseignant").await;
    let page = browser.get("/").await.body;
    assert!(page.contains(NOT_YET), "{page}");
    // It can no longer be taken back.
    server.world.wait(60_000);
    sender.cancel(id).await.expect("cancelled");
    let page = browser.get("/").await.body;
    assert!(page.contains("Annulée") && !page.contains(NOT_YET), "{page}");
}

#[both_engines]
async fn an_administrator_who_is_alone_reads_what_comes_next(server: Server) {
    const FIRST: &str = "Personne d’autre n’a encore de compte";
    server.world.administrator("collectivite").await;
    let mut admin = server.anonymous();
    admin.signs_in("collectivite", PASSWORD).await;
    let page = admin.get("/").await.body;
    let said = page.split_once(FIRST).expect("the sentence").1;
    assert!(said.contains("href=\"/administration/annuaire\" class=\"button\""), "{said}");
    let reader = server.browser_of("eleve").await;
    assert!(!reader.get("/").await.body.contains(FIRST), "nobody else");
    assert!(!admin.get("/").await.body.contains(FIRST), "nor once there are others");
}

/// The clock of the reader's machine may say another day.
#[both_engines]
async fn pages_tell_the_time_of_the_server(url: &str) {
    let server = server_with(url, &Crossing::default()).await;
    let reader = server.browser_of("eleve").await;
    for _ in 0..2 {
        let now = server.world.backend.clock.now().0;
        for path in ["/", "/agenda", "/messagerie"] {
            let page = reader.get(path).await.body;
            assert!(page.contains(&format!("data-now=\"{now}\"")), "{path}: {page}");
        }
        server.world.wait(90_000);
    }
}
