//! Open pages follow what changes: each hears of it, and what it asks for then is true.

use reqwest::Method;
use serde_json::Value;
use testing_server::{Answer, Browser, Server, both_engines};

use domain::spaces::SpaceKind;

/// The value of an attribute, the first one after a place in a page.
fn after(page: &str, place: &str, attribute: &str) -> Option<String> {
    let (_, rest) = page.split_once(place)?;
    let (_, rest) = rest.split_once(&format!("{attribute}=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// What an open page gets when it asks for itself.
async fn asks(reader: &Browser, path: &str, topic: &str) -> String {
    let asked = reader.request(Method::GET, path).header(app::named::FOLLOWS, topic);
    let answer = Answer::of(asked).await;
    assert_eq!(answer.status, 200, "{path} {topic}: {}", answer.body);
    answer.body
}

/// What an event carries to a page that shows this version; `None` if it tells nothing.
async fn carried(reader: &Browser, version: &str) -> Option<Value> {
    let told = reader.get(&format!("/flux/etat?annonces={version}")).await;
    assert_eq!(told.status, 200, "{}", told.body);
    let (_, event) = told.body.split_once("event: annonces\n")?;
    let data = event.lines().find_map(|line| line.strip_prefix("data: ")).expect("what it carries");
    Some(serde_json::from_str(data).expect("lists"))
}

/// The event that was written first is next, and thirteen were written since: the list of *Actualités* does
/// not show it.
#[both_engines]
async fn an_open_home_page_hears_that_another_event_is_next(server: Server) {
    let parents = server.world.space(server.world.curie, SpaceKind::Parents).await;
    let [writer, reader] = [server.browser_of("redacteur").await, server.browser_of("parent").await];
    let writes = async |title: &str, day: &str| {
        let fields = [
            ("cle", "0123456789abcdef"),
            ("titre", title),
            ("debut-date", day),
            ("debut-heure", "10:00"),
            ("fin-heure", "11:30"),
            ("intervalle", "1"),
        ];
        let saved = writer.post_form(&format!("/espaces/{parents}/agenda/nouveau"), &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        saved.location().split_once('?').expect("what was done").0.to_owned()
    };
    let first = writes("Bourse aux livres", "2026-10-08").await;
    for number in 0..13 {
        writes(&format!("Plus tard {number}"), "2026-12-10").await;
    }
    let page = asks(&reader, "/", "annonces").await;
    assert!(page.contains("Plus tard 12") && !page.contains("Bourse aux livres"), "{page}");
    let version = after(&page, "id=\"annonces-recentes\"", "data-version").expect("a version");
    let next = after(&page, "id=\"actualites-recentes\"", "data-next").expect("the next event");
    assert!(asks(&reader, "/", "jour").await.contains("Bourse aux livres"));
    assert_eq!(carried(&reader, &version).await, None, "nothing has changed");

    let cancelled = writer.post_form(&format!("{first}/annuler"), &[]).await;
    assert_eq!(cancelled.status, 303, "{}", cancelled.body);
    let lists = carried(&reader, &version).await.expect("another event is next");
    let items = lists["actualites"].as_str().expect("a list");
    let now = after(items, "<ul", "data-next").expect("the next event");
    assert_ne!(now, next, "the page asks for the next event");
    let page = asks(&reader, "/", "annonces").await;
    let asked = after(&page, "id=\"actualites-recentes\"", "data-next");
    assert_eq!(asked, Some(now), "whether the stream carries the list or not");
    assert!(!asks(&reader, "/", "jour").await.contains("Bourse aux livres"));
}
