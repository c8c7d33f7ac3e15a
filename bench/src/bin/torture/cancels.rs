//! Messages are cancelled while they are delivered.

use domain::MessageId;
use rand::{Rng, RngExt as _};

use super::{Outcome, check, scene::Scene};

#[derive(Default)]
pub struct Cancelled {
    pub before: u32,
    pub middle: u32,
    pub after: u32,
}

pub async fn run(scene: &mut Scene, cancels: u32, random: &mut impl Rng) -> Outcome<Cancelled> {
    let mut cancelled = Cancelled::default();
    let mut still = Vec::new();
    for _ in 0..cancels {
        let message = scene.send().await?;
        let communication = message.communication_id.ok_or("a message without a communication")?;
        scene.until_taken(message.id, message.fence).await?;
        tokio::time::sleep(scene.takes.mul_f64(random.random_range(0.0..1.0))).await;
        scene.cancel(communication).await?;
        let at_once = check::withdrawn(scene, message.id).await?;
        let row = scene.look(message.id).await?;
        match (row.sent_at, row.finished_at) {
            (None, _) => cancelled.before += 1,
            (Some(_), None) => cancelled.middle += 1,
            (Some(_), Some(_)) => cancelled.after += 1,
        }
        // About as long as one or two batches take.
        tokio::time::sleep(scene.takes.mul_f64(0.3)).await;
        let later = check::withdrawn(scene, message.id).await?;
        if later != at_once {
            return Err(format!("message {}: {at_once:?} became {later:?}", message.id).into());
        }
        still.push((message.id, at_once));
        if still.len() > 5 {
            let (id, then) = still.remove(0);
            unchanged(scene, id, &then).await?;
            scene.forget(id).await?;
        }
    }
    for (id, then) in still {
        unchanged(scene, id, &then).await?;
    }
    Ok(cancelled)
}

async fn unchanged(scene: &Scene, id: MessageId, then: &check::Still) -> Outcome<()> {
    let now = check::withdrawn(scene, id).await?;
    if now == *then { Ok(()) } else { Err(format!("message {id}: {then:?} became {now:?}").into()) }
}
