//! `GET /api/announcements` is a contract, and its stream carries to open pages what is new.

use std::time::Duration;

use domain::{communications::Severity, directory::Profile};
use futures::StreamExt;
use reqwest::Method;
use serde_json::{Value, json};
use testing_server::{Answer, Browser, Server, announcement, at, both_engines, of_level, parent, pupil};

const PATH: &str = "/api/announcements";
const STREAM: &str = "/flux?annonces=";

#[both_engines]
async fn the_answer_has_the_documented_shape(server: Server) {
    let sender = server.world.actor("enseignant").await;
    let form =
        announcement("</script> \"é\" 🎒").severity(Severity::Alert).link("https://ent.example/a?b=1&c");
    let alert = sender.publishes(&form).await;
    let plain = sender.publishes(&announcement("Sans lien")).await;
    let answer = server.browser_of("eleve").await.get(PATH).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let expected = json!({ "announcements": [
            {
                "id": alert.0, "source": "Lycée Curie", "severity": "alert",
                "text": "</script> \"é\" 🎒", "link": "https://ent.example/a?b=1&c",
                "starts_on": "2026-10-05", "ends_on": "2026-10-12", "deployed_at": "2026-10-05T08:00:00Z",
            },
            {
                "id": plain.0, "source": "Lycée Curie", "severity": "information",
                "text": "Sans lien", "link": null,
                "starts_on": "2026-10-05", "ends_on": "2026-10-12", "deployed_at": "2026-10-05T08:00:00Z",
            },
        ] });
    assert_eq!(answer.json(), expected);
    let other = server.browser_of("collegien").await.get(PATH).await;
    assert_eq!(other.json(), json!({ "announcements": [] }));
}

#[both_engines]
async fn without_a_session_the_answer_is_refused(server: Server) {
    server.world.actor("enseignant").await.publishes(&announcement("Interne")).await;
    let mut stranger = server.anonymous();
    for cookie in [None, Some("portevoix="), Some("portevoix=0"), Some("portevoix=\"'; --")] {
        stranger.cookie = cookie.map(str::to_owned);
        for path in [PATH, STREAM] {
            let answer = stranger.get(path).await;
            assert_eq!(answer.status, 401, "{cookie:?} {path}");
            assert!(!answer.body.contains("Interne"));
            assert_eq!(answer.header("cache-control"), Some("no-store"));
        }
    }
    let reader = server.browser_of("eleve").await;
    server.world.wait(backend::door::SESSION_LIFETIME_MS);
    assert_eq!(reader.get(PATH).await.status, 401, "the session has ended");
}

/// The events of a stream, in order.
pub struct Events {
    pieces: futures::stream::BoxStream<'static, String>,
    received: String,
    /// That of the last event.
    version: String,
}

impl Events {
    pub async fn open(browser: &Browser, path: &str) -> Self {
        let response = browser.request(Method::GET, path).send().await.expect("an answer");
        assert_eq!(response.status().as_u16(), 200);
        let kind = response.headers()["content-type"].to_str().expect("text").to_owned();
        assert_eq!(kind, "text/event-stream");
        let pieces = response.bytes_stream().map(|piece| match piece {
            Ok(bytes) => String::from_utf8(bytes.to_vec()).expect("text"),
            Err(reason) => panic!("{reason}"),
        });
        Self { pieces: pieces.boxed(), received: String::new(), version: String::new() }
    }

    /// The data of the next event that is not a greeting; `None` if the stream ends or is silent for
    /// a while.
    pub async fn next(&mut self) -> Option<String> {
        loop {
            while let Some((event, rest)) = self.received.split_once("\n\n") {
                let line =
                    |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
                let (version, data) = (line("id: "), line("data: "));
                self.received = String::from(rest);
                if data.is_some() {
                    self.version = version.unwrap_or_default();
                    return data;
                }
            }
            let piece = tokio::time::timeout(Duration::from_millis(700), self.pieces.next()).await;
            self.received.push_str(&piece.ok().flatten()?);
        }
    }

    /// Whether the stream has ended, not only fallen silent.
    async fn is_over(&mut self) -> bool {
        matches!(tokio::time::timeout(Duration::from_secs(5), self.pieces.next()).await, Ok(None))
    }
}

/// What an event carries.
fn carried(data: &str) -> Value {
    let value: Value = serde_json::from_str(data).unwrap_or_else(|_| panic!("{data}"));
    let keys: Vec<&String> = value.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["actualites", "annonces"], "nothing of a person");
    assert!(!data.contains("pour="), "nor whose forms they are: {data}");
    value
}

/// Whether an event carries an announcement with this text.
fn carries(data: &str, text: &str) -> bool {
    carried(data)["annonces"].as_str().expect("a list").contains(text)
}

/// A version is sixteen hexadecimal digits: it has no room for personal data.
fn is_version(data: &str) -> bool {
    data.len() == 16 && data.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[both_engines]
async fn the_stream_says_when_there_is_news(server: Server) {
    let sender = server.world.actor("enseignant").await;
    let reader = server.browser_of("eleve").await;
    let mut events = Events::open(&reader, STREAM).await;
    let first = events.next().await.expect("what there is now");
    let version = events.version.clone();
    let id = sender.publishes(&announcement("Nouvelle")).await;
    let second = events.next().await.expect("something was deployed");
    assert!(!carries(&first, "data-key") && carries(&first, "Aucune annonce"), "{first}");
    assert!(carries(&second, &format!("data-key=\"{id}\"")) && carries(&second, "Nouvelle"), "{second}");
    sender.cancel(id).await.expect("cancelled");
    assert_eq!(events.next().await.expect("it was cancelled"), first, "as before");
    // News for others is not news for this reader.
    server.world.actor("etrangere").await.publishes(&announcement("Ailleurs")).await;
    assert_eq!(events.next().await, None);
    // A page that sends its version gets no event for what it already shows.
    assert!(is_version(&version), "{version}");
    let mut known = Events::open(&reader, &format!("{STREAM}{version}")).await;
    assert_eq!(known.next().await, None);
}

/// What an event puts into an open page is what the page says when it is opened: so what is there
/// already stays as it is.
#[tokio::test]
async fn an_event_carries_what_the_page_shows() {
    testing_server::on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let sender = server.world.actor("enseignant").await;
        for text in ["Sortie au musée", "Réunion"] {
            sender.publishes(&announcement(text).link("https://ent.example/a?b=1&c")).await;
        }
        let reader = server.browser_of("eleve").await;
        let mut events = Events::open(&reader, STREAM).await;
        let told = carried(&events.next().await.expect("what there is now"));
        let own = format!("?{}={}", app::named::QUERY, reader.person.as_deref().expect("a person"));
        // Marks that rendering leaves between its parts.
        let plain = |html: &str| html.replace("<!>", "").replace(&own, "");
        let page = plain(&reader.get("/").await.body);
        for list in ["annonces", "actualites"] {
            let list = plain(told[list].as_str().expect("a list"));
            assert!(page.contains(&list), "{list}\n\n{page}");
        }
    })
    .await;
}

/// Readers of another language share other bytes.
#[tokio::test]
async fn an_event_is_in_the_language_of_its_reader() {
    testing_server::on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let reader = server.browser_of("eleve").await;
        let mut french = Events::open(&reader, STREAM).await;
        assert!(carries(&french.next().await.expect("what there is now"), "Aucune annonce"));
        let chosen = reader.post_form("/langue", &[("langue", "en"), ("retour", "/")]).await;
        assert_eq!(chosen.status, 303, "{}", chosen.body);
        let mut english = Events::open(&reader, STREAM).await;
        assert!(carries(&english.next().await.expect("what there is now"), "No announcement"));
        server.world.actor("enseignant").await.publishes(&announcement("Sortie")).await;
        let told = english.next().await.expect("something was deployed");
        let fold = words::Language::English.words().home.fold;
        assert!(carries(&told, "Sortie") && carries(&told, fold), "{told}");
    })
    .await;
}

/// Where something on the way collects events, a page asks; what it shows already is not repeated.
#[both_engines]
async fn a_page_that_no_stream_reaches_asks_for_its_events(server: Server) {
    let sender = server.world.actor("enseignant").await;
    let reader = server.browser_of("eleve").await;
    sender.publishes(&announcement("Nouvelle")).await;
    let asked = reader.get("/flux/etat?messages=&annonces=").await;
    assert_eq!((asked.status, asked.header("content-type")), (200, Some("text/event-stream")));
    let events: Vec<&str> = asked.body.split_terminator("\n\n").collect();
    let [greeting, messages, announcements] = events[..] else { panic!("{}", asked.body) };
    assert_eq!(greeting, "event: bonjour\ndata:3000");
    assert!(messages.starts_with("event: messages\nid: 0.0-0."), "{messages}");
    assert!(announcements.starts_with("event: annonces\nid: ") && announcements.contains("Nouvelle"));
    let version = |event: &str| event.lines().nth(1).expect("its version")[4..].to_owned();
    let (messages, announcements) = (version(messages), version(announcements));
    let again = reader.get(&format!("/flux/etat?messages={messages}&annonces={announcements}")).await;
    assert_eq!(again.body, "event: bonjour\ndata:3000\n\n");
    assert_eq!(server.anonymous().get("/flux/etat?messages=").await.status, 401);
    assert_eq!(reader.get("/flux/etat?communication=1.x").await.status, 403);
}

/// An event goes to all readers of a group as the same bytes. A parent of several children is only
/// told that there is news, and asks for what is theirs.
#[both_engines]
async fn an_event_carries_nothing_of_a_person(server: Server) {
    let world = &server.world;
    for name in ["mere", "pere"] {
        let stands = world.add(name).stands_in(parent(world.curie, "2de"));
        stands.stands_in(parent(world.pasteur, "5e")).save().await;
    }
    for name in ["voisine", "voisin"] {
        world.add(name).stands_in(parent(world.curie, "2de")).save().await;
    }
    world.add("Lina").stands_in(pupil(world.curie, "2de")).save().await;
    world.add("Tom").stands_in(pupil(world.pasteur, "5e")).save().await;
    world.add("Zoé").stands_in(pupil(world.curie, "2de")).save().await;
    for (guardian, child) in
        [("mere", "Lina"), ("mere", "Tom"), ("pere", "Lina"), ("voisine", "Zoé"), ("voisin", "Zoé")]
    {
        world.family(world.person(guardian).await, world.person(child).await).await;
    }
    let mut streams = Vec::new();
    for name in ["mere", "pere", "voisine", "voisin", "eleve"] {
        let mut events = Events::open(&server.browser_of(name).await, STREAM).await;
        assert!(events.next().await.is_some(), "{name}");
        streams.push((name, events));
    }
    let form = announcement("Orientation").to([of_level(Profile::Parent, "2de")]);
    world.actor("direction").await.publishes(&form).await;
    let mut told = Vec::new();
    for (name, events) in &mut streams {
        told.push((*name, events.next().await));
    }
    let of = |name: &str| told.iter().find(|(named, _)| *named == name).and_then(|(_, event)| event.clone());
    assert!(is_version(&of("mere").expect("there is news")), "{told:?}");
    for name in ["pere", "voisine", "voisin"] {
        let event = of(name).expect("there is news");
        assert!(carries(&event, "Orientation"), "{name}: {event}");
        for named in ["Lina", "Tom", "Zoé", "mere", "pere", "voisin"] {
            assert!(!event.contains(named), "{event}");
        }
    }
    assert_eq!(of("voisine"), of("voisin"));
    assert_eq!(of("eleve"), None);
}

#[both_engines]
async fn what_an_event_carried_is_seen_when_the_page_says_so(server: Server) {
    let sender = server.world.actor("enseignant").await;
    let reader = server.browser_of("eleve").await;
    let mut events = Events::open(&reader, STREAM).await;
    events.next().await.expect("what there is now");
    sender.publishes(&announcement("Nouvelle")).await;
    assert!(carries(&events.next().await.expect("something was deployed"), "Nouvelle"));
    let seen = async || {
        backend::communications::store_sightings(&server.world.backend).await.expect("stored");
        server.world.number("SELECT COUNT(*) FROM sighting").await
    };
    // It was sent, and nobody may have looked.
    assert_eq!(seen().await, Some(0));
    let says = async |version: &str| reader.call("/api/home/shown", &json!({ "version": version })).await;
    assert_eq!(says("0123456789abcdef").await.status, 200);
    assert_eq!(seen().await, Some(0), "that is not what is shown now");
    assert_eq!(says(&events.version).await.status, 200);
    assert_eq!(seen().await, Some(1));
}

#[both_engines]
async fn the_stream_ends_with_the_session(server: Server) {
    let reader = server.browser_of("eleve").await;
    let mut events = Events::open(&reader, STREAM).await;
    assert!(events.next().await.is_some());
    assert_eq!(reader.post_form("/deconnexion", &[]).await.status, 303);
    assert!(events.is_over().await, "signed out");
    server.world.actor("enseignant").await.publishes(&announcement("Après")).await;
    assert_eq!(events.next().await, None);
    let answer = Answer::of(reader.request(Method::GET, STREAM)).await;
    assert_eq!(answer.status, 401);
}

#[both_engines]
async fn people_who_may_see_a_communication_can_follow_it(server: Server) {
    let sender = server.world.actor("enseignant").await;
    let id = sender.sends(&announcement("Suivie")).await;
    let path = format!("/flux?communication={id}");
    let author = server.browser_of("enseignant").await;
    let mut events = Events::open(&author, &path).await;
    let first = events.next().await.expect("what there is now");
    server.world.publish().await;
    let second = events.next().await.expect("it was published");
    assert!(is_version(&first) && is_version(&second) && first != second);
    for (name, status) in [("eleve", 403), ("cpe", 200), ("etrangere", 404), ("referent", 403)] {
        let browser = server.browser_of(name).await;
        let response = browser.request(Method::GET, &path).send().await.expect("an answer");
        assert_eq!(response.status().as_u16(), status, "{name}");
    }
    assert_eq!(server.anonymous().get(&path).await.status, 401);
    let none = author.get("/flux?communication=quelconque").await;
    assert_eq!(none.status, 404);
    assert_eq!(server.world.backend.clock.now(), at(testing_server::NOW));
}

/// A session ends two hours after the last action, however often an open page asked again
/// meanwhile.
#[both_engines]
async fn following_pages_do_not_keep_a_session_alive(server: Server) {
    let id = server.world.actor("enseignant").await.publishes(&announcement("Ouverte")).await.0;
    let author = server.browser_of("enseignant").await;
    for status in [200, 200, 401] {
        server.world.wait(59 * 60 * 1_000);
        for (path, arguments) in [
            ("/api/home", json!({})),
            ("/api/messages/latest", json!({})),
            ("/api/communications/detail", json!({ "id": id })),
            ("/api/communications/sites", json!({ "id": id, "filter": {} })),
        ] {
            let answer = author.call(path, &arguments).await;
            assert_eq!(answer.status, status, "{path}: {}", answer.body);
        }
        // The pages themselves, when their module asks.
        for (path, topic, region) in [
            ("/", "annonces", "annonces-recentes"),
            ("/", "messages", "derniers-messages-recents"),
            ("/", "jour", "evenement-suivant"),
            ("/", "jour", "evenements-a-venir"),
            ("/", "jour", "communications-envoyees"),
            ("/", "tout", "jour"),
            ("/", "tout", "annonces-recentes"),
            ("/messagerie", "messages", "messages-recents"),
        ] {
            let asked = author.request(Method::GET, path).header(app::named::FOLLOWS, topic);
            let answer = Answer::of(asked).await;
            // Who is signed out is led to the door.
            assert_eq!(answer.status, if status == 401 { 303 } else { status }, "{path} {topic}");
            let shows = answer.body.contains(&format!("id=\"{region}\""));
            assert_eq!(shows, status == 200, "{path} {topic}: {}", answer.body);
        }
    }
}
