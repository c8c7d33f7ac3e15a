//! Answers: to the author, once, and an answer to the answer.

use backend::{Error, accounts::choose_language, communications, messages};
use domain::{
    Conflict, MessageId,
    directory::Profile,
    fields::FieldProblem,
    messages::{
        MessageKind,
        view::{InboxFilter, ReplyState},
    },
};

use sea_orm::ConnectionTrait as _;
use testing::{Actor, Crossing, World, both_engines, note, of_profile, refused_field};
use words::Language;

const KEY: &str = "0123456789abcdef";

async fn newest(reader: Actor<'_>) -> MessageId {
    reader.inbox(&InboxFilter::default()).await.rows.first().expect("a message").id
}

#[both_engines]
async fn an_answer_goes_to_the_author_who_can_answer_again(world: World) {
    let (author, reader) = (world.actor("cpe").await, world.actor("eleve").await);
    let letter = world.letter("Sortie").by(author.person).answerable();
    let id = letter.saying("<p>Qui vient ?</p>").to(&[reader.person]).await;
    assert_eq!(reader.opens(id).await.expect("a message").reply, ReplyState::Possible);
    world.wait(1_000);
    reader.answers(id, KEY, "Moi.\n\n<b>Merci</b> & à demain").await.expect("an answer");
    assert_eq!(author.unread().await, 1);
    let answer = author.opens(newest(author).await).await.expect("a message");
    assert_eq!((answer.kind, answer.subject.as_str()), (MessageKind::Reply, "Re\u{a0}: Sortie"));
    assert_eq!(answer.body.as_str(), "<p>Moi.</p><p>&lt;b&gt;Merci&lt;/b&gt; &amp; à demain</p>");
    assert_eq!((answer.sender.as_str(), answer.source.as_str()), ("eleve Martin", "Lycée Curie"));
    assert_eq!(answer.schools, Vec::<String>::new(), "it came to the author alone");
    let original = answer.original.expect("what it answers");
    assert_eq!((original.subject.as_str(), original.address), ("Sortie", None));
    assert_eq!(original.body.expect("one's own words").as_str(), "<p>Qui vient ?</p>");
    assert_eq!(answer.reply, ReplyState::Possible);
    let own = reader.opens(id).await.expect("a message").answers;
    assert_eq!(own.len(), 1, "one's own answer stays under the message");
    assert_eq!(own[0].body.as_str(), "<p>Moi.</p><p>&lt;b&gt;Merci&lt;/b&gt; &amp; à demain</p>");
    assert!(answer.answers.is_empty(), "nobody else's");
    let sent = messages::written(&world.backend, &reader.caller().await, None).await.expect("a page");
    let [letter] = &sent.rows[..] else { panic!("one letter: {:?}", sent.rows) };
    assert_eq!((letter.to.as_str(), letter.answers), ("cpe Martin", Some(id)));
    assert_eq!(letter.body, own[0].body);
    world.wait(1_000);
    author.answers(answer.id, KEY, "Parfait").await.expect("an answer");
    assert_eq!(author.opens(answer.id).await.expect("a message").answers.len(), 1);
    let back = reader.opens(newest(reader).await).await.expect("a message");
    assert_eq!((back.subject.as_str(), back.reply), ("Re\u{a0}: Sortie", ReplyState::Possible));
    assert_eq!(reader.finds_letters("", "parfait").await, ["Re\u{a0}: Sortie"]);
}

/// A parent with children in two schools answers in the name of the one that wrote.
#[both_engines]
async fn an_answer_comes_from_the_school_that_was_answered(world: World) {
    let (author, reader) = (world.actor("cpe").await, world.actor("parent").await);
    for (school, name) in [(world.pasteur, "Collège Pasteur"), (world.curie, "Lycée Curie")] {
        let id = world.letter("Sortie").by(author.person).answerable().to(&[reader.person]).await;
        world.sql(&format!("UPDATE delivery SET establishment_id = {school} WHERE message_id = {id}")).await;
        world.wait(1_000);
        reader.answers(id, KEY, &format!("Oui, {name}")).await.expect("an answer");
        assert_eq!(author.opens(newest(author).await).await.expect("a message").source, name);
    }
}

/// The mark of older answers has an ordinary space before the colon.
#[both_engines]
async fn an_older_mark_is_not_repeated(world: World) {
    let (author, reader) = (world.actor("cpe").await, world.actor("eleve").await);
    let id = world.letter("Re : Sortie").by(author.person).answerable().to(&[reader.person]).await;
    reader.answers(id, KEY, "Oui").await.expect("an answer");
    let subject = author.opens(newest(author).await).await.expect("a message").subject;
    assert_eq!(subject, "Re\u{a0}: Sortie");
}

/// Two people who read different languages answer one another.
#[both_engines]
async fn the_mark_of_another_language_is_not_repeated(world: World) {
    let (author, reader) = (world.actor("cpe").await, world.actor("eleve").await);
    choose_language(&world.backend, author.person, Language::English).await.expect("a choice");
    let id = world.letter("Sortie").by(author.person).answerable().to(&[reader.person]).await;
    reader.answers(id, KEY, "Oui").await.expect("an answer");
    let answer = newest(author).await;
    world.wait(1_000);
    author.answers(answer, KEY, "Parfait").await.expect("an answer");
    let back = reader.opens(newest(reader).await).await.expect("a message");
    assert_eq!(back.subject, "Re: Sortie");
    world.wait(1_000);
    reader.answers(back.id, KEY, "Merci").await.expect("an answer");
    let last = author.opens(newest(author).await).await.expect("a message").subject;
    assert_eq!(last, "Re\u{a0}: Sortie");
}

#[both_engines(flavor = "multi_thread")]
async fn a_form_sent_twice_answers_once(world: World) {
    let (author, reader) = (world.actor("cpe").await, world.actor("eleve").await);
    let id = world.letter("Sortie").by(author.person).answerable().to(&[reader.person]).await;
    let twice = futures::join!(reader.answers(id, KEY, "Oui"), reader.answers(id, KEY, "Oui"));
    assert!(twice.0.is_ok() && twice.1.is_ok(), "{twice:?}");
    reader.answers(id, KEY, "Oui").await.expect("answered already");
    assert_eq!(author.finds_letters("", "").await.len(), 1);
    reader.answers(id, "another-form", "Oui").await.expect("an answer");
    assert_eq!(author.finds_letters("", "").await.len(), 2);
    // Back on a cached page: a different text is a different answer.
    reader.answers(id, KEY, "Oui, mais mardi").await.expect("an answer");
    assert_eq!(author.finds_letters("", "mardi").await.len(), 1);
}

#[both_engines]
async fn nobody_is_flooded_with_answers(world: World) {
    let (author, reader) = (world.actor("cpe").await, world.actor("eleve").await);
    let id = world.letter("Sortie").by(author.person).answerable().to(&[reader.person]).await;
    for number in 0..20 {
        reader.answers(id, KEY, &format!("Encore {number}")).await.expect("an answer");
    }
    let more = reader.answers(id, KEY, "Encore").await;
    assert!(matches!(more, Err(Error::Conflict(Conflict::TooManyReplies))), "{more:?}");
    // Its answer may have been lost.
    reader.answers(id, KEY, "Encore 19").await.expect("sent before");
    assert_eq!(author.unread().await, 20);
    world.wait(3_600_001);
    reader.answers(id, KEY, "Une heure plus tard").await.expect("an answer");
}

#[both_engines]
async fn messages_that_take_no_answer_send_nothing(world: World) {
    let (author, reader) = (world.actor("cpe").await, world.actor("eleve").await);
    let closed = world.letter("Sans réponse").by(author.person).to(&[reader.person]).await;
    let own = world.letter("Copie").by(reader.person).answerable().to(&[reader.person]).await;
    let program = world.letter("Avis").answerable().to(&[reader.person]).await;
    for id in [closed, own, program] {
        assert_eq!(reader.opens(id).await.expect("a message").reply, ReplyState::Closed);
        let outcome = reader.answers(id, KEY, "Oui").await;
        assert!(matches!(outcome, Err(Error::Conflict(Conflict::NoReply))), "{outcome:?}");
    }
    let left = world.letter("Partie").by(author.person).answerable().to(&[reader.person]).await;
    world.sql("UPDATE person SET removed_at = 1 WHERE external_id = 'cpe'").await;
    assert_eq!(reader.opens(left).await.expect("a message").reply, ReplyState::AuthorGone);
    let outcome = reader.answers(left, KEY, "Oui").await;
    assert!(matches!(outcome, Err(Error::Conflict(Conflict::AuthorGone))), "{outcome:?}");
    assert_eq!(world.number("SELECT COUNT(*) FROM message").await, Some(4));
}

#[both_engines]
async fn an_empty_or_invalid_text_is_refused(world: World) {
    let (author, reader) = (world.actor("cpe").await, world.actor("eleve").await);
    let id = world.letter("Sortie").by(author.person).answerable().to(&[reader.person]).await;
    for (text, problem) in [
        (" \n ".to_owned(), FieldProblem::Required),
        ("é".repeat(5_001), FieldProblem::TooLong { count: 5_001, max: 5_000 }),
        ("\u{200b}\0".to_owned(), FieldProblem::Required),
    ] {
        let refused = refused_field(reader.answers(id, KEY, &text).await);
        assert_eq!(refused, ("reponse".to_owned(), problem));
    }
    for key in ["", "short", "no spaces in it", &"a".repeat(65)] {
        assert!(matches!(reader.answers(id, key, "Oui").await, Err(Error::NotFound)), "{key}");
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM message").await, Some(1));
    reader.answers(id, KEY, &"é".repeat(5_000)).await.expect("as long as may be");
}

#[both_engines]
async fn a_reply_subject_never_exceeds_the_limit(world: World) {
    let (author, reader) = (world.actor("cpe").await, world.actor("eleve").await);
    let long = "é".repeat(150);
    let id = world.letter(&long).by(author.person).answerable().to(&[reader.person]).await;
    reader.answers(id, KEY, "Oui").await.expect("an answer");
    let subject = author.opens(newest(author).await).await.expect("a message").subject;
    assert_eq!(subject.chars().count(), 150);
    assert!(subject.starts_with("Re\u{a0}: éé"), "{subject}");
}

#[both_engines]
async fn an_answer_that_crosses_the_withdrawal_is_not_sent(url: &str) {
    let crossing = Crossing::default();
    let world = World::with(url, crossing.services()).await;
    let (author, reader) = (world.actor("cpe").await, world.actor("eleve").await);
    let id = world.letter("Sortie").by(author.person).answerable().to(&[reader.person]).await;
    let backend = world.backend.clone();
    crossing.at("reply", async move {
        let withdrawn = format!("UPDATE message SET cancelled_at = 1, fence = fence + 1 WHERE id = {id}");
        backend.db.execute_unprepared(&withdrawn).await.expect("withdrawn");
    });
    let answered = reader.answers(id, KEY, "Oui").await;
    assert!(matches!(answered, Err(Error::NotFound)), "{answered:?}");
    crossing.all_happened();
    assert_eq!(author.unread().await, 0);
}

#[both_engines]
async fn the_author_finds_the_answers_on_the_communication(world: World) {
    let (author, reader) = (world.actor("cpe").await, world.actor("parent").await);
    let mut form = note("Sortie").to([of_profile(Profile::Parent)]);
    form.input.message.reply_allowed = true;
    let id = author.publishes(&form).await;
    assert_eq!(author.detail(id).await.expect("a page").answers, Some(0));
    let letter = world.number(&format!("SELECT id FROM message WHERE communication_id = {id}")).await;
    reader.answers(MessageId(letter.expect("a message")), KEY, "Nous viendrons").await.expect("an answer");
    assert_eq!(author.detail(id).await.expect("a page").answers, Some(1));
    let caller = author.caller().await;
    let page = communications::answers(&world.backend, &caller, id, None).await.expect("answers");
    let [answer] = &page.rows[..] else { panic!("one answer: {:?}", page.rows) };
    assert_eq!((answer.sender.as_str(), answer.unread), ("parent Martin", true));
    assert_eq!(answer.body.as_str(), "<p>Nous viendrons</p>");
    assert!(page.older.is_none() && !page.newer);
    let next = communications::answers(&world.backend, &caller, id, Some(answer.id)).await;
    assert!(next.expect("a page").rows.is_empty());

    let manager = world.actor("gestionnaire").await;
    assert_eq!(manager.detail(id).await.expect("a page").answers, None, "answers are letters to the author");
    let refused = communications::answers(&world.backend, &manager.caller().await, id, None).await;
    assert!(matches!(refused, Err(Error::NotFound)));
}
