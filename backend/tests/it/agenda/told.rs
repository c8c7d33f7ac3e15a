//! Who hears what became of an event: those whom a letter told of it, and its author.

use backend::agenda::{self, Change, NewForm, NewHolidays};
use domain::{agenda::EventInput, spaces::SpaceKind};
use testing::{World, both_engines, event, weekly};

use super::{KEY, adds, changes};

/// A letter that says when something takes place is not the last word.
#[both_engines]
async fn whom_a_letter_told_of_an_event_hears_that_it_changed_or_was_cancelled(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let (backend, caller) = (&world.backend, writer.caller().await);
    let new = NewForm { key: KEY, input: &event("Réunion"), tells: true };
    let id = agenda::create(backend, &caller, Some(parents), new).await.expect("an event");
    world.publish().await;
    let reader = world.actor("parent").await;
    assert_eq!(reader.finds_letters("", "").await.len(), 1);
    let form = agenda::edit_form(backend, &caller, id, None).await.expect("a form");
    assert_eq!(form.readers, Some(1), "the letter is enough");
    let input = EventInput { place: "Gymnase".to_owned(), ..event("Réunion") };
    let change =
        Change { day: None, sequence: form.sequence, input: &input, tells: false, tells_readers: true };
    agenda::change(backend, &caller, id, change).await.expect("a change");
    world.publish().await;
    assert_eq!(reader.finds_letters("", "").await.len(), 2);
    agenda::cancel(backend, &caller, id).await.expect("cancelled");
    agenda::remove(backend, &caller, id, None).await.expect("removed");
    world.publish().await;
    let letters = reader.finds_letters("", "").await;
    let ended = letters.iter().filter(|subject| subject.starts_with("Évènement annulé")).count();
    assert_eq!((letters.len(), ended), (3, 1), "once: {letters:?}");
    for name in ["eleve", "redacteur", "professeur"] {
        assert!(world.actor(name).await.finds_letters("", "").await.is_empty(), "{name}");
    }
}

/// Who is told for the first time of an event that is corrected reads the new text alone.
#[both_engines]
async fn who_is_told_first_when_it_is_corrected_hears_of_it_once(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let (backend, caller) = (&world.backend, writer.caller().await);
    let id = adds(&writer, Some(parents), &event("Réunion")).await.expect("an event");
    let input = event("Réunion avancée");
    let change = Change { day: None, sequence: 0, input: &input, tells: true, tells_readers: true };
    agenda::change(backend, &caller, id, change).await.expect("a change");
    world.publish().await;
    let letters = world.actor("parent").await.finds_letters("", "").await;
    assert_eq!(letters.len(), 1, "{letters:?}");
}

#[both_engines]
async fn the_author_of_an_event_hears_what_somebody_else_did_to_it(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let (writer, head) = (world.actor("redacteur").await, world.actor("direction").await);
    let id = adds(&writer, Some(parents), &event("Réunion")).await.expect("an event");
    changes(&writer, id, None, &event("Réunion avancée")).await.expect("a change");
    assert!(writer.finds_letters("", "").await.is_empty(), "nobody hears of their own work");
    changes(&head, id, None, &event("Réunion reportée")).await.expect("a change");
    let told = writer.finds_letters("", "").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("Évènement modifié"), "{told:?}");
    world.set_clock("2026-10-05T08:00:01Z");
    agenda::cancel(&world.backend, &head.caller().await, id).await.expect("cancelled");
    let told = writer.finds_letters("", "").await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(head.finds_letters("", "").await.is_empty());
}

/// A date of a series is moved and another one removed: who was told of the event, or has read it, hears of
/// each once, without being asked for.
#[both_engines]
async fn whom_a_letter_told_of_a_series_hears_what_became_of_one_date(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let (backend, caller) = (&world.backend, writer.caller().await);
    let new = NewForm { key: KEY, input: &weekly("Permanence", 4), tells: true };
    let id = agenda::create(backend, &caller, Some(parents), new).await.expect("an event");
    world.publish().await;
    let reader = world.actor("parent").await;
    let heard = async || {
        world.publish().await;
        let letters = reader.finds_letters("", "").await;
        let of = |what: &str| letters.iter().filter(|subject| subject.starts_with(what)).count();
        (letters.len(), of("Date modifiée"), of("Date annulée"))
    };
    assert_eq!(heard().await, (1, 0, 0));
    // Another place is told only if that is asked for.
    let elsewhere = EventInput { place: "Gymnase".to_owned(), ..event("Permanence") };
    changes(&writer, id, Some("2026-10-08"), &elsewhere).await.expect("elsewhere");
    assert_eq!(heard().await, (1, 0, 0));
    let friday = EventInput { first_day: "2026-10-16".to_owned(), ..event("Permanence") };
    for _ in 0..2 {
        let form = agenda::edit_form(backend, &caller, id, None).await.expect("a form");
        let day = Some("2026-10-15".parse().expect("a day"));
        let change =
            Change { day, sequence: form.sequence, input: &friday, tells: false, tells_readers: false };
        agenda::change(backend, &caller, id, change).await.expect("moved");
    }
    assert_eq!(heard().await, (2, 1, 0), "what is stored again moves nothing");
    let day = |day: &str| Some(day.parse().expect("a day"));
    agenda::remove(backend, &caller, id, day("2026-10-22")).await.expect("removed");
    agenda::remove(backend, &caller, id, day("2026-10-22")).await.expect("removing twice is removing once");
    assert_eq!(heard().await, (3, 1, 1));
    let sql = "SELECT COUNT(*) FROM message WHERE notice LIKE '%2026-10-22T10:00:00%'";
    assert_eq!(world.number(sql).await, Some(1), "the letter says which date");
    // What is over leads nobody astray.
    world.set_clock("2026-10-17T08:00:00Z");
    agenda::remove(backend, &caller, id, day("2026-10-08")).await.expect("removed");
    assert_eq!(heard().await, (3, 1, 1));
    for name in ["eleve", "redacteur", "professeur"] {
        assert!(world.actor(name).await.finds_letters("", "").await.is_empty(), "{name}");
    }
}

/// Other school holidays take a date from a series and give another one back: who was told of it hears of
/// both in one letter, and so does whoever has such a series in their own agenda.
#[both_engines]
async fn whom_a_letter_told_of_a_series_hears_what_other_holidays_make_of_it(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let [writer, pupil] = [world.actor("redacteur").await, world.actor("eleve").await];
    let (backend, reader) = (&world.backend, world.actor("parent").await);
    // Autumn holidays from 17 October to 1 November.
    let series = EventInput { except_holidays: "B".to_owned(), ..weekly("Permanence", 6) };
    let new = NewForm { key: KEY, input: &series, tells: true };
    agenda::create(backend, &writer.caller().await, Some(parents), new).await.expect("an event");
    adds(&pupil, None, &series).await.expect("an event of one's own");
    world.publish().await;
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let later = NewHolidays::Typed("24/10/2026 08/11/2026 Toussaint");
    for _ in 0..2 {
        agenda::enter_holidays(backend, &admin, ("B", None), later).await.expect("entered");
        world.publish().await;
    }
    let heard = async |name: &str| {
        let letters = world.actor(name).await.finds_letters("", "").await;
        letters.iter().filter(|subject| subject.starts_with("Dates modifiées")).count()
    };
    assert_eq!((heard("parent").await, heard("eleve").await), (1, 1), "once");
    assert_eq!((heard("redacteur").await, heard("professeur").await, heard("direction").await), (0, 0, 0));
    assert_eq!(reader.finds_letters("", "").await.len(), 2, "the first one said that it takes place");
    let told = writer.finds_letters("", "").await;
    assert!(told.len() == 1 && told[0].starts_with("Évènement modifié"), "its author: {told:?}");
    let sql = "SELECT COUNT(*) FROM message WHERE notice LIKE '%gone%2026-11-05T10:00:00%back%2026-10-22T10:00:00%'";
    assert_eq!(world.number(sql).await, Some(2), "the letters say which dates");
    let corrected = "SELECT COUNT(*) FROM event WHERE corrected_at IS NOT NULL AND space_id IS NOT NULL";
    assert_eq!(world.number(corrected).await, Some(1));
}

/// Other holidays that take no date of a series outdate no form of it that is open.
#[both_engines]
async fn holidays_that_take_no_date_leave_an_event_as_it_is(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let backend = &world.backend;
    let series = EventInput { except_holidays: "B".to_owned(), ..weekly("Permanence", 2) };
    let id = adds(&writer, Some(parents), &series).await.expect("an event");
    let form = agenda::edit_form(backend, &writer.caller().await, id, None).await.expect("a form");
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let later = NewHolidays::Typed("24/10/2026 08/11/2026 Toussaint");
    agenda::enter_holidays(backend, &admin, ("B", None), later).await.expect("entered");
    let input = EventInput { place: "Gymnase".to_owned(), ..series };
    let change =
        Change { day: None, sequence: form.sequence, input: &input, tells: false, tells_readers: false };
    agenda::change(backend, &writer.caller().await, id, change).await.expect("it is as the form showed it");
}
