//! Everybody has each message once, nobody else has it, and the counters agree.

use domain::{MessageId, time::Millis};

use super::{Outcome, scene::Scene};

/// The audience, computed again with another query than the engine's.
const AUDIENCE: &str = "SELECT DISTINCT m.person_id FROM establishment e JOIN cohort c ON c.establishment_id = e.id \
                        JOIN membership m ON m.cohort_id = c.id";
const VISIBLE: &str = "SELECT d.person_id FROM delivery d JOIN message o ON o.id = d.message_id WHERE o.id = ? \
                       AND d.person_id <= o.reached AND (o.cancelled_at IS NULL OR d.read_at IS NOT NULL)";

/// Checks a finished message.
pub async fn whole(scene: &Scene, id: MessageId) -> Outcome<()> {
    let row = scene.look(id).await?;
    let people = scene.number(&format!("SELECT COUNT(*) FROM ({AUDIENCE}) a"), []).await?;
    let visible = scene.number(&format!("SELECT COUNT(*) FROM ({VISIBLE}) v"), [id.into()]).await?;
    let lost =
        scene.number(&format!("SELECT COUNT(*) FROM ({AUDIENCE} EXCEPT {VISIBLE}) l"), [id.into()]).await?;
    let strange =
        scene.number(&format!("SELECT COUNT(*) FROM ({VISIBLE} EXCEPT {AUDIENCE}) s"), [id.into()]).await?;
    let doubled = scene
        .number(&format!("SELECT COUNT(*) - COUNT(DISTINCT v.person_id) FROM ({VISIBLE}) v"), [id.into()])
        .await?;
    let places = "SELECT COUNT(*) FROM (SELECT DISTINCT m.person_id, c.establishment_id FROM membership m \
                  JOIN cohort c ON c.id = m.cohort_id) p";
    let places = scene.number(places, []).await?;
    let rows = "SELECT (SELECT COUNT(*) FROM delivery WHERE message_id = ?) \
                + (SELECT COUNT(*) FROM delivery_also WHERE message_id = ?)";
    let rows = scene.number(rows, [id.into(), id.into()]).await?;
    let schools = "SELECT COUNT(*) FROM publication p LEFT JOIN (SELECT c.establishment_id, \
                   COUNT(DISTINCT m.person_id) AS people FROM membership m JOIN cohort c ON c.id = m.cohort_id \
                   GROUP BY c.establishment_id) s ON s.establishment_id = p.establishment_id \
                   WHERE p.communication_id = (SELECT communication_id FROM message WHERE id = ?) \
                   AND (p.published_at IS NULL OR COALESCE(p.recipients, -1) <> COALESCE(s.people, 0) \
                   OR COALESCE(p.delivered, -1) <> COALESCE(s.people, 0))";
    let schools = scene.number(schools, [id.into()]).await?;
    let mails = "SELECT COUNT(*) - COUNT(DISTINCT person_id) FROM job WHERE kind = 'mail' AND subject_id = ?";
    let mails = scene.number(mails, [id.into()]).await?;
    for (what, found, expected) in [
        ("people who have it", visible, people),
        ("people who lost it", lost, 0),
        ("people who should not have it", strange, 0),
        ("people who have it twice", doubled, 0),
        ("people by school", rows, places),
        ("expected, as noted", row.expected.unwrap_or(-1), people),
        ("delivered, as noted", row.delivered, people),
        ("schools whose counters differ from the rows", schools, 0),
        ("e-mails owed twice", mails, 0),
    ] {
        if found != expected {
            return Err(format!("message {id}: {what}: {found} instead of {expected}; {row:?}").into());
        }
    }
    Ok(())
}

/// Values of a cancelled message that must not change any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Still {
    reached: i64,
    delivered: i64,
    finished_at: Option<Millis>,
    fence: i64,
    rows: i64,
    in_schools: i64,
}

/// A message whose cancellation has been committed.
pub async fn withdrawn(scene: &Scene, id: MessageId) -> Outcome<Still> {
    let row = scene.look(id).await?;
    let visible = scene.number(&format!("SELECT COUNT(*) FROM ({VISIBLE}) v"), [id.into()]).await?;
    let owed = "SELECT COUNT(*) FROM job WHERE kind = 'mail' AND subject_id = ? AND done_at IS NULL";
    let owed = scene.number(owed, [id.into()]).await?;
    if row.cancelled_at.is_none() || visible > 0 || owed > 0 {
        return Err(format!("message {id}: {visible} still have it, {owed} e-mails are owed; {row:?}").into());
    }
    let rows = scene.number("SELECT COUNT(*) FROM delivery WHERE message_id = ?", [id.into()]).await?;
    let in_schools =
        "SELECT CAST(COALESCE(SUM(delivered), 0) AS bigint) FROM publication WHERE communication_id = ?";
    let in_schools = scene.number(in_schools, [row.communication_id.into()]).await?;
    Ok(Still {
        reached: row.reached,
        delivered: row.delivered,
        finished_at: row.finished_at,
        fence: row.fence,
        rows,
        in_schools,
    })
}
