//! A message is withdrawn whose copies wait.

use testing::{both_engines, note, send_next};

use super::world;

/// More copies than leave the queue in one transaction.
const COPIES: i64 = 1_200;

#[both_engines]
async fn many_copies_of_a_withdrawn_message_leave_the_queue_in_parts(url: &str) {
    let (world, relay) = world(url, &["eleve"]).await;
    let sender = world.actor("cpe").await;
    let id = sender.sends(&note("Trop tard")).await;
    // They wait for the relay, which did not take them.
    world
        .sql(&format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {COPIES}) \
             INSERT INTO job (kind, key, subject_id, person_id, due_at, created_at) \
             SELECT 'mail', 'copy-' || i, m.id, i, 9000000000000, 0 FROM n JOIN message m ON m.communication_id = {id}"
        ))
        .await;
    let open = "SELECT COUNT(*) FROM job WHERE kind = 'mail' AND person_id IS NOT NULL AND done_at IS NULL";
    assert_eq!(world.number(open).await, Some(COPIES));
    sender.cancel(id).await.expect("cancelled");
    assert_eq!(world.number(open).await, Some(COPIES - 1_000), "what the cancellation itself did");
    assert!(send_next(&world.backend).await, "the rest");
    assert_eq!(world.number(open).await, Some(0));
    assert!(!send_next(&world.backend).await, "and nothing else waits");
    let settled =
        "SELECT COUNT(*) FROM job WHERE kind = 'mail' AND person_id IS NOT NULL AND reason = 'withdrawn'";
    assert_eq!(world.number(settled).await, Some(COPIES));
    assert!(relay.taken().is_empty());
}
