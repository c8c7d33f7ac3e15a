//! Servers are killed while they deliver.

use std::collections::VecDeque;

use rand::{Rng, RngExt as _};

use super::{Outcome, check, scene::Scene};

/// Messages whose rows stay until the end, to be checked again.
const KEPT: usize = 5;

#[derive(Default)]
pub struct Killed {
    pub kills: u32,
    /// Kills that interrupted a running delivery.
    pub landed: u32,
    pub messages: u32,
}

pub async fn run(scene: &mut Scene, kills: u32, random: &mut impl Rng) -> Outcome<Killed> {
    let mut killed = Killed::default();
    let mut kept = VecDeque::new();
    while killed.kills < kills {
        let message = scene.send().await?;
        let mut fence = message.fence;
        // The fuller the inboxes, the longer delivery takes: without a growing window the kills
        // would never let it finish.
        let mut window = scene.takes;
        loop {
            let row = scene.until_taken(message.id, fence).await?;
            if row.finished_at.is_some() || killed.kills == kills {
                break;
            }
            fence = row.fence;
            tokio::time::sleep(window.mul_f64(random.random_range(0.0..1.0))).await;
            window = window.mul_f64(1.1);
            for position in victims(scene.servers.len(), random) {
                scene.servers[position].kill()?;
                killed.kills += 1;
            }
            let after = scene.look(message.id).await?;
            killed.landed += u32::from(after.finished_at.is_none());
            for server in &mut scene.servers {
                if server.is_dead()? {
                    server.start_again()?;
                }
            }
            scene.leases_end().await?;
        }
        scene.until_finished(message.id).await?;
        check::whole(scene, message.id).await?;
        killed.messages += 1;
        kept.push_back(message.id);
        if kept.len() > KEPT
            && let Some(oldest) = kept.pop_front()
        {
            scene.forget(oldest).await?;
        }
    }
    for server in &scene.servers {
        server.answers().await?;
    }
    for id in kept {
        check::whole(scene, id).await?;
        scene.forget(id).await?;
    }
    Ok(killed)
}

/// One of the servers, or all at once.
fn victims(servers: usize, random: &mut impl Rng) -> Vec<usize> {
    match random.random_range(0..=servers) {
        one if one < servers => vec![one],
        _ if servers == 1 => vec![0],
        _ => (0..servers).collect(),
    }
}
