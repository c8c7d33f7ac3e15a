use domain::MessageId;
use rand::Rng;

use super::{Killed, killed, whole};
use crate::{Outcome, check, scene::Scene};

/// Processes are killed while they cancel messages that servers deliver. A cancellation is whole or
/// has not begun, and repeating it finishes it.
pub async fn cancels(scene: &mut Scene, acts: u32, random: &mut impl Rng) -> Outcome<Killed> {
    let mut so_far = Killed::default();
    let mut takes = scene.takes;
    let person = scene.crowd.author.to_string();
    for round in 0..=acts {
        let message = scene.send().await?;
        let communication = message.communication_id.ok_or("a message without a communication")?;
        scene.until_taken(message.id, message.fence).await?;
        let url = scene.url.clone();
        let id = communication.to_string();
        let act = ["cancel", url.as_str(), person.as_str(), id.as_str()];
        if round == 0 {
            takes = whole(&act).await?;
        } else {
            killed(&act, takes, random, &mut so_far).await?;
            is_whole_or_not(scene, message.id).await?;
            scene.cancel(communication).await?;
        }
        check::withdrawn(scene, message.id).await?;
        is_whole_or_not(scene, message.id).await?;
        scene.forget(message.id).await?;
    }
    Ok(so_far)
}

/// The message, its communication and its jobs agree.
async fn is_whole_or_not(scene: &Scene, id: MessageId) -> Outcome<()> {
    let half = "SELECT COUNT(*) FROM message m JOIN communication c ON c.id = m.communication_id WHERE m.id = ? \
                AND ((m.cancelled_at IS NULL) <> (c.cancelled_at IS NULL) \
                OR (m.cancelled_at IS NOT NULL AND EXISTS (SELECT 1 FROM job j WHERE j.kind IN ('deliver', 'mail') \
                AND j.subject_id = m.id AND j.done_at IS NULL AND j.failed_at IS NULL)))";
    match scene.number(half, [id.into()]).await? {
        0 => Ok(()),
        _ => Err(format!("message {id} is half cancelled").into()),
    }
}
