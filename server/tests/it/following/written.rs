//! What others write about a communication stands on the open page of its author.

use domain::{MessageId, directory::Profile};
use testing_server::{Server, both_engines, note, of_profile};

use super::Open;
use crate::announcements::Events;

/// What the page says in the part that follows.
fn followed(page: &str) -> &str {
    page.split_once("id=\"page-suivie\"").expect("what follows").1
}

#[both_engines]
async fn an_author_reads_what_schools_ask_and_what_was_answered(server: Server) {
    let world = &server.world;
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let (author, manager) = (world.actor("collectivite").await, world.actor("referent").await);
    let reader = server.browser_of("collectivite").await;
    let mut open = Open::at(&reader, &format!("/communications/{id}")).await;
    let mut events = Events::open(&reader, &format!("/flux?{}", open.query())).await;

    let said = ("Le 12", "Est-ce bien le 12 ?");
    manager.contacts(id, world.curie, "form-number-1", said).await.expect("a question");
    let told = events.next().await;
    let page = open.follows(&reader).await;
    assert_eq!(told.as_ref(), Some(&open.version), "the stream tells the version that the page then shows");
    assert!(followed(&page).contains("Est-ce bien le 12"), "{page}");

    let asked = world.number("SELECT message_id FROM exchange").await.expect("a message");
    author.answers(MessageId(asked), "form-number-2", "Le 13.").await.expect("an answer");
    assert!(events.next().await.is_some());
    assert!(followed(&open.follows(&reader).await).contains("Le 13."));

    manager.takes_offline(id, world.curie, "Erreur de date").await.expect("offline");
    assert!(!open.is_told(&reader).await, "the island shows it");
    let stranger = server.browser_of("eleve").await;
    for address in ["/flux", "/flux/etat"] {
        let refused = stranger.get(&format!("{address}?ecrits={id}.")).await.status;
        assert!(matches!(refused, 403 | 404), "{address}: {refused}");
    }
}

/// Nobody else reads them, whatever their role.
#[both_engines]
async fn an_author_reads_what_readers_answer(server: Server) {
    let world = &server.world;
    let (author, family) = (world.actor("cpe").await, world.actor("parent").await);
    let mut form = note("Sortie").to([of_profile(Profile::Parent)]);
    form.input.message.reply_allowed = true;
    let id = author.publishes(&form).await;
    let path = format!("/communications/{id}");
    let [reader, manager] = [server.browser_of("cpe").await, server.browser_of("gestionnaire").await];
    let (mut open, other) = (Open::at(&reader, &path).await, Open::at(&manager, &path).await);
    let mut events = Events::open(&reader, &format!("/flux?{}", open.query())).await;

    let letter = world.number(&format!("SELECT id FROM message WHERE communication_id = {id}")).await;
    let letter = MessageId(letter.expect("a message"));
    family.answers(letter, "form-number-1", "Nous viendrons").await.expect("an answer");
    let told = events.next().await;
    let page = open.follows(&reader).await;
    assert_eq!(told.as_ref(), Some(&open.version));
    assert!(followed(&page).contains("Nous viendrons") && page.contains("data-state=\"unread\""), "{page}");
    assert!(!other.is_told(&manager).await, "answers are letters to the author");

    let answer = world.number("SELECT id FROM message WHERE kind = 'reply'").await.expect("an answer");
    assert_eq!(reader.get(&format!("/messagerie/{answer}")).await.status, 200);
    // Opening a message wakes no page: whoever comes back to this one finds it.
    assert!(!followed(&open.follows(&reader).await).contains("data-state=\"unread\""));
}
