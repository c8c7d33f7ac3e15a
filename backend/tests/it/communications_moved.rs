//! A scheduled message whose audience has moved far tells its author before it goes.

use domain::{CommunicationId, communications::Status, time::Millis};
use testing::{World, both_engines, deliver_next, message, pupil};

const DUE: &str = "2026-10-06T06:00:00Z";
const GRACE_MS: i64 = 10 * 60_000;

/// A message for tomorrow morning.
async fn scheduled(world: &World) -> CommunicationId {
    world.actor("cpe").await.sends(&message("Sortie", "<p>Lundi</p>").later("2026-10-06", "08:00")).await
}

async fn arrive(world: &World, how_many: u32) {
    for number in 0..how_many {
        world.add(&format!("arrivant-{number}")).stands_in(pupil(world.curie, "2de")).save().await;
    }
    let db = &world.backend.db;
    backend::revision::raise(db, backend::revision::DIRECTORY).await.expect("a revision");
    world.backend.refresh().await.expect("revisions");
}

async fn told(world: &World) -> Option<i64> {
    world.number("SELECT COUNT(*) FROM message WHERE notice LIKE '%audience_moved%'").await
}

#[both_engines]
async fn the_author_is_told_and_can_cancel(world: World) {
    let id = scheduled(&world).await;
    let author = world.actor("cpe").await;
    arrive(&world, 30).await;
    world.set_clock(DUE);
    assert!(deliver_next(&world.backend).await);
    let detail = author.detail(id).await.expect("a page");
    assert_eq!(detail.status, Status::Scheduled, "it waits");
    world.publish().await;
    assert_eq!(told(&world).await, Some(1));
    assert_eq!(world.number("SELECT COUNT(*) FROM delivery d JOIN message m ON m.id = d.message_id WHERE m.kind = 'communication'").await, Some(0));
    author.cancel(id).await.expect("cancelled");
    world.wait(GRACE_MS);
    world.publish().await;
    assert_eq!(author.detail(id).await.expect("a page").status, Status::Cancelled);
    assert_eq!(world.number("SELECT COUNT(*) FROM delivery d JOIN message m ON m.id = d.message_id WHERE m.kind = 'communication'").await, Some(0));
}

#[both_engines]
async fn it_goes_ten_minutes_later_and_tells_once(world: World) {
    let id = scheduled(&world).await;
    let author = world.actor("cpe").await;
    arrive(&world, 30).await;
    world.set_clock(DUE);
    world.publish().await;
    world.wait(GRACE_MS - 1);
    world.publish().await;
    assert_eq!(author.detail(id).await.expect("a page").status, Status::Scheduled);
    world.backend.clock.set(Millis(world.backend.clock.now().0 + 1));
    world.publish().await;
    assert_eq!(author.detail(id).await.expect("a page").status, Status::Deployed);
    assert_eq!(told(&world).await, Some(1));
}

/// A class that grows by half is small too, and its sender hears of it.
#[both_engines]
async fn a_small_audience_that_grows_by_far_more_than_a_tenth_is_told(world: World) {
    let id = scheduled(&world).await;
    let before = "SELECT confirmed_recipients FROM communication";
    let before = world.number(before).await.expect("a number");
    assert!(before < 100, "fifteen are more than a tenth of {before}");
    arrive(&world, 15).await;
    world.set_clock(DUE);
    world.publish().await;
    let author = world.actor("cpe").await;
    assert_eq!(author.detail(id).await.expect("a page").status, Status::Scheduled, "it waits");
    assert_eq!(told(&world).await, Some(1));
}

/// One or two people more or less are nothing to tell, nor is a message that was sent at once.
#[both_engines]
async fn a_small_move_changes_nothing(world: World) {
    let id = scheduled(&world).await;
    arrive(&world, 2).await;
    world.set_clock(DUE);
    world.publish().await;
    let author = world.actor("cpe").await;
    assert_eq!(author.detail(id).await.expect("a page").status, Status::Deployed);
    assert_eq!(told(&world).await, Some(0));
}
