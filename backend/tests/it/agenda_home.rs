//! What of an agenda stands on the home page: the next event, whatever else was written, and what an
//! occurrence says that differs from the others.

use backend::{
    agenda::{self, Change, NewForm},
    home::{agenda_blocks, announcements_for},
};
use domain::{EventId, SpaceId, agenda::EventInput, home::Upcoming, spaces::SpaceKind};
use testing::{Actor, World, both_engines, event, weekly};

async fn adds(actor: &Actor<'_>, of: SpaceId, input: &EventInput, key: &str) -> EventId {
    let new = NewForm { key, input, tells: false };
    agenda::create(&actor.world.backend, &actor.caller().await, Some(of), new).await.expect("an event")
}

async fn next_of(actor: &Actor<'_>) -> Upcoming {
    let blocks = agenda_blocks(&actor.world.backend, &actor.caller().await, None).await.expect("the blocks");
    blocks.next.expect("a next event")
}

/// The next event was written first, and many were written since, for these readers and for others.
#[both_engines]
async fn the_next_event_is_found_however_many_were_written_since(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let staff = world.space(world.curie, SpaceKind::Staff).await;
    let writer = world.actor("redacteur").await;
    adds(&writer, parents, &event("La prochaine"), "form-first").await;
    let later = EventInput { first_day: "2026-12-10".to_owned(), ..event("Plus tard") };
    for number in 0..30 {
        adds(&writer, parents, &later, &format!("form-parents-{number}")).await;
        let soon = EventInput { first_day: "2026-10-06".to_owned(), ..event("Entre nous") };
        adds(&writer, staff, &soon, &format!("form-staff-{number}")).await;
    }
    let reader = world.actor("parent").await;
    assert_eq!(next_of(&reader).await.title, "La prochaine");
    let page = announcements_for(&world.backend, reader.person).await.expect("a page");
    let items = page.items.clone().unwrap_or_default();
    assert!(items.iter().all(|item| item.title == "Plus tard"), "the newest: {items:?}");
}

#[both_engines]
async fn a_changed_occurrence_says_on_the_home_page_what_its_own_page_says(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let id = adds(&writer, parents, &weekly("Permanence", 3), "form-number-1").await;
    let (backend, caller) = (&world.backend, writer.caller().await);
    let moved = EventInput {
        first_day: "2026-10-09".to_owned(),
        whole_days: true,
        ..event("Permanence, toute la journée de vendredi")
    };
    let day = Some("2026-10-08".parse().expect("a day"));
    let change = Change { day, sequence: 0, input: &moved, tells: false, tells_readers: false };
    agenda::change(backend, &caller, id, change).await.expect("moved");
    let reader = world.actor("parent").await;
    let next = next_of(&reader).await;
    assert_eq!((next.title.as_str(), next.whole_day), (moved.title.as_str(), true));
    assert_eq!(next.begins.date().to_string(), "2026-10-09");
    assert_eq!(next.address, format!("/evenements/{id}?date=2026-10-08"));
    let page = announcements_for(backend, reader.person).await.expect("a page");
    let titles: Vec<String> = page.items.iter().flatten().map(|item| item.title.clone()).collect();
    assert_eq!(titles, std::slice::from_ref(&moved.title));
    // The one after it says what the event says.
    world.set_clock("2026-10-10T08:00:00Z");
    let next = next_of(&reader).await;
    assert_eq!((next.title.as_str(), next.whole_day), ("Permanence", false));
}

/// Nothing changes in the school for weeks: the board that was read at the beginning had the next ten dates.
#[both_engines]
async fn a_daily_event_is_next_on_each_of_its_days(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let daily = EventInput { frequency: "daily".to_owned(), ..weekly("Étude du soir", 40) };
    adds(&writer, parents, &daily, "form-number-1").await;
    let reader = world.actor("parent").await;
    assert_eq!(next_of(&reader).await.begins.date().to_string(), "2026-10-08");
    for day in 9..=30 {
        world.set_clock(&format!("2026-10-{day:02}T06:00:00Z"));
        assert_eq!(next_of(&reader).await.begins.date().to_string(), format!("2026-10-{day:02}"));
    }
}

/// An exhibition lasts for weeks: the meeting of this week is next all the same, and the exhibition before it
/// begins and when nothing else is to come.
#[both_engines]
async fn what_goes_on_for_weeks_hides_nothing_that_is_to_come(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let days = |title: &str, first: &str, last: &str| EventInput {
        first_day: first.to_owned(),
        last_day: last.to_owned(),
        whole_days: true,
        ..event(title)
    };
    adds(&writer, parents, &days("Exposition", "2026-10-06", "2026-10-30"), "form-number-1").await;
    adds(&writer, parents, &event("Réunion"), "form-number-2").await;
    let reader = world.actor("parent").await;
    let own = days("Vacances", "2026-10-01", "2026-11-10");
    let new = NewForm { key: "form-number-3", input: &own, tells: false };
    agenda::create(&world.backend, &reader.caller().await, None, new).await.expect("an event");
    for (now, next) in [
        ("2026-10-05T08:00:00Z", "Exposition"),
        ("2026-10-06T08:00:00Z", "Réunion"),
        ("2026-10-08T08:30:00Z", "Réunion"),
        ("2026-10-09T08:00:00Z", "Vacances"),
    ] {
        world.set_clock(now);
        assert_eq!(next_of(&reader).await.title, next, "{now}");
    }
}
