//! Copies of events in somebody's own agenda, after the events were changed.

use backend::agenda::{self, Change, NewForm, NewHolidays};
use domain::{
    EventId,
    agenda::{EventInput, view::AgendaQuery},
    spaces::SpaceKind,
};
use testing::{Actor, World, both_engines, event, weekly};

async fn adds(actor: &Actor<'_>, input: &EventInput, key: &str) -> EventId {
    let space = actor.world.space(actor.world.curie, SpaceKind::Parents).await;
    let new = NewForm { key, input, tells: false };
    agenda::create(&actor.world.backend, &actor.caller().await, Some(space), new).await.expect("an event")
}

async fn changes(actor: &Actor<'_>, id: EventId, input: &EventInput) {
    let (backend, caller) = (&actor.world.backend, actor.caller().await);
    let sequence = agenda::edit_form(backend, &caller, id, None).await.expect("a form").sequence;
    let change = Change { day: None, sequence, input, tells: false, tells_readers: false };
    agenda::change(backend, &caller, id, change).await.expect("a change");
}

async fn copies(actor: &Actor<'_>, id: EventId, day: Option<&str>) -> EventId {
    let day = day.map(|day| day.parse().expect("a day"));
    agenda::add_to_mine(&actor.world.backend, &actor.caller().await, id, day).await.expect("a copy")
}

/// When something takes place in the own agenda, and where.
async fn agenda_of(actor: &Actor<'_>) -> Vec<(String, String)> {
    let query = AgendaQuery { layout: String::new(), day: "2026-10-01".to_owned() };
    let page = agenda::agenda(&actor.world.backend, &actor.caller().await, &query).await.expect("an agenda");
    let line = |one: domain::agenda::view::Occurrence| (one.time.first_day().to_string(), one.place);
    page.occurrences.into_iter().map(line).collect()
}

fn lines(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(day, place)| ((*day).to_owned(), (*place).to_owned())).collect()
}

/// Somebody hears that an event was moved, and adds it to their agenda once more.
#[both_engines]
async fn an_event_that_was_changed_is_copied_as_it_is_now(world: World) {
    let (writer, reader) = (world.actor("redacteur").await, world.actor("parent").await);
    let id = adds(&writer, &event("Réunion"), "form-number-1").await;
    let first = copies(&reader, id, None).await;
    let moved =
        EventInput { first_day: "2026-10-12".to_owned(), place: "Salle 3".to_owned(), ..event("Réunion") };
    changes(&writer, id, &moved).await;
    assert_eq!(agenda_of(&reader).await, lines(&[("2026-10-08", "")]), "a copy follows nothing by itself");
    let second = copies(&reader, id, None).await;
    assert_ne!(second, first);
    assert_eq!(agenda_of(&reader).await, lines(&[("2026-10-12", "Salle 3")]));
    assert_eq!(copies(&reader, id, None).await, second, "a second click");
    // What its owner changed is theirs.
    changes(&reader, second, &EventInput { place: "Chez nous".to_owned(), ..moved.clone() }).await;
    changes(&writer, id, &EventInput { place: "Salle 5".to_owned(), ..moved }).await;
    assert_eq!(copies(&reader, id, None).await, second);
    assert_eq!(agenda_of(&reader).await, lines(&[("2026-10-12", "Chez nous")]));
}

#[both_engines]
async fn a_date_that_is_left_out_meanwhile_leaves_the_next_copy(world: World) {
    let (writer, reader) = (world.actor("redacteur").await, world.actor("parent").await);
    let id = adds(&writer, &weekly("Permanence", 3), "form-number-1").await;
    let (whole, date) = (copies(&reader, id, None).await, copies(&reader, id, Some("2026-10-22")).await);
    let left_out = Some("2026-10-15".parse().expect("a day"));
    agenda::remove(&world.backend, &writer.caller().await, id, left_out).await.expect("without it");
    assert_ne!(copies(&reader, id, None).await, whole);
    assert_eq!(copies(&reader, id, Some("2026-10-22")).await, date, "this date is as it was");
    let expected = lines(&[("2026-10-08", ""), ("2026-10-22", ""), ("2026-10-22", "")]);
    assert_eq!(agenda_of(&reader).await, expected);
}

/// Other holidays change the dates of a copy, and its owner has changed nothing.
#[both_engines]
async fn a_copy_that_other_holidays_changed_gives_way_to_the_event_as_it_is_now(world: World) {
    let (writer, reader) = (world.actor("redacteur").await, world.actor("parent").await);
    // Autumn holidays from 17 October to 1 November.
    let series = EventInput { except_holidays: "B".to_owned(), ..weekly("Permanence", 6) };
    let id = adds(&writer, &series, "form-number-1").await;
    let first = copies(&reader, id, None).await;
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let enters = async |typed: &str| {
        let later = NewHolidays::Typed(typed);
        agenda::enter_holidays(&world.backend, &admin, ("B", None), later).await.expect("entered");
    };
    enters("24/10/2026 08/11/2026 Toussaint").await;
    let replanned = format!("SELECT CAST(replanned AS bigint) FROM event WHERE id = {first}");
    assert_eq!(world.number(&replanned).await, Some(1), "its dates are others");
    assert_eq!(copies(&reader, id, None).await, first, "the event says the same");
    changes(&writer, id, &EventInput { place: "Salle 3".to_owned(), ..series.clone() }).await;
    let second = copies(&reader, id, None).await;
    assert_ne!(second, first);
    let places = agenda_of(&reader).await;
    assert!(!places.is_empty() && places.iter().all(|(_, place)| place == "Salle 3"), "{places:?}");
    // What its owner changed too is theirs.
    changes(&reader, second, &EventInput { place: "Chez nous".to_owned(), ..series.clone() }).await;
    enters("17/10/2026 01/11/2026 Toussaint").await;
    changes(&writer, id, &EventInput { place: "Salle 5".to_owned(), ..series }).await;
    assert_eq!(copies(&reader, id, None).await, second);
}
