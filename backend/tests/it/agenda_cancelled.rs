//! Who hears that an event of a space does not take place.

use backend::{
    Error,
    agenda::{self, Change, NewForm},
};
use domain::{Conflict, EventId, SpaceId, agenda::EventInput, spaces::SpaceKind};
use testing::{Actor, World, both_engines, event, parent, weekly};

async fn adds(actor: &Actor<'_>, of: SpaceId, input: &EventInput, tells: bool) -> EventId {
    let key = format!("form-number-{}", input.title.len());
    let new = NewForm { key: &key, input, tells };
    agenda::create(&actor.world.backend, &actor.caller().await, Some(of), new).await.expect("an event")
}

/// How many letters somebody has that say so.
async fn told(actor: &Actor<'_>) -> usize {
    let letters = actor.finds_letters("", "").await;
    letters.iter().filter(|subject| subject.contains("Évènement annulé")).count()
}

#[both_engines]
async fn who_was_told_of_an_event_or_read_it_hears_that_it_is_cancelled(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    for name in ["muette", "lectrice", "partie"] {
        world.add(name).stands_in(parent(world.curie, "2de")).save().await;
    }
    let [writer, head] = [world.actor("redacteur").await, world.actor("direction").await];
    let [silent, reads, gone] =
        [world.actor("muette").await, world.actor("lectrice").await, world.actor("partie").await];
    let backend = &world.backend;
    for unsubscribed in [&silent, &reads] {
        let caller = unsubscribed.caller().await;
        backend::spaces::subscribe(backend, &caller, parents, false).await.expect("unsubscribed");
    }
    let id = adds(&writer, parents, &event("Réunion"), true).await;
    world.publish().await;
    agenda::event(backend, &reads.caller().await, id, None).await.expect("an event");
    world.leaves(gone.person).await;
    world.joins(gone.person, &parent(world.leconte, "2de")).await;
    agenda::cancel(backend, &head.caller().await, id).await.expect("cancelled");
    agenda::remove(backend, &head.caller().await, id, None).await.expect("and removed");
    world.publish().await;
    let parent = world.actor("parent").await;
    for (who, letters) in [(&parent, 1), (&reads, 1), (&writer, 1), (&silent, 0), (&gone, 0), (&head, 0)] {
        assert_eq!(told(who).await, letters, "{}", who.person);
    }
}

#[both_engines]
async fn nobody_hears_of_an_event_that_is_over_or_that_nobody_knew(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let (backend, caller) = (&world.backend, writer.caller().await);
    let unknown = adds(&writer, parents, &event("À revoir"), false).await;
    agenda::remove(backend, &caller, unknown, None).await.expect("removed");
    let over = adds(&writer, parents, &event("Réunion de rentrée"), true).await;
    world.publish().await;
    world.set_clock("2026-10-09T08:00:00Z");
    agenda::remove(backend, &caller, over, None).await.expect("removed");
    world.publish().await;
    assert_eq!(told(&world.actor("parent").await).await, 0);
}

/// Its page was open when it was cancelled: whoever changes it then would think that readers hear of it.
#[both_engines]
async fn what_was_cancelled_is_not_changed_any_more(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let (backend, caller) = (&world.backend, writer.caller().await);
    let id = adds(&writer, parents, &event("Réunion"), false).await;
    agenda::cancel(backend, &caller, id).await.expect("cancelled");
    let input = event("Réunion avancée");
    let change = Change { day: None, sequence: 1, input: &input, tells: true, tells_readers: true };
    let refused = agenda::change(backend, &caller, id, change).await;
    assert!(matches!(refused, Err(Error::Conflict(Conflict::EventCancelled))), "{refused:?}");
    let form = agenda::edit_form(backend, &caller, id, None).await.map(|_| ());
    assert!(matches!(form, Err(Error::Conflict(Conflict::EventCancelled))), "{form:?}");
    let shown = agenda::event(backend, &caller, id, None).await.expect("an event");
    assert_eq!(shown.title, "Réunion");
    let stranger = world.actor("parent").await.caller().await;
    let refused = agenda::change(backend, &stranger, id, change).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
}

/// The button was pressed twice: the second answer is that of the first, and nobody hears of it again.
#[both_engines]
async fn removing_twice_is_removing_once(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let (backend, caller) = (&world.backend, writer.caller().await);
    let id = adds(&writer, parents, &weekly("Permanence", 3), true).await;
    world.publish().await;
    let day = Some("2026-10-15".parse().expect("a day"));
    for day in [day, None] {
        let first = agenda::remove(backend, &caller, id, day).await.expect("removed");
        let second = agenda::remove(backend, &caller, id, day).await.expect("the button was pressed twice");
        assert_eq!((first.event, second), (day.map(|_| id), first));
        world.publish().await;
    }
    let reader = world.actor("parent").await;
    let letters = reader.finds_letters("", "").await;
    assert_eq!(letters.len(), 3, "the event, its date, and its end: {letters:?}");
    let refused = agenda::remove(backend, &reader.caller().await, id, None).await;
    assert!(matches!(refused, Err(Error::NotFound)), "whoever only read it: {refused:?}");
    let cancelled = agenda::cancel(backend, &caller, id).await;
    assert!(matches!(cancelled, Err(Error::NotFound)), "{cancelled:?}");
}

/// A series that has run for weeks: its letters name a date that is still to come, not the first one.
#[both_engines]
async fn a_letter_about_a_series_names_its_next_date(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let (backend, caller) = (&world.backend, writer.caller().await);
    let id = adds(&writer, parents, &weekly("Permanence", 5), true).await;
    world.publish().await;
    let reader = world.actor("parent").await;
    let finds = async |text: &str| reader.finds_letters("", text).await.len();
    assert_eq!((finds("8 octobre").await, finds("Chaque semaine").await), (1, 1), "how it is repeated");
    world.set_clock("2026-10-16T08:00:00Z");
    agenda::remove(backend, &caller, id, None).await.expect("removed");
    world.publish().await;
    let found = reader.finds_letters("", "dates suivantes").await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(reader.finds_letters("", "22 octobre").await, found, "the one after today");
}
