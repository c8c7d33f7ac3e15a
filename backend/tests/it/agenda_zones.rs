//! An agenda with events of places where it is another day.

use backend::agenda::{self, NewForm};
use domain::{
    agenda::{
        EventInput,
        view::{AgendaPage, AgendaQuery},
    },
    spaces::SpaceKind,
};
use testing::{Actor, World, both_engines, event, head};

async fn shows(actor: &Actor<'_>, layout: &str, day: &str) -> AgendaPage {
    let query = AgendaQuery { layout: layout.to_owned(), day: day.to_owned() };
    agenda::agenda(&actor.world.backend, &actor.caller().await, &query).await.expect("an agenda")
}

/// Monday 12 October has begun at Saint-Denis when it is still Sunday in Metz. The page shows the wall
/// clock of the event, so it stands on that Monday.
#[both_engines]
async fn an_event_of_another_zone_stands_on_its_own_day(world: World) {
    world.add("partout").stands_in(head(world.curie)).stands_in(head(world.leconte)).save().await;
    let actor = world.actor("partout").await;
    let (backend, caller) = (&world.backend, actor.caller().await);
    let staff = world.space(world.leconte, SpaceKind::Staff).await;
    let (starts, ends) = ("01:00".to_owned(), "01:45".to_owned());
    let input = EventInput { first_day: "2026-10-12".to_owned(), starts, ends, ..event("Éclipse") };
    let new = NewForm { key: "form-number-1", input: &input, tells: false };
    let id = agenda::create(backend, &caller, Some(staff), new).await.expect("an event");
    agenda::add_to_mine(backend, &caller, id, None).await.expect("a copy");
    for (layout, day) in [("semaine", "2026-10-14"), ("mois", "2026-10-14"), ("liste", "2026-10-12")] {
        let page = shows(&actor, layout, day).await;
        let days: Vec<String> =
            page.occurrences.iter().map(|occurrence| occurrence.time.first_day().to_string()).collect();
        assert_eq!(days, ["2026-10-12"], "{layout}");
        assert!(!page.cut, "{layout}");
    }
    // It takes place while it is Sunday here, and is over on Tuesday everywhere.
    assert_eq!(shows(&actor, "semaine", "2026-10-08").await.occurrences.len(), 1);
    assert!(shows(&actor, "liste", "2026-10-13").await.occurrences.is_empty());
}
