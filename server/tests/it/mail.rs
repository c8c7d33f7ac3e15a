//! *Copies par courriel* on *Mon compte*, and the link that stops the copies.

use backend::{
    Services,
    mail::{MailSettings, Mailer},
};
use reqwest::Method;

use testing_server::{Answer, Server, both_engines};

const PAGE: &str = "/courriel/desinscription/";

/// A server with a mail relay, to which nothing is ever sent.
async fn server(url: &str) -> Server {
    let settings = MailSettings {
        smtp_url: "smtp://127.0.0.1:1".to_owned(),
        from: "Porte-voix <ent@example.fr>".to_owned(),
        public_url: "https://ent.example.fr".to_owned(),
    };
    let services = Services { mail: Some(Mailer::new(&settings).expect("a mailer")), ..Services::default() };
    let server = Server::start_with_services(url, services, None, |_| {}).await;
    server
        .world
        .sql("UPDATE person SET email = 'parent@courriel.example' WHERE external_id = 'parent'")
        .await;
    server
}

async fn wanted(server: &Server) -> i64 {
    server.world.number("SELECT COUNT(*) FROM mail_preference WHERE wanted").await.expect("a count")
}

async fn token(server: &Server) -> String {
    use sea_orm::EntityTrait as _;
    let row = backend::entities::mail_preference::Entity::find().one(&server.world.backend.db).await;
    row.expect("rows").expect("a row").token
}

#[both_engines]
async fn only_people_with_an_address_can_choose_copies(url: &str) {
    let server = server(url).await;
    let parent = server.browser_of("parent").await;
    let page = parent.get("/mon-compte").await.body;
    assert!(page.contains("parent@courriel.example") && page.contains("name=\"copies\""), "{page}");
    let answer = parent.post_form("/mon-compte/courriel", &[("copies", "oui")]).await;
    assert_eq!((answer.status, wanted(&server).await), (303, 1));
    assert!(parent.get(answer.location()).await.body.contains("Vous recevrez une copie"));
    let page = parent.get("/mon-compte").await.body;
    let (_, control) = page.split_once("name=\"copies\"").expect("the box");
    assert!(control[..control.find('>').expect("its end")].contains("checked"), "{page}");
    let answer = parent.post_form("/mon-compte/courriel", &[]).await;
    assert_eq!((answer.status, wanted(&server).await), (303, 0));
    assert!(parent.get(answer.location()).await.body.contains("plus de copies"));
    // Without an address: a sentence, and no form control.
    let pupil = server.browser_of("eleve").await;
    let page = pupil.get("/mon-compte").await.body;
    assert!(page.contains("L’annuaire n’a pas d’adresse") && !page.contains("name=\"copies\""), "{page}");
    let answer = pupil.post_form("/mon-compte/courriel", &[("copies", "oui")]).await;
    assert_eq!(answer.status, 409);
    assert!(answer.body.contains("adresse de courriel"), "{}", answer.body);
    assert_eq!(wanted(&server).await, 0);
}

#[both_engines]
async fn whoever_gets_no_copy_at_their_address_is_told(url: &str) {
    let server = server(url).await;
    let world = &server.world;
    let reader = server.browser_of("parent").await;
    reader.post_form("/mon-compte/courriel", &[("copies", "oui")]).await;
    let (author, parent) = (world.person("cpe").await, world.person("parent").await);
    let says_so = async || {
        let page = reader.get("/mon-compte").await.body;
        page.contains("Le dernier courriel n’a pas pu être remis à cette adresse.")
    };
    assert!(!says_so().await);
    for (number, (ended, told)) in
        [("failed_at", true), ("done_at", false), ("failed_at", true)].into_iter().enumerate()
    {
        let id = world.letter(&format!("Lettre {number}")).by(author).to(&[parent]).await;
        let insert = "INSERT INTO job (kind, key, subject_id, person_id, created_at, due_at,";
        let key = format!("m{id}-p{parent}");
        world.sql(&format!("{insert} {ended}) VALUES ('mail', '{key}', {id}, {parent}, 0, 0, 1)")).await;
        assert_eq!(says_so().await, told, "{number}");
    }
    // Nobody is bothered who wants no copies.
    reader.post_form("/mon-compte/courriel", &[]).await;
    assert!(!says_so().await);
}

#[both_engines]
async fn a_portal_without_a_relay_says_so(server: Server) {
    let parent = server.browser_of("parent").await;
    let page = parent.get("/mon-compte").await.body;
    assert!(
        page.contains("Ce portail n’envoie pas de courriel") && !page.contains("name=\"copies\""),
        "{page}"
    );
    let answer = parent.post_form("/mon-compte/courriel", &[("copies", "oui")]).await;
    assert_eq!((answer.status, wanted(&server).await), (409, 0));
}

#[both_engines]
async fn anybody_with_the_link_can_stop_the_copies(url: &str) {
    let server = server(url).await;
    let parent = server.browser_of("parent").await;
    let subscribe = async || parent.post_form("/mon-compte/courriel", &[("copies", "oui")]).await;
    subscribe().await;
    let (token, nobody) = (token(&server).await, server.anonymous());
    // Opening the page changes nothing, and reveals nothing about anybody.
    let page = nobody.get(&format!("{PAGE}{token}")).await;
    let other = nobody.get(&format!("{PAGE}abc")).await;
    assert_eq!((page.status, other.status, wanted(&server).await), (200, 200, 1));
    assert!(page.body.contains("<form") && !page.body.contains("parent@") && !page.body.contains("Martin"));
    // The button.
    let answer = nobody.post_form(&format!("{PAGE}{token}"), &[]).await;
    assert_eq!((answer.status, wanted(&server).await), (303, 0));
    assert!(nobody.get(answer.location()).await.body.contains("plus de copies par courriel"));
    // One click of a mail program: no session, no origin, no redirect.
    subscribe().await;
    let click = |token: &str| {
        let request = nobody.bare(Method::POST, &format!("{PAGE}{token}"));
        request.header("content-type", "application/x-www-form-urlencoded").body("List-Unsubscribe=One-Click")
    };
    let known = Answer::of(click(&token)).await;
    let unknown = Answer::of(click("0123456789abcdef")).await;
    assert_eq!((known.status, wanted(&server).await), (200, 0));
    assert_eq!((unknown.status, &unknown.body), (200, &known.body), "the same answer as for a known link");
    // The same form, sent as multipart.
    subscribe().await;
    let parts = reqwest::multipart::Form::new().text("List-Unsubscribe", "One-Click");
    let answer = Answer::of(nobody.bare(Method::POST, &format!("{PAGE}{token}")).multipart(parts)).await;
    assert_eq!((answer.status, wanted(&server).await), (200, 0));
    // Other sites may send this form only.
    for path in
        ["/mon-compte/courriel", "/courriel/desinscription", "/courriel/desinscription/a/b", "/connexion"]
    {
        assert_eq!(Answer::of(nobody.bare(Method::POST, path)).await.status, 403, "{path}");
    }
}
