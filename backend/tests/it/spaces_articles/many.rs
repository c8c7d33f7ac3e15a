//! Many articles: those for one population hide nothing from another, and a page says what it leaves out.

use backend::spaces::Step;
use domain::spaces::SpaceKind;
use testing::{World, both_engines};

use super::{key, lists, publishes, save, space, stands, text};

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

/// Those that are not shown are not forgotten: the page says that there are more.
#[both_engines]
async fn a_page_says_that_it_shows_only_some_of_the_drafts(world: World) {
    let parents = space(&world, SpaceKind::Parents).await;
    let writer = world.actor("redacteur").await;
    for (day, numbers) in [("2026-10-06", 0..30), ("2026-10-07", 30..50), ("2026-10-08", 50..51)] {
        world.set_clock(&format!("{day}T08:00:01Z"));
        for number in numbers {
            let draft = text(&format!("Note {number}"));
            save(&writer, (parents, None), &key(&draft.title), &draft, Step::Keep).await.expect("a draft");
        }
        let page = lists(&writer, parents).await.expect("a space");
        assert_eq!(page.unpublished_cut, day == "2026-10-08", "{day}");
        assert!(page.unpublished.len() <= 50, "{day}");
    }
}
