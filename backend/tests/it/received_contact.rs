//! *Contacter l'auteur*: a message that quotes the communication, and its answers.

use backend::{Error, communications};
use domain::{
    Conflict, MessageId,
    access::{Right, Role},
    communications::received::{Contact, Exchanges},
    directory::Profile,
    fields::FieldProblem,
    messages::{MessageKind, view::InboxFilter},
};
use testing::{Actor, QUESTION, World, announcement, both_engines, message, refused_field, staff};

const KEY: &str = "0123456789abcdef";

async fn newest(reader: Actor<'_>) -> MessageId {
    reader.inbox(&InboxFilter::default()).await.rows.first().expect("a message").id
}

async fn on_the_sender_s_page(sender: Actor<'_>, id: domain::CommunicationId) -> Result<Exchanges, Error> {
    communications::exchanges(&sender.world.backend, &sender.caller().await, id).await
}

fn senders(exchanges: &Exchanges) -> Vec<&str> {
    exchanges.messages.iter().map(|message| message.sender.as_str()).collect()
}

#[both_engines]
async fn the_author_is_asked_and_the_answer_stands_on_both_pages(world: World) {
    let (author, manager) = (world.actor("collectivite").await, world.actor("referent").await);
    let id = author.publishes(&message("Sortie", "<p>Lundi <em>20</em> octobre &amp; mardi</p>")).await;
    world.wait(1_000);
    manager.contacts(id, world.curie, KEY, ("La date", QUESTION)).await.expect("a message");

    let asked = author.opens(newest(author).await).await.expect("a message");
    assert_eq!((asked.kind, asked.subject.as_str()), (MessageKind::Contact, "La date"));
    assert_eq!((asked.sender.as_str(), asked.source.as_str()), ("referent Martin", "Lycée Curie"));
    assert_eq!(asked.about, Some(format!("/communications/{id}")));
    let body = asked.body.as_str();
    assert!(body.starts_with(&format!("<p>{QUESTION}</p><blockquote>")), "{body}");
    assert!(body.contains("<p>Sortie</p><p>Lundi 20 octobre &amp; mardi</p>"), "{body}");

    world.wait(1_000);
    author.answers(asked.id, KEY, "Oui, c’est la bonne.").await.expect("an answer");
    let answer = manager.opens(newest(manager).await).await.expect("a message");
    assert_eq!(answer.subject, "Re\u{a0}: La date");
    assert_eq!(answer.about, Some(format!("/communications/recues/{id}")));
    world.wait(1_000);
    manager.answers(answer.id, KEY, "Merci.").await.expect("an answer");

    let both = ["referent Martin", "collectivite Martin", "referent Martin"];
    let here = manager.opens_received(id, world.curie).await.expect("a page").exchanges;
    assert_eq!(senders(&here), both);
    assert!(here.messages[1].body.as_str().contains("Oui, c’est la bonne."));
    // Who may only look reads the same.
    let viewer = world.actor("secretariat").await.opens_received(id, world.curie).await.expect("a page");
    assert_eq!(senders(&viewer.exchanges), both);
    let there = on_the_sender_s_page(author, id).await.expect("a page");
    assert_eq!(senders(&there), both);
    assert_eq!(there.messages[0].school, "Lycée Curie");
    // Another school does not read it, nor anybody else.
    let elsewhere = world.actor("proviseure").await.opens_received(id, world.pasteur).await.expect("a page");
    assert!(elsewhere.exchanges.messages.is_empty());
    let stranger = on_the_sender_s_page(world.actor("gestionnaire").await, id).await;
    assert!(matches!(stranger, Err(Error::NotFound)), "{stranger:?}");
}

#[both_engines]
async fn what_somebody_wrote_stays_text(world: World) {
    let (author, manager) = (world.actor("collectivite").await, world.actor("referent").await);
    let id = author.publishes(&announcement("<img src=x onerror=x()> & « Kermesse »")).await;
    let said = ("<b>Objet</b>", "<script>x()</script>\n\n<p>Deux</p>");
    manager.contacts(id, world.curie, KEY, said).await.expect("a message");
    let asked = author.opens(newest(author).await).await.expect("a message");
    let body = asked.body.as_str();
    assert_eq!(asked.subject, "<b>Objet</b>", "a subject is never HTML");
    assert!(
        body.starts_with("<p>&lt;script&gt;x()&lt;/script&gt;</p><p>&lt;p&gt;Deux&lt;/p&gt;</p>"),
        "{body}"
    );
    assert!(
        body.contains("&lt;img src=x onerror=x()&gt; &amp; « Kermesse »") && !body.contains("<img"),
        "{body}"
    );
}

#[both_engines(flavor = "multi_thread")]
async fn a_form_sent_twice_asks_once_and_nobody_is_flooded(world: World) {
    let (author, manager) = (world.actor("collectivite").await, world.actor("referent").await);
    let id = author.publishes(&announcement("Kermesse")).await;
    let before = author.finds_letters("", "").await.len();
    let send = |text: &'static str| manager.contacts(id, world.curie, KEY, ("La date", text));
    let twice = futures::join!(send(QUESTION), send(QUESTION));
    assert!(twice.0.is_ok() && twice.1.is_ok(), "{twice:?}");
    assert_eq!(author.finds_letters("", "").await.len(), before + 1);
    manager.contacts(id, world.curie, KEY, ("Le lieu", QUESTION)).await.expect("a message");
    assert_eq!(author.finds_letters("", "").await.len(), before + 2, "another subject is another question");
    for number in 1..19 {
        let text = format!("{QUESTION} {number}");
        manager.contacts(id, world.curie, KEY, ("La date", &text)).await.expect("a message");
    }
    let more = send("Encore").await;
    assert!(matches!(more, Err(Error::Conflict(Conflict::TooManyContacts))), "{more:?}");
    send(QUESTION).await.expect("sent before");
    // The bound is each person's own, and lasts an hour.
    let head = world.actor("direction").await;
    head.contacts(id, world.curie, KEY, ("La date", QUESTION)).await.expect("a message");
    world.wait(3_600_001);
    send("Encore").await.expect("a message");
    let shown = manager.opens_received(id, world.curie).await.expect("a page").exchanges;
    assert_eq!((shown.messages.len(), shown.more), (22, 0));
}

/// A form that comes back by the browser's button still has its key.
#[both_engines]
async fn the_same_text_about_another_subject_is_another_message(world: World) {
    let (author, manager) = (world.actor("collectivite").await, world.actor("referent").await);
    let id = author.publishes(&announcement("Kermesse")).await;
    let before = author.finds_letters("", "").await.len();
    for subject in ["La date", "Le lieu", "Le lieu"] {
        manager.contacts(id, world.curie, KEY, (subject, QUESTION)).await.expect("a message");
    }
    assert_eq!(author.finds_letters("", "").await.len(), before + 2);
}

#[both_engines]
async fn invalid_fields_are_named_and_nothing_is_stored(world: World) {
    let (author, manager) = (world.actor("collectivite").await, world.actor("referent").await);
    let id = author.publishes(&announcement("Kermesse")).await;
    let before = world.counts().await;
    let send =
        async |subject: &str, text: &str| manager.contacts(id, world.curie, KEY, (subject, text)).await;
    assert_eq!(refused_field(send("La date", " \n ").await), ("texte".to_owned(), FieldProblem::Required));
    assert_eq!(refused_field(send(" ", QUESTION).await), ("objet".to_owned(), FieldProblem::Required));
    let long = FieldProblem::TooLong { count: 5_001, max: 5_000 };
    assert_eq!(refused_field(send("La date", &"é".repeat(5_001)).await), ("texte".to_owned(), long));
    let long = FieldProblem::TooLong { count: 151, max: 150 };
    assert_eq!(refused_field(send(&"é".repeat(151), QUESTION).await), ("objet".to_owned(), long));
    let foreign_key = manager.contacts(id, world.curie, "<x>", ("La date", QUESTION)).await;
    assert!(matches!(foreign_key, Err(Error::NotFound)), "{foreign_key:?}");
    assert_eq!(world.counts().await, before);
}

#[both_engines]
async fn there_must_be_somebody_to_write_to(world: World) {
    let manager = world.actor("referent").await;
    world
        .add("partante")
        .stands_in(staff(world.leconte, Profile::LocalAuthority, "Chargée de mission"))
        .holds(Role::SenderAdministrator, domain::access::Scope::Authority(world.authority))
        .save()
        .await;
    let author = world.actor("partante").await;
    let id = author.publishes(&announcement("Kermesse")).await;
    assert_eq!(manager.opens_received(id, world.curie).await.expect("a page").contact, Contact::Possible);
    world.sql(&format!("UPDATE person SET removed_at = 1 WHERE id = {}", author.person)).await;
    assert_eq!(manager.opens_received(id, world.curie).await.expect("a page").contact, Contact::AuthorGone);
    let gone = manager.contacts(id, world.curie, KEY, ("La date", QUESTION)).await;
    assert!(matches!(gone, Err(Error::Conflict(Conflict::NobodyToContact))), "{gone:?}");
    // A head who speaks for the authority does not write to themselves.
    world
        .add("cumularde")
        .stands_in(testing::head(world.curie))
        .holds(Role::SenderAdministrator, domain::access::Scope::Authority(world.authority))
        .save()
        .await;
    let own = world.actor("cumularde").await;
    let form = announcement("De moi").perimeter(format!("collectivite-{}", world.authority));
    let id = own.publishes(&form).await;
    assert_eq!(own.opens_received(id, world.curie).await.expect("a page").contact, Contact::Own);
    let own = own.contacts(id, world.curie, KEY, ("La date", QUESTION)).await;
    assert!(matches!(own, Err(Error::Conflict(Conflict::OwnCommunication))), "{own:?}");
}

#[both_engines]
async fn only_a_manager_of_the_school_writes_to_the_author(world: World) {
    let id = world.actor("collectivite").await.publishes(&announcement("Kermesse")).await;
    for name in ["secretariat", "gestionnaire", "eleve"] {
        let result = world.actor(name).await.contacts(id, world.curie, KEY, ("La date", QUESTION)).await;
        assert!(matches!(result, Err(Error::Forbidden(Right::ContactAuthor))), "{name}: {result:?}");
    }
    for (name, school) in [("etrangere", world.curie), ("referent", world.pasteur)] {
        let result = world.actor(name).await.contacts(id, school, KEY, ("La date", QUESTION)).await;
        assert!(matches!(result, Err(Error::NotFound)), "{name}: {result:?}");
    }
}
