//! Pages that a browser loads before anybody asks for them: nothing on them counts as seen.

use backend::{
    agenda::{self, NewForm},
    communications,
    spaces::{self, Saved, Step},
    versions,
};
use domain::spaces::{ArticleInput, SpaceKind, article_address};
use reqwest::Method;
use testing_server::{Answer, Browser, Server, World, announcement, both_engines, event};

const KEY: &str = "form-number-0001";

/// How many notes about reading are stored: messages, announcements and news, articles and events,
/// and what a school received.
async fn notes(world: &World) -> [Option<i64>; 4] {
    let backend = &world.backend;
    communications::store_sightings(backend).await.expect("stored");
    communications::store_received(backend).await.expect("stored");
    versions::store_seen(backend).await.expect("stored");
    let mut counts = [None; 4];
    for (count, of) in counts.iter_mut().zip([
        "COUNT(*) FROM delivery WHERE read_at IS NOT NULL",
        "COUNT(DISTINCT communication_id) FROM sighting",
        "COUNT(*) FROM seen",
        "COUNT(*) FROM received_seen",
    ]) {
        *count = world.number(&format!("SELECT {of}")).await;
    }
    counts
}

/// The addresses of one page of each kind that notes its reader.
async fn pages(world: &World) -> (Vec<String>, String) {
    world.actor("enseignant").await.publishes(&announcement("Sortie lundi")).await;
    let news = world.news_to("Portes ouvertes", |form| form).await;
    let writer = world.actor("redacteur").await.caller().await;
    let space = world.space(world.curie, SpaceKind::Parents).await;
    let text =
        ArticleInput { title: "Séjour".into(), body: "<p>Lundi</p>".into(), ..ArticleInput::default() };
    let step = Step::Publish { confirmed: None };
    let saved = spaces::save_article(&world.backend, &writer, space, None, KEY, &text, step).await;
    let Ok(Saved::Published(article)) = saved else { panic!("{saved:?}") };
    let meeting = event("Réunion");
    let new = NewForm { key: KEY, input: &meeting, tells: false };
    let meeting = agenda::create(&world.backend, &writer, Some(space), new).await.expect("an event");
    let (author, reader) = (world.person("cpe").await, world.person("parent").await);
    let letter = world.letter("Carnet").by(author).to(&[reader]).await;
    let pages = vec![
        "/".to_owned(),
        format!("/actualites/{news}"),
        article_address(space, article),
        format!("/evenements/{meeting}"),
        format!("/messagerie/{letter}"),
    ];
    (pages, format!("/communications/recues/{news}?etablissement={}", world.curie))
}

async fn loads_in_advance(browser: &Browser, address: &str) {
    let head = Answer::of(browser.request(Method::HEAD, address)).await;
    assert_eq!(head.status, 200, "{address}");
    for (name, value) in [
        ("sec-purpose", "prefetch"),
        ("sec-purpose", "Prefetch;prerender"),
        ("purpose", "prefetch"),
        ("x-purpose", "preview"),
        ("x-moz", "prefetch"),
    ] {
        let ahead = Answer::of(browser.request(Method::GET, address).header(name, value)).await;
        assert_eq!(ahead.status, 200, "{address} with {name}: {value}");
    }
}

#[both_engines]
async fn a_page_that_is_loaded_in_advance_is_not_seen(server: Server) {
    let world = &server.world;
    let (pages, received) = pages(world).await;
    let (reader, school) = (server.browser_of("parent").await, server.browser_of("referent").await);
    for address in &pages {
        loads_in_advance(&reader, address).await;
    }
    loads_in_advance(&school, &received).await;
    assert_eq!(notes(world).await, [Some(0); 4]);
    for address in &pages {
        assert_eq!(reader.get(address).await.status, 200, "{address}");
    }
    assert_eq!(school.get(&received).await.status, 200);
    // The announcement and the news item; the article and the event.
    assert_eq!(notes(world).await, [Some(1), Some(2), Some(2), Some(1)]);
}
