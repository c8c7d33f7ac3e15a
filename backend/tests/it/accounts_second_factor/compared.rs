//! What somebody has planned is compared with their rights whenever their second factor changes.

use backend::door;
use testing::{World, announcement, both_engines, proved};

use super::{code, enrols};

/// How many communications wait for the second factor of their author, after the work that the last
/// change enqueued.
async fn suspended(world: &World) -> Option<i64> {
    world.compares().await;
    world.number("SELECT COUNT(*) FROM concern WHERE cause = 'right-suspended'").await
}

async fn comparisons(world: &World) -> Option<i64> {
    world.number("SELECT COUNT(*) FROM job WHERE kind = 'compare' AND detail IS NOT NULL").await
}

#[both_engines]
async fn what_a_sender_has_planned_follows_their_second_factor(world: World) {
    let head = world.account("direction").await;
    world.administrator("proviseure").await;
    for name in ["direction", "proviseure"] {
        enrols(&world, name).await;
    }
    let (backend, author) = (&world.backend, world.actor("direction").await);
    let admin = world.actor("proviseure").await.caller().await;
    author.sends(&announcement("Vacances").days("2026-10-10", "2026-10-11")).await;
    door::demand_second_factor(backend, &admin, true).await.expect("demanded");
    assert_eq!(suspended(&world).await, Some(0), "its author has one");

    door::withdraw_second_factor(backend, &admin, head).await.expect("withdrawn");
    assert_eq!(suspended(&world).await, Some(1), "an administrator took it away");
    let secret = enrols(&world, "direction").await;
    assert_eq!(suspended(&world).await, Some(0), "its author has a new one");
    let caller = author.caller().await;
    let removes = proved(backend, &caller, &code(backend, &secret, 0)).await;
    door::remove_second_factor(backend, &caller, &removes).await.expect("given up");
    assert_eq!(suspended(&world).await, Some(1), "its author gave it up");
    door::demand_second_factor(backend, &admin, false).await.expect("lifted");
    assert_eq!(suspended(&world).await, Some(0), "nobody needs one any more");
}

#[both_engines]
async fn the_second_factor_of_a_reader_has_nothing_compared(world: World) {
    let reader = world.account("eleve").await;
    world.administrator("proviseure").await;
    enrols(&world, "proviseure").await;
    let admin = world.actor("proviseure").await.caller().await;
    door::demand_second_factor(&world.backend, &admin, true).await.expect("demanded");
    let before = comparisons(&world).await;
    enrols(&world, "eleve").await;
    door::withdraw_second_factor(&world.backend, &admin, reader).await.expect("withdrawn");
    assert_eq!(comparisons(&world).await, before);
}
