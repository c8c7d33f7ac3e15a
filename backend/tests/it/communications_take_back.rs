//! *Annuler l'envoi*: for ten seconds nobody sees what was deployed, and its author can take it back.

use backend::{
    Error, Result, Services, communications,
    files::of_form,
    jobs::run_next,
    queue::{self, Kind},
};
use domain::{
    CommunicationId, Conflict, DraftId,
    communications::{
        Severity, Start, Status,
        view::{ComposeForm, SentFilter},
    },
    directory::Profile,
};
use testing::{
    Actor, Crossing, Form, World, announcement, at, both_engines, note, of_level, publish_next, samples,
};

use crate::attachments::send;

const UNDO_MS: i64 = 10_000;

async fn waiting(url: &str) -> World {
    World::with(url, Services { undo_ms: UNDO_MS, ..Services::default() }).await
}

async fn take_back(actor: &Actor<'_>, id: CommunicationId) -> Result<DraftId> {
    communications::take_back(&actor.world.backend, &actor.caller().await, id).await
}

async fn opens(actor: &Actor<'_>, draft: DraftId) -> ComposeForm {
    let caller = actor.caller().await;
    communications::compose(&actor.world.backend, &caller, Start::Draft(draft)).await.expect("a form")
}

fn too_late(answer: &Result<DraftId>) -> bool {
    matches!(answer, Err(Error::Conflict(Conflict::TooLate)))
}

fn with_status(status: &str) -> SentFilter {
    SentFilter { status: status.to_owned(), ..SentFilter::default() }
}

#[both_engines]
async fn nobody_sees_it_and_the_form_comes_back(url: &str) {
    let world = waiting(url).await;
    let (sender, reader) = (world.actor("enseignant").await, world.actor("eleve").await);
    let form = announcement("Sortie au musée").to([of_level(Profile::Student, "2de")]);
    let form = sender.fills(form).await;
    let question = sender.asks(&form).await.expect("a question");
    let id = sender.confirms(&form, &question).await.expect("deployed").id;
    world.wait(UNDO_MS - 1);
    world.publish().await;
    assert!(reader.sees().await.is_empty());
    let page = sender.detail(id).await.expect("a page");
    assert_eq!((page.status, page.may_take_back, page.may_cancel), (Status::Pending, true, false));
    assert_eq!(page.goes_out_in_ms, 1, "the seconds that are left are counted down from here");
    let head = world.actor("direction").await.detail(id).await.expect("a page");
    assert_eq!((head.may_take_back, head.may_cancel), (false, true), "the author alone takes it back");
    assert_eq!(head.goes_out_in_ms, 0);
    assert_eq!(sender.finds(&with_status("en-attente")).await, [id]);
    assert!(sender.finds(&with_status("en-cours")).await.is_empty());

    let draft = take_back(&sender, id).await.expect("taken back");
    assert_eq!(take_back(&sender, id).await.expect("a second click"), draft);
    let opened = opens(&sender, draft).await;
    assert_eq!(opened.input.announcement.text, "Sortie au musée");
    assert_eq!(opened.input.targets, form.input.targets);
    assert!(sender.finds(&SentFilter::default()).await.is_empty(), "it was never sent");
    assert!(matches!(sender.detail(id).await, Err(Error::NotFound | Error::Forbidden(_))));
    for (name, expected) in [("enseignant", Some(draft)), ("direction", None)] {
        let caller = world.actor(name).await.caller().await;
        let led = communications::taken_back(&world.backend, &caller, id).await.expect("an answer");
        assert_eq!(led, expected, "its page leads {name} to the draft");
    }

    // A request that was on its way deploys nothing.
    let late = sender.confirms(&form, &question).await;
    let expected = Conflict::TakenBack { draft };
    assert!(matches!(&late, Err(Error::Conflict(what)) if *what == expected), "{late:?}");
    world.wait(60_000);
    world.publish().await;
    assert!(reader.sees().await.is_empty());

    sender.sends(&Form { key: opened.form_key, input: opened.input }).await;
    world.wait(UNDO_MS);
    world.publish().await;
    assert_eq!(reader.sees().await, ["Sortie au musée"], "the draft can be sent");
}

#[both_engines]
async fn a_message_comes_back_with_its_files(url: &str) {
    let world = waiting(url).await;
    let sender = world.actor("cpe").await;
    let mut form = sender.fills(note("Autorisations")).await;
    let file = send(&sender, &form.key, "autorisation.pdf", &samples::pdf("x")).await.expect("a file");
    form.input.message.attachments = vec![file.token];
    let id = sender.sends(&form).await;
    world.publish().await;
    let draft = take_back(&sender, id).await.expect("taken back");
    let opened = opens(&sender, draft).await;
    assert_eq!(opened.input.message.subject, "Autorisations");
    assert_eq!(opened.input.message.body, form.input.message.body);
    assert_eq!(opened.attachments.len(), 1, "with its file");
    world.wait(60_000);
    world.publish().await;
    assert_eq!(world.number("SELECT COUNT(*) FROM delivery").await, Some(0));

    let tokens = opened.attachments.iter().map(|file| file.token.clone()).collect();
    let mut again = Form { key: opened.form_key, input: opened.input };
    again.input.message.attachments = tokens;
    sender.sends(&again).await;
    world.wait(UNDO_MS);
    world.publish().await;
    assert!(world.number("SELECT COUNT(*) FROM delivery").await > Some(0), "it goes out at last");
    assert!(of_form(&world.backend.db, sender.person, &again.key).await.expect("files").is_empty());
}

#[both_engines]
async fn what_comes_too_late_says_so(url: &str) {
    let crossing = Crossing::default();
    let world = World::with(url, Services { undo_ms: UNDO_MS, ..crossing.services() }).await;
    let (sender, reader) = (world.actor("enseignant").await, world.actor("eleve").await);
    let after = sender.sends(&announcement("Dix secondes plus tard")).await;
    world.wait(UNDO_MS);
    assert!(too_late(&take_back(&sender, after).await), "also before anybody published it");
    world.publish().await;

    // An engine whose clock is ahead takes it while it is being taken back.
    let taken = sender.sends(&announcement("Prise de vitesse")).await;
    let (engine, now) = (world.backend.clone(), world.backend.clock.now());
    crossing.at("take back", async move {
        engine.clock.set(now.plus(UNDO_MS));
        assert!(publish_next(&engine).await);
        engine.clock.set(now);
    });
    let answer = take_back(&sender, taken).await;
    assert!(too_late(&answer), "{answer:?}");
    crossing.all_happened();
    assert_eq!(sender.detail(taken).await.expect("a page").status, Status::Deployed);

    let alert = sender.sends(&announcement("Évacuation").severity(Severity::Alert)).await;
    world.publish().await;
    assert!(reader.sees().await.contains(&"Évacuation".to_owned()), "an alert goes out at once");
    assert!(too_late(&take_back(&sender, alert).await));
    let other = world.actor("infirmiere").await;
    assert!(matches!(take_back(&other, alert).await, Err(Error::NotFound)));
}

#[both_engines]
async fn what_is_planned_can_be_taken_back_too(url: &str) {
    let world = waiting(url).await;
    let sender = world.actor("enseignant").await;
    let id = sender.sends(&announcement("La semaine prochaine").days("2026-10-12", "2026-10-16")).await;
    assert_eq!(sender.detail(id).await.expect("a page").status, Status::Pending);
    world.wait(UNDO_MS);
    assert_eq!(sender.detail(id).await.expect("a page").status, Status::Scheduled);
    // The form that could come back is not kept until next week.
    world.wait(1);
    queue::recur(&world.backend.db, Kind::Prune, world.backend.clock.now()).await.expect("a job");
    assert!(run_next(&world.backend, Kind::Prune).await.expect("pruning"));
    let kept = "SELECT COUNT(*) FROM communication WHERE held_form IS NOT NULL";
    assert_eq!(world.number(kept).await, Some(0));
    world.backend.clock.set(at("2026-10-12T08:00:00Z"));
    world.publish().await;
    assert_eq!(sender.detail(id).await.expect("a page").status, Status::Deployed);
}

#[both_engines]
async fn a_message_goes_out_beside_an_announcement_and_comes_back_with_it(url: &str) {
    let world = waiting(url).await;
    let (sender, reader) = (world.actor("infirmiere").await, world.actor("eleve").await);
    let mut form = announcement("Vaccination lundi").to([of_level(Profile::Student, "2de")]);
    form.input.announcement.also_message = true;
    let refused = world.actor("enseignant").await.deploy(&form).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "who may not write messages: {refused:?}");
    let id = sender.sends(&form).await;
    let waits = sender.finds(&with_status("en-attente")).await;
    assert_eq!((waits.len(), waits[1]), (2, id));
    let draft = take_back(&sender, waits[0]).await.expect("both are taken back");
    assert_eq!(take_back(&sender, id).await.expect("the other page"), draft);
    assert!(sender.finds(&SentFilter::default()).await.is_empty());
    let opened = opens(&sender, draft).await;
    assert!(opened.input.announcement.also_message);

    sender.sends(&Form { key: opened.form_key, input: opened.input }).await;
    world.wait(UNDO_MS);
    world.publish().await;
    assert_eq!(reader.sees().await, ["Vaccination lundi"]);
    let received = format!("SELECT COUNT(*) FROM delivery WHERE person_id = {}", reader.person);
    assert_eq!(world.number(&received).await, Some(1));
    assert_eq!(sender.finds(&with_status("deployee")).await.len(), 2);
}

#[both_engines]
async fn after_the_ten_seconds_both_are_cancelled_at_once_or_one_alone(url: &str) {
    let world = waiting(url).await;
    let (sender, reader) = (world.actor("infirmiere").await, world.actor("eleve").await);
    let caller = sender.caller().await;
    let sent = async |text: &str| {
        let mut form = announcement(text).to([of_level(Profile::Student, "2de")]);
        form.input.announcement.also_message = true;
        let id = sender.sends(&form).await;
        world.wait(UNDO_MS);
        world.publish().await;
        id
    };
    let (first, second) = (sent("Vaccination lundi").await, sent("Vaccination mardi").await);
    let other = sender.detail(first).await.expect("a page").beside.expect("the message");
    assert!(other.may_cancel, "{other:?}");
    let back = sender.detail(other.id).await.expect("a page").beside.expect("the announcement");
    assert_eq!((back.id, back.title.as_str()), (first, "Vaccination lundi"));
    let refused = communications::cancel(&world.backend, &caller, first, Some(second)).await;
    assert!(matches!(refused, Err(Error::NotFound)), "of another form: {refused:?}");
    communications::cancel(&world.backend, &caller, first, Some(other.id)).await.expect("both");
    assert_eq!(reader.sees().await, ["Vaccination mardi"]);
    for id in [first, other.id] {
        assert_eq!(sender.detail(id).await.expect("a page").status, Status::Cancelled);
    }
    let received = format!(
        "SELECT COUNT(*) FROM delivery d JOIN message m ON m.id = d.message_id \
        WHERE d.person_id = {} AND m.cancelled_at IS NULL",
        reader.person
    );
    assert_eq!(world.number(&received).await, Some(1), "the message of the second one");
    communications::cancel(&world.backend, &caller, second, None).await.expect("one alone");
    let left = sender.finds(&with_status("deployee")).await;
    assert_eq!(left.len(), 1, "its message stays");
    assert_eq!(sender.detail(left[0]).await.expect("a page").beside, None, "the other one is cancelled");
}
