//! Announcements are cancelled while servers publish them.

use std::time::{Duration, Instant};

use domain::CommunicationId;
use rand::{Rng, RngExt as _};
use sea_orm::DbBackend;

use super::{Outcome, scene::Scene};

#[derive(Default)]
pub struct Announced {
    /// Cancelled when some of their schools were published and others were not.
    pub middle: u32,
    pub deadlocks: i64,
}

const PUBLISHED: &str =
    "SELECT COUNT(*) FROM publication WHERE communication_id = ? AND published_at IS NOT NULL";
const PATIENCE: Duration = Duration::from_mins(1);

pub async fn run(scene: &mut Scene, cancels: u32, random: &mut impl Rng) -> Outcome<Announced> {
    let schools = i64::try_from(scene.crowd.schools.len())?;
    let before = deadlocks(scene).await?;
    let mut announced = Announced::default();
    let first = scene.announce().await?;
    let began = Instant::now();
    until_published(scene, first, schools).await?;
    let takes = began.elapsed();
    for _ in 0..cancels {
        let id = scene.announce().await?;
        tokio::time::sleep(takes.mul_f64(random.random_range(0.0..1.2))).await;
        scene.cancel(id).await?;
        let published = scene.number(PUBLISHED, [id.into()]).await?;
        announced.middle += u32::from(published > 0 && published < schools);
        tokio::time::sleep(takes.mul_f64(0.3)).await;
        let later = scene.number(PUBLISHED, [id.into()]).await?;
        if later != published {
            return Err(format!("announcement {id}: {later} schools instead of {published}").into());
        }
    }
    announced.deadlocks = deadlocks(scene).await? - before;
    if announced.deadlocks > 0 {
        return Err(format!("{} transactions waited for each other", announced.deadlocks).into());
    }
    Ok(announced)
}

async fn until_published(scene: &Scene, id: CommunicationId, schools: i64) -> Outcome<()> {
    let began = Instant::now();
    while scene.number(PUBLISHED, [id.into()]).await? < schools {
        if began.elapsed() > PATIENCE {
            return Err(format!("announcement {id} is not published after {PATIENCE:?}").into());
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Ok(())
}

/// The transactions that PostgreSQL gave up because two waited for each other. A connection that is
/// idle reports its own within a second.
async fn deadlocks(scene: &Scene) -> Outcome<i64> {
    if scene.backend.db.get_database_backend() != DbBackend::Postgres {
        return Ok(0);
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    scene.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()", []).await
}
