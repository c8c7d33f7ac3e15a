//! Other school holidays were entered, and the process died while it planned events anew.

use std::future::pending;

use backend::agenda::{self, NewHolidays};
use domain::agenda::EventInput;
use testing::{Crossing, World, both_engines, weekly};
use tokio::sync::oneshot;

use super::adds;

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
