//! The form of a new event that comes back by the browser's button.

use backend::agenda;
use domain::spaces::SpaceKind;
use testing::{World, both_engines, event};

use super::{KEY, adds_once, shows};

#[both_engines]
async fn what_was_cancelled_or_removed_is_published_again_by_its_form(world: World) {
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    let (backend, caller) = (&world.backend, writer.caller().await);
    let meeting = event("Réunion");
    let sends = async |of| adds_once(&writer, of, &meeting, KEY).await.expect("an event");
    for of in [Some(parents), None] {
        let first = sends(of).await;
        assert_eq!(sends(of).await, first, "pressed twice");
        if of.is_some() {
            agenda::cancel(backend, &caller, first).await.expect("cancelled");
        } else {
            agenda::remove(backend, &caller, first, None).await.expect("removed");
        }
        let second = sends(of).await;
        assert_ne!(second, first, "what takes place no more is not said to be stored");
        assert_eq!(sends(of).await, second, "pressed twice");
        let shown = shows(&writer, of).await.expect("an agenda");
        let planned = |id| shown.iter().filter(|one| one.event == id && !one.cancelled).count();
        assert_eq!((planned(first), planned(second)), (0, 1), "{shown:?}");
    }
}
