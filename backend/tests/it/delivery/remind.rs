//! Reminders go only to people who have not acknowledged.

use super::{families, letter_of, readers};
use backend::{
    Error,
    communications::{self},
    entities::message as letter,
};
use domain::{CommunicationId, Conflict, communications::Acknowledgement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use testing::{Actor, World, both_engines, note, pupil};

async fn remind(sender: Actor<'_>, id: CommunicationId) -> backend::Result<u64> {
    communications::remind(&sender.world.backend, &sender.caller().await, id).await
}

fn why(outcome: backend::Result<u64>) -> Conflict {
    match outcome {
        Err(Error::Conflict(why)) => why,
        other => panic!("{other:?}"),
    }
}

async fn reminders(world: &World) -> Vec<letter::Model> {
    let rows = letter::Entity::find().filter(letter::Column::Kind.eq("reminder"));
    rows.order_by_asc(letter::Column::Id).all(&world.backend.db).await.expect("reminders")
}

async fn set(world: &World, name: &str, column: &str) {
    let person = world.person(name).await;
    world.sql(&format!("UPDATE delivery SET {column} = 1 WHERE person_id = {person}")).await;
}

#[both_engines]
async fn reminders_go_to_those_who_have_not_taken_note(world: World) {
    let sender = world.actor("collectivite").await;
    let form = note("Sortie").to(families()).acknowledged(Acknowledgement::AnyGuardian);
    let id = sender.sends(&form).await;
    assert_eq!(why(remind(sender, id).await), Conflict::Undelivered);
    world.publish().await;
    set(&world, "eleve", "read_at").await;
    set(&world, "collegien", "acknowledged_at").await;
    set(&world, "parent", "covered_at").await;
    let before = sender.detail(id).await.expect("a page").content.message().cloned().expect("a message");
    assert!(before.may_remind && before.reminded.is_none());

    assert_eq!(remind(sender, id).await.expect("reminded"), 2);
    world.publish().await;
    let [reminder] = &reminders(&world).await[..] else { panic!("one reminder") };
    assert_eq!(readers(&world, reminder.id).await, ["eleve", "reunionnais"]);
    let pupil = world.actor("eleve").await;
    assert_eq!(pupil.finds_letters("reception", "rappel").await, ["Rappel\u{a0}: Sortie"]);
    assert_eq!(reminder.reply_to, Some(letter_of(&world, id).await.id));
    assert_eq!((reminder.expected, reminder.delivered), (Some(2), 2));
    let after = sender.detail(id).await.expect("a page").content.message().cloned().expect("a message");
    assert_eq!(after.reminded.map(|at| at.at), Some(world.backend.clock.now()));
    assert!(!after.may_remind);
    let entry = "SELECT COUNT(*) FROM audit_entry WHERE action = 'reminded'";
    assert_eq!(world.number(entry).await, Some(1));
}

#[both_engines]
async fn once_a_day_and_only_if_somebody_is_left_to_remind(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.publishes(&note("À lire").to(families())).await;
    set(&world, "parent", "read_at").await;
    let second = world.second_process().await;
    let caller = sender.caller().await;
    let (one, other) = tokio::join!(
        communications::remind(&world.backend, &caller, id),
        communications::remind(&second, &caller, id)
    );
    let mut outcomes = [one, other].map(|outcome| outcome.is_ok());
    outcomes.sort_unstable();
    assert_eq!(outcomes, [false, true], "a double click writes once");
    assert_eq!(why(remind(sender, id).await), Conflict::Reminded);
    world.publish().await;
    assert_eq!(readers(&world, reminders(&world).await[0].id).await, ["eleve"]);
    // In the school's time zone, half past eleven in the evening is the same day, and midnight is not.
    world.set_clock("2026-10-05T21:59:59Z");
    assert_eq!(why(remind(sender, id).await), Conflict::Reminded);
    world.set_clock("2026-10-05T22:00:00Z");
    assert_eq!(remind(sender, id).await.expect("another day"), 1);
    world.set_clock("2026-10-07T08:00:00Z");
    set(&world, "eleve", "read_at").await;
    assert_eq!(why(remind(sender, id).await), Conflict::NobodyLeft);
    assert!(
        !sender.detail(id).await.expect("a page").content.message().cloned().expect("a message").may_remind
    );
    sender.cancel(id).await.expect("cancelled");
    assert_eq!(why(remind(sender, id).await), Conflict::Withdrawn);
}

#[both_engines]
async fn reminding_needs_the_right_to_cancel(world: World) {
    let id = world.actor("cpe").await.publishes(&note("À lire").to(families())).await;
    for (name, told) in [("observateur", "forbidden"), ("eleve", "forbidden"), ("etrangere", "not found")] {
        let heard = match remind(world.actor(name).await, id).await {
            Err(Error::Forbidden(domain::access::Right::CancelCommunication)) => "forbidden",
            Err(Error::NotFound) => "not found",
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(heard, told, "{name}");
    }
    assert!(reminders(&world).await.is_empty());
    assert_eq!(remind(world.actor("gestionnaire").await, id).await.expect("a manager may"), 2);
}

/// The reader must be able to acknowledge: a reminder restores a deleted message.
#[both_engines]
async fn deleted_messages_come_back_and_leavers_are_not_reminded(world: World) {
    let sender = world.actor("cpe").await;
    let form = note("Sortie").to(families()).acknowledged(Acknowledgement::Each);
    let id = sender.publishes(&form).await;
    let letter = letter_of(&world, id).await.id;
    let reader = world.actor("eleve").await;
    reader.opens(letter).await.expect("a message");
    reader.deletes(letter).await.expect("thrown away");
    world.sql("UPDATE person SET removed_at = 1 WHERE external_id = 'parent'").await;
    assert_eq!(remind(sender, id).await.expect("reminded"), 1);
    world.publish().await;
    assert_eq!(readers(&world, reminders(&world).await[0].id).await, ["eleve"]);
    reader.takes_note(letter).await.expect("it is there again");
}

/// A reminder is a new letter: where its author could not write any more, nobody gets it, even if the
/// school moved away at the last moment.
#[both_engines]
async fn a_school_that_moved_away_is_not_reminded(world: World) {
    let sender = world.actor("collectivite").await;
    let id = sender.publishes(&note("Rentrée").to(families())).await;
    assert_eq!(remind(sender, id).await.expect("reminded"), 4);
    let school = world.leconte;
    world.sql(&format!("UPDATE establishment SET authority_id = authority_id + 1 WHERE id = {school}")).await;
    world.publish().await;
    let rest = ["collegien", "eleve", "parent"];
    assert_eq!(readers(&world, reminders(&world).await[0].id).await, rest);

    world.set_clock("2026-10-06T08:00:00Z");
    assert_eq!(remind(sender, id).await.expect("the others, on another day"), 3);
    world.publish().await;
    assert_eq!(readers(&world, reminders(&world).await[1].id).await, rest);
}

/// As in the list of names: whoever is at another school now is not bothered by the old one.
#[both_engines]
async fn people_who_changed_their_school_are_not_reminded(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.publishes(&note("Sortie").to(families())).await;
    let pupil_gone = world.person("eleve").await;
    world.leaves(pupil_gone).await;
    world.joins(pupil_gone, &pupil(world.foreign, "2de")).await;
    assert_eq!(remind(sender, id).await.expect("reminded"), 1);
    world.publish().await;
    assert_eq!(readers(&world, reminders(&world).await[0].id).await, ["parent"]);

    // A parent of two keeps what came through the other school.
    let authority = world.actor("collectivite").await;
    let id = authority.publishes(&note("Rentrée").to(families())).await;
    let parent = world.person("parent").await;
    world.leaves(parent).await;
    world.joins(parent, &testing::parent(world.pasteur, "5e")).await;
    assert_eq!(remind(authority, id).await.expect("reminded"), 3);
    world.publish().await;
    assert_eq!(readers(&world, reminders(&world).await[1].id).await, ["collegien", "parent", "reunionnais"]);
}

/// How many people the question names, and whether it is offered.
async fn offered(sender: Actor<'_>, id: CommunicationId) -> (u64, bool) {
    let detail = sender.detail(id).await.expect("a page");
    let message = detail.content.message().expect("a message");
    (message.left_to_remind, message.may_remind)
}

#[both_engines]
async fn the_question_counts_whom_a_reminder_reaches(world: World) {
    let authority = world.actor("collectivite").await;
    let everywhere = authority.publishes(&note("Rentrée").to(families())).await;
    assert_eq!(offered(authority, everywhere).await, (4, true));
    let school = world.leconte;
    world.sql(&format!("UPDATE establishment SET authority_id = authority_id + 1 WHERE id = {school}")).await;
    assert_eq!(offered(authority, everywhere).await, (3, true), "a school beyond its reach");

    let sender = world.actor("cpe").await;
    let id = sender.publishes(&note("Sortie").to(families())).await;
    assert_eq!(offered(sender, id).await, (2, true));
    let pupil_gone = world.person("eleve").await;
    world.leaves(pupil_gone).await;
    world.joins(pupil_gone, &pupil(world.foreign, "2de")).await;
    assert_eq!(offered(sender, id).await, (1, true), "a pupil who changed the school");
    world.sql("UPDATE person SET removed_at = 1 WHERE external_id = 'parent'").await;
    assert_eq!(offered(sender, id).await, (0, false), "nobody who could get it");
    assert_eq!(why(remind(sender, id).await), Conflict::NobodyLeft);
}

/// One person cancels while another one sends a reminder: the second sees what the first did.
#[both_engines(flavor = "multi_thread")]
async fn a_reminder_during_the_cancellation_reaches_nobody(world: World) {
    let sender = world.actor("cpe").await;
    let caller = sender.caller().await;
    let second = world.second_process().await;
    for round in 0..10 {
        let id = sender.publishes(&note(&format!("Tour {round}")).to(families())).await;
        let (cancelled, _) = tokio::join!(
            communications::cancel(&world.backend, &caller, id, None),
            communications::remind(&second, &caller, id)
        );
        cancelled.expect("cancelled");
        world.publish().await;
    }
    for reminder in reminders(&world).await {
        assert!(reminder.cancelled_at.is_some(), "{reminder:?}");
        assert_eq!(readers(&world, reminder.id).await, Vec::<String>::new());
    }
}

#[both_engines]
async fn a_reminder_is_withdrawn_with_its_message(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.publishes(&note("À lire").to(families())).await;
    assert_eq!(remind(sender, id).await.expect("reminded"), 2);
    sender.cancel(id).await.expect("cancelled before the reminder went");
    world.publish().await;
    let reminder = reminders(&world).await.remove(0);
    assert_eq!(reminder.sent_at, None);
    assert_eq!(readers(&world, reminder.id).await, Vec::<String>::new());
}
