//! *Actualités* of one population, whatever is written for another.

use domain::spaces::SpaceKind;
use testing::{World, both_engines};

use super::{publishes, space, stands, text};

#[both_engines]
async fn what_is_written_for_others_hides_no_article(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let staff = space(&world, SpaceKind::Staff).await;
    let writer = world.actor("direction").await;
    publishes(&writer, parents, &text("Pour les parents")).await;
    for (day, first) in [("2026-10-06", 0), ("2026-10-07", 30)] {
        world.set_clock(&format!("{day}T08:00:01Z"));
        for number in first..first + 30 {
            publishes(&writer, staff, &text(&format!("Note {number}"))).await;
        }
    }
    assert_eq!(stands(&world.actor("parent").await).await, ["Pour les parents"]);
    assert_eq!(stands(&world.actor("professeur").await).await.len(), 12);
}
