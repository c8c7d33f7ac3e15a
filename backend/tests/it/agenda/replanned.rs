//! Other school holidays were entered: the events that leave them out are planned anew, also if the process
//! dies meanwhile.

use std::future::pending;

use backend::agenda::{self, NewHolidays};
use domain::agenda::EventInput;
use testing::{Crossing, World, both_engines, weekly};
use tokio::sync::oneshot;

use super::{adds, adds_once};

const LEASE_MS: i64 = 30_000;

#[both_engines]
async fn another_process_goes_on_with_the_events_that_are_left(url: &str) {
    let crossing = Crossing::default();
    let world = World::with(url, crossing.services()).await;
    let pupil = world.actor("eleve").await;
    for title in ["Chorale", "Orchestre"] {
        // Autumn holidays from 17 October to 1 November.
        let series = EventInput { except_holidays: "B".to_owned(), ..weekly(title, 6) };
        adds(&pupil, None, &series).await.expect("an event");
    }
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let (stops, died) = oneshot::channel();
    crossing.at("replan", async move {
        stops.send(()).expect("the test waits");
        pending::<()>().await;
    });
    let later = NewHolidays::Typed("24/10/2026 08/11/2026 Toussaint");
    tokio::select! {
        done = agenda::enter_holidays(&world.backend, &admin, ("B", None), later) => panic!("it ended: {done:?}"),
        heard = died => heard.expect("one event is planned"),
    }
    crossing.all_happened();
    let planned = async || {
        world.publish().await;
        world.number("SELECT COUNT(*) FROM event WHERE replanned = 1").await
    };
    assert_eq!(planned().await, Some(1), "its process may still be at work");
    world.wait(LEASE_MS + 1);
    assert_eq!(planned().await, Some(2), "nobody has sent the form again");
    let letters = pupil.finds_letters("", "").await;
    let heard = letters.iter().filter(|subject| subject.starts_with("Dates modifiées")).count();
    assert_eq!(heard, 2, "of each event, once: {letters:?}");
    world.wait(LEASE_MS + 1);
    assert_eq!(planned().await, Some(2), "it is done");
}

/// A region has thousands of them: neither whoever entered the holidays nor the notifications of others wait
/// for all.
#[both_engines]
async fn many_events_are_planned_anew_a_few_at_a_time(world: World) {
    let pupil = world.actor("eleve").await;
    let series = EventInput { except_holidays: "B".to_owned(), ..weekly("Chorale", 6) };
    for number in 0..51 {
        adds_once(&pupil, None, &series, &format!("form-number-{number}")).await.expect("an event");
    }
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let later = NewHolidays::Typed("24/10/2026 08/11/2026 Toussaint");
    agenda::enter_holidays(&world.backend, &admin, ("B", None), later).await.expect("entered");
    let planned = async || world.number("SELECT COUNT(*) FROM event WHERE replanned = 1").await;
    let left = "SELECT COUNT(*) FROM job WHERE detail LIKE 'holidays-entered%' AND done_at IS NULL";
    assert_eq!((planned().await, world.number(left).await), (Some(50), Some(1)), "the queue goes on");
    world.publish().await;
    assert_eq!((planned().await, world.number(left).await), (Some(51), Some(0)), "each once");
}
