//! *Envoyer aussi par messagerie*: a message that waits for the first day follows the announcement, and
//! one that cannot follow is named.

use backend::communications;
use domain::{
    CommunicationId,
    communications::{MessageBeside, RewordingInput},
    directory::Profile,
};
use testing::{Actor, World, announcement, both_engines, in_folder, of_level};

fn says(text: &str) -> impl FnOnce(&mut RewordingInput) + use<> {
    let text = text.to_owned();
    move |typed| typed.input.announcement.text = text
}

/// An announcement for Wednesday, and its message, which goes out in the morning of that day.
async fn scheduled(sender: Actor<'_>, text: &str) -> (CommunicationId, CommunicationId) {
    let form = announcement(text).to([of_level(Profile::Student, "2de")]);
    let mut form = form.days("2026-10-07", "2026-10-09");
    form.input.announcement.also_message = true;
    let id = sender.sends(&form).await;
    (id, sender.detail(id).await.expect("a page").beside.expect("the message").id)
}

/// What the form says of the message.
async fn beside(sender: Actor<'_>, id: CommunicationId) -> Option<MessageBeside> {
    let (backend, caller) = (&sender.world.backend, sender.caller().await);
    communications::correction_form(backend, &caller, id, None, false).await.expect("a form").beside
}

#[both_engines]
async fn a_message_that_waits_says_what_the_announcement_says(world: World) {
    let (sender, reader) = (world.actor("infirmiere").await, world.actor("eleve").await);
    let (id, message) = scheduled(sender, "Vaccination lundi").await;
    assert_eq!(beside(sender, id).await, Some(MessageBeside::Follows));
    assert_eq!(beside(sender, message).await, None, "the announcement does not follow its message");
    for text in ["Vaccination mardi", "Vaccination jeudi"] {
        sender.corrects(id, says(text)).await.expect("a correction");
        assert_eq!(sender.detail(message).await.expect("a page").title, text);
    }
    assert_eq!(sender.detail(message).await.expect("a page").corrections.len(), 2, "what it said is kept");

    world.set_clock("2026-10-07T06:30:00Z");
    world.publish().await;
    assert_eq!(reader.sees().await, ["Vaccination jeudi"]);
    assert_eq!(reader.finds_letters("reception", "Vaccination").await, ["Vaccination jeudi"]);
    let listed = reader.inbox(&in_folder("reception", "")).await.rows;
    let school = listed.first().map(|row| row.source.clone()).expect("a message");
    assert!(!school.is_empty(), "the list shows in whose name it was sent");
    assert_eq!(reader.finds_letters("reception", &school).await, ["Vaccination jeudi"]);

    assert_eq!(beside(sender, id).await, Some(MessageBeside::Stays), "it is in the inboxes");
    sender.corrects(id, says("Vaccination vendredi")).await.expect("a correction");
    assert_eq!(reader.sees().await, ["Vaccination vendredi"]);
    assert_eq!(reader.finds_letters("reception", "Vaccination").await, ["Vaccination jeudi"]);
}

#[both_engines]
async fn a_message_with_a_text_of_its_own_keeps_it(world: World) {
    let sender = world.actor("infirmiere").await;
    let (id, message) = scheduled(sender, "Vaccination lundi").await;
    let own =
        |typed: &mut RewordingInput| "Vaccination, à préparer".clone_into(&mut typed.input.message.subject);
    sender.corrects(message, own).await.expect("a correction");
    assert_eq!(beside(sender, id).await, Some(MessageBeside::Stays));
    sender.corrects(id, says("Vaccination mardi")).await.expect("a correction");
    assert_eq!(sender.detail(message).await.expect("a page").title, "Vaccination, à préparer");

    communications::cancel(&world.backend, &sender.caller().await, message, None).await.expect("cancelled");
    assert_eq!(beside(sender, id).await, None, "there is no message any more");
    sender.corrects(id, says("Vaccination jeudi")).await.expect("a correction");
}
