//! Open pages follow what changes: each hears of it, and what it asks for then is true.

mod heads;
mod written;

use backend::spaces::{Step, save_article};
use domain::{
    MessageId,
    communications::RewordingInput,
    spaces::{ArticleInput, SpaceKind},
};
use reqwest::{Method, multipart::Form};
use serde_json::Value;
use testing_server::{Answer, Browser, Server, both_engines, everybody, in_schools};

use crate::announcements::Events;

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

/// The form of an event.
fn event<'a>(title: &'a str, day: &'a str) -> Vec<(&'static str, &'a str)> {
    let hours = [("debut-heure", "10:00"), ("fin-heure", "11:30"), ("intervalle", "1")];
    let said = [("cle", "0123456789abcdef"), ("titre", title), ("debut-date", day)];
    said.into_iter().chain(hours).collect()
}

/// The address of what a form has written.
async fn writes(writer: &Browser, form: &str, fields: &[(&str, &str)]) -> String {
    let saved = writer.post_form(form, fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    saved.location().split_once('?').expect("what was done").0.to_owned()
}

/// The same for the form of an article, which has files.
async fn publishes(writer: &Browser, form: &str, title: &str, text: &str) -> String {
    let fields =
        [("cle", "form-0001"), ("version", "0"), ("titre", title), ("corps", text), ("action", "publier")];
    let typed =
        fields.into_iter().fold(Form::new(), |typed, (name, value)| typed.text(name, value.to_owned()));
    let saved = Answer::of(writer.request(Method::POST, form).multipart(typed)).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    saved.location().split_once('?').expect("what was done").0.to_owned()
}

/// A page for reading that is open: what it follows, and the version that it shows.
struct Open {
    path: String,
    topic: String,
    of: String,
    version: String,
}

impl Open {
    async fn at(reader: &Browser, path: &str) -> Self {
        let page = reader.get(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        let says = |attribute| after(&page.body, "id=\"page-suivie\"", attribute).expect(attribute);
        let open = Self {
            path: path.to_owned(),
            topic: says("data-live"),
            of: says("data-of"),
            version: says("data-version"),
        };
        assert!(!open.is_told(reader).await, "{path} shows what there is");
        open
    }

    /// `topic=number.version`
    fn query(&self) -> String {
        format!("{}={}.{}", self.topic, self.of, self.version)
    }

    /// What the server answers when the page asks whether there is news.
    async fn asks_for_news(&self, reader: &Browser) -> Answer {
        reader.get(&format!("/flux/etat?{}", self.query())).await
    }

    async fn is_told(&self, reader: &Browser) -> bool {
        let told = self.asks_for_news(reader).await;
        assert_eq!(told.status, 200, "{}: {}", self.path, told.body);
        told.body.contains(&format!("event: {}\n", self.topic))
    }

    /// The page is told of a change, asks for itself, and is up to date then.
    async fn follows(&mut self, reader: &Browser) -> String {
        assert!(self.is_told(reader).await, "{} hears of the change", self.path);
        let page = asks(reader, &self.path, &self.topic).await;
        self.version = after(&page, "id=\"page-suivie\"", "data-version").expect("a version");
        assert!(!self.is_told(reader).await, "{} is up to date", self.path);
        page
    }
}

/// The event that was written first is next, and thirteen were written since: the list of *Actualités* does
/// not show it.
#[both_engines]
async fn an_open_home_page_hears_that_another_event_is_next(server: Server) {
    let parents = server.world.space(server.world.curie, SpaceKind::Parents).await;
    let [writer, reader] = [server.browser_of("redacteur").await, server.browser_of("parent").await];
    let new = format!("/espaces/{parents}/agenda/nouveau");
    let first = writes(&writer, &new, &event("Bourse aux livres", "2026-10-08")).await;
    for number in 0..13 {
        writes(&writer, &new, &event(&format!("Plus tard {number}"), "2026-12-10")).await;
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

#[both_engines]
async fn an_open_article_hears_that_it_was_corrected_and_withdrawn(server: Server) {
    let parents = server.world.space(server.world.curie, SpaceKind::Parents).await;
    let [head, reader] = [server.browser_of("direction").await, server.browser_of("parent").await];
    let new = format!("/espaces/{parents}/articles/nouveau");
    let path = publishes(&head, &new, "Séjour", "<p>Lundi</p>").await;
    let mut open = Open::at(&reader, &path).await;
    let of = format!("article={}.", open.of);

    publishes(&head, &format!("{path}/modifier"), "Séjour", "<p>Mardi</p>").await;
    let page = open.follows(&reader).await;
    let (_, said) = page.split_once("data-key=\"dit\"").expect("what happened");
    assert!(said.split_once("</p>").expect("its end").0.contains("Corrigé le"), "{said}");
    assert!(page.contains("Mardi") && page.contains("<del>"), "and what changed: {page}");

    assert_eq!(head.post_form(&format!("{path}/retirer"), &[]).await.status, 303);
    let page = open.follows(&reader).await;
    assert!(page.contains("Cet article a été retiré") && !page.contains("Mardi</p>"), "{page}");
    let stranger = server.browser_of("eleve").await;
    for address in ["/flux", "/flux/etat"] {
        assert_eq!(stranger.get(&format!("{address}?{of}")).await.status, 404, "{address}");
    }
}

/// An open page compares what has happened with what had happened when it was loaded, and says what is new.
#[both_engines]
async fn a_page_names_what_has_happened_and_says_it_when_it_asks_again(server: Server) {
    let parents = server.world.space(server.world.curie, SpaceKind::Parents).await;
    let [head, reader] = [server.browser_of("direction").await, server.browser_of("parent").await];
    let new = format!("/espaces/{parents}/articles/nouveau");
    let path = publishes(&head, &new, "Séjour", "<p>Lundi</p>").await;
    publishes(&head, &format!("{path}/modifier"), "Séjour", "<p>Mardi</p>").await;
    let said = |page: &str| {
        let (_, rest) = page.split_once("data-key=\"dit\"").expect("a place");
        rest.split_once("</p>").expect("its end").0.to_owned()
    };
    let happened = |page: &str| after(page, "id=\"page-suivie\"", "data-said").expect("what happened");
    let loaded = reader.get(&path).await.body;
    assert!(happened(&loaded).starts_with("Corrigé le"), "{loaded}");
    assert!(!said(&loaded).contains("Corrigé le"), "nothing happened since: {loaded}");
    let again = asks(&reader, &path, "article").await;
    assert_eq!(happened(&again), happened(&loaded));
    assert!(said(&again).contains("Corrigé le"), "{again}");
}

#[both_engines]
async fn an_open_event_hears_that_it_was_changed_cancelled_and_removed(server: Server) {
    let parents = server.world.space(server.world.curie, SpaceKind::Parents).await;
    let [writer, reader] = [server.browser_of("redacteur").await, server.browser_of("parent").await];
    let new = format!("/espaces/{parents}/agenda/nouveau");
    let path = writes(&writer, &new, &event("Bourse aux livres", "2026-10-08")).await;
    let mut open = Open::at(&reader, &path).await;

    let later = [event("Bourse aux livres", "2026-10-09"), vec![("version", "0")]].concat();
    writes(&writer, &format!("{path}/modifier"), &later).await;
    let page = open.follows(&reader).await;
    assert!(page.contains("9 octobre") && page.contains("Corrigé le"), "{page}");

    assert_eq!(writer.post_form(&format!("{path}/annuler"), &[]).await.status, 303);
    assert!(open.follows(&reader).await.contains("Annulé"));
    assert_eq!(
        server.browser_of("eleve").await.get(&format!("/flux/etat?{}", open.query())).await.status,
        404
    );

    assert_eq!(writer.post_form(&format!("{path}/supprimer"), &[]).await.status, 303);
    assert_eq!(open.asks_for_news(&reader).await.status, 404, "the page asks, and is refused");
}

#[both_engines]
async fn an_open_news_item_hears_that_it_was_corrected_is_over_and_cancelled(server: Server) {
    let world = &server.world;
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let over = world.news_to("Exposition", |form| form.days("2026-10-05", "2026-10-05")).await;
    let reader = server.browser_of("eleve").await;
    let mut open = Open::at(&reader, &format!("/actualites/{id}")).await;
    let mut ends = Open::at(&reader, &format!("/actualites/{over}")).await;
    let mut events = Events::open(&reader, &format!("/flux?{}", open.query())).await;

    let author = world.actor("collectivite").await;
    let reworded =
        |typed: &mut RewordingInput| "Journée des familles".clone_into(&mut typed.input.news.title);
    author.corrects(id, reworded).await.expect("a correction");
    let told = events.next().await.expect("it was corrected");
    let page = open.follows(&reader).await;
    assert_eq!(told, open.version, "the stream tells the version that the page then shows");
    assert!(page.contains("Journée des familles") && page.contains("Corrigé le"), "{page}");
    assert!(!ends.is_told(&reader).await, "another news item");
    author.corrects(id, |typed| typed.input.second.first = "it".into()).await.expect("another language");
    assert!(events.next().await.is_some(), "it is to be read in another language");
    assert!(open.follows(&reader).await.contains("lang=\"it\""));

    author.cancel(id).await.expect("cancelled");
    assert_eq!(events.next().await.as_deref(), Some("fin"), "there is nothing more to hear");
    assert_eq!(open.asks_for_news(&reader).await.status, 404);

    world.set_clock("2026-10-06T08:00:00Z");
    let reader = server.browser_of("eleve").await;
    assert!(ends.follows(&reader).await.contains("Exposition"), "it can still be read");
}

/// Each list hears of what it shows, and of nothing else.
#[both_engines]
async fn open_lists_of_a_space_and_agendas_hear_of_what_they_show(server: Server) {
    let parents = server.world.space(server.world.curie, SpaceKind::Parents).await;
    let [head, reader] = [server.browser_of("direction").await, server.browser_of("parent").await];
    let mut articles = Open::at(&reader, &format!("/espaces/{parents}")).await;
    let mut agenda = Open::at(&reader, &format!("/espaces/{parents}/agenda")).await;
    let mut own = Open::at(&reader, "/agenda").await;

    let article =
        publishes(&head, &format!("/espaces/{parents}/articles/nouveau"), "Séjour", "<p>Oui</p>").await;
    assert!(articles.follows(&reader).await.contains("Séjour"));
    assert!(!agenda.is_told(&reader).await && !own.is_told(&reader).await, "an article is no event");

    let new = format!("/espaces/{parents}/agenda/nouveau");
    let at = writes(&head, &new, &event("Bourse aux livres", "2026-10-08")).await;
    assert!(agenda.follows(&reader).await.contains("Bourse aux livres"));
    assert!(!articles.is_told(&reader).await && !own.is_told(&reader).await, "that of the space");

    let mut events = Events::open(&reader, &format!("/flux?{}", own.query())).await;
    writes(&reader, "/agenda/nouveau", &event("Dentiste", "2026-10-08")).await;
    let told = events.next().await.expect("one's own agenda has changed");
    assert!(own.follows(&reader).await.contains("Dentiste"));
    assert_eq!(told, own.version);
    assert!(!agenda.is_told(&reader).await, "one's own");

    assert_eq!(head.post_form(&format!("{article}/retirer"), &[]).await.status, 303);
    assert!(!articles.follows(&reader).await.contains("Séjour"));
    assert_eq!(head.post_form(&format!("{at}/supprimer"), &[]).await.status, 303);
    assert!(!agenda.follows(&reader).await.contains("Bourse aux livres"));
    let stranger = server.browser_of("eleve").await;
    for open in [&articles, &agenda] {
        assert_eq!(open.asks_for_news(&stranger).await.status, 404, "{}", open.path);
    }
}

#[both_engines]
async fn open_pages_of_what_a_school_received_hear_of_each_change(server: Server) {
    let world = &server.world;
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let reader = server.browser_of("secretariat").await;
    let path = format!("/communications/recues/{id}?etablissement={}", world.curie);
    let mut list = Open::at(&reader, "/communications/recues").await;
    let mut one = Open::at(&reader, &path).await;
    let author = world.actor("collectivite").await;

    let reworded =
        |typed: &mut RewordingInput| "Journée des familles".clone_into(&mut typed.input.news.title);
    author.corrects(id, reworded).await.expect("a correction");
    assert!(list.follows(&reader).await.contains("Journée des familles"));
    assert!(one.follows(&reader).await.contains("Corrigé le"));

    let manager = world.actor("referent").await;
    manager.takes_offline(id, world.curie, "Erreur de date").await.expect("offline");
    assert!(list.follows(&reader).await.contains("data-state=\"offline\""));
    assert!(one.follows(&reader).await.contains("Erreur de date"));

    let other = world.news_to("Exposition", |form| form).await;
    assert!(list.follows(&reader).await.contains("Exposition"));
    assert!(!one.is_told(&reader).await, "another one");

    let said = ("Le 12", "Est-ce bien le 12 ?");
    manager.contacts(id, world.curie, "form-number-1", said).await.expect("a question");
    assert!(one.follows(&reader).await.contains("Est-ce bien le 12"), "what a colleague asked");
    let asked = world.number("SELECT message_id FROM exchange").await.expect("a message");
    let (backend, caller) = (&world.backend, author.caller().await);
    let answer =
        backend::messages::reply(backend, &caller, MessageId(asked), "form-number-2", "Le 13.").await;
    answer.expect("an answer");
    assert!(one.follows(&reader).await.contains("Le 13."), "and what the author answered");
    assert!(!list.is_told(&reader).await, "the list does not show it");

    author.cancel(id).await.expect("cancelled");
    assert!(list.follows(&reader).await.contains("data-state=\"cancelled\""));
    assert!(one.follows(&reader).await.contains("data-state=\"cancelled\""));
    let pupil = server.browser_of("eleve").await;
    for query in ["recues=0.".to_owned(), format!("recues={other}.")] {
        for address in ["/flux", "/flux/etat"] {
            let answer = pupil.get(&format!("{address}?{query}")).await;
            assert_eq!(answer.status, 403, "{address} {query}");
        }
    }
}

/// What is written elsewhere makes no difference: the page would ask for what it shows already.
#[both_engines]
async fn open_pages_of_what_a_school_received_are_told_nothing_of_other_schools(server: Server) {
    let world = &server.world;
    let (author, head) = (world.actor("collectivite").await, world.actor("proviseure").await);
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let there = |form: testing_server::Form| form.to([in_schools(&[world.pasteur], everybody())]);
    let foreign = world.news_to("Ailleurs", there).await;
    let reader = server.browser_of("secretariat").await;
    let list = Open::at(&reader, "/communications/recues").await;
    let one = Open::at(&reader, &format!("/communications/recues/{id}?etablissement={}", world.curie)).await;

    let reworded = |typed: &mut RewordingInput| "Là-bas".clone_into(&mut typed.input.news.title);
    author.corrects(foreign, reworded).await.expect("a correction");
    let said = ("Le 12", "Est-ce bien le 12 ?");
    head.contacts(id, world.pasteur, "form-number-1", said).await.expect("a question");
    assert!(!list.is_told(&reader).await, "the list");
    assert!(!one.is_told(&reader).await, "one of them");
}

/// Moderators see what is scheduled, and what could not be published; readers see neither.
#[both_engines]
async fn an_open_space_tells_its_moderators_alone_what_is_not_published(server: Server) {
    let world = &server.world;
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let (writer, path) = (world.actor("redacteur").await, format!("/espaces/{parents}"));
    let [head, reader] = [server.browser_of("direction").await, server.browser_of("parent").await];
    let (mut open, readers) = (Open::at(&head, &path).await, Open::at(&reader, &path).await);
    let mut events = Events::open(&head, &format!("/flux?{}", open.query())).await;
    let input = ArticleInput {
        title: "Portes ouvertes".to_owned(),
        body: "<p>Samedi</p>".to_owned(),
        later: true,
        day: "2026-10-05".to_owned(),
        time: "10:05".to_owned(),
        ..ArticleInput::default()
    };
    for (step, what) in [
        (Step::Publish { confirmed: None }, "it is scheduled"),
        (Step::Keep, "it is a draft again"),
        (Step::Publish { confirmed: None }, "it is scheduled again"),
    ] {
        let (backend, caller) = (&world.backend, writer.caller().await);
        save_article(backend, &caller, parents, None, "form-0001", &input, step).await.expect("saved");
        assert_eq!(open.follows(&head).await.contains("Portes ouvertes"), step != Step::Keep, "{what}");
        assert_eq!(events.next().await.as_ref(), Some(&open.version), "{what}");
    }
    world.sql(&format!("DELETE FROM access_grant WHERE person_id = {}", writer.person)).await;
    world.set_clock("2026-10-05T08:05:00Z");
    world.publish().await;
    open.follows(&head).await;
    assert_eq!(events.next().await.as_ref(), Some(&open.version), "it could not be published");
    assert!(!readers.is_told(&reader).await, "nothing is there for readers");
}
