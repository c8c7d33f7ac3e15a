use std::time::{Duration, Instant};

use backend::{Backend, clock::Clock};
use domain::CommunicationId;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    Outcome, Running, Table, World,
    deploying::getting,
    http::{Connection, source},
    table::{milliseconds, percentile},
    world::communication_of,
};

const PUBLICATIONS: usize = 600_000;
const ROUNDS: usize = 15;
/// Above the numbers of everything else.
const FIRST: i64 = 10_000_000;

/// *Émises* of one school, before and after the others have published much.
pub async fn measure(world: &World, running: &Running, table: &mut Table) -> Outcome<()> {
    let before = look(world, running).await?;
    let backend = Backend::open(&world.url, 2, Clock::System).await?;
    let (db, now) = (&backend.db, backend.clock.now());
    let school = world.crowd.schools[0];
    let count = i64::try_from(PUBLICATIONS / world.crowd.schools.len())?;
    let rows: Vec<_> = (FIRST..FIRST + count)
        .map(|number| communication_of(CommunicationId(number), world.crowd.author, school, now))
        .collect();
    for some in rows.chunks(1_000) {
        backend::entities::communication::Entity::insert_many(some.to_vec())
            .exec_without_returning(db)
            .await?;
    }
    let (begins, ends) = (now.0 - 20 * 86_400_000, now.0 - 10 * 86_400_000);
    db.execute_unprepared(&format!(
        "INSERT INTO publication (communication_id, establishment_id, begins_at, ends_at, recipients, \
         delivered, published_at, changed_at, schools) SELECT c.id, e.id, {begins}, {ends}, 1000, 1000, \
         {begins}, {begins}, {} FROM communication c CROSS JOIN establishment e WHERE c.id >= {FIRST}",
        world.crowd.schools.len()
    ))
    .await?;
    db.execute_unprepared(&format!(
        "INSERT INTO announcement (communication_id, severity, text, first_day, last_day) \
         SELECT c.id, a.severity, a.text, a.first_day, a.last_day FROM communication c \
         CROSS JOIN (SELECT * FROM announcement LIMIT 1) a WHERE c.id >= {FIRST}"
    ))
    .await?;
    db.execute_unprepared(&format!(
        "INSERT INTO target (communication_id, position, criteria) SELECT c.id, 0, t.criteria FROM communication c \
         CROSS JOIN (SELECT * FROM target LIMIT 1) t WHERE c.id >= {FIRST}"
    ))
    .await?;
    db.execute_unprepared("ANALYZE").await?;
    db.clone().close().await?;
    let after = look(world, running).await?;
    let figures = format!("{}, then {}", milliseconds(before), milliseconds(after));
    table.row("Émises of one school, then with 600 000 publications of others", figures, "");
    table.row("  ratio", format!("{:.2}", after / before), "≤ 1.3");
    Ok(())
}

/// Seconds, the median.
async fn look(world: &World, running: &Running) -> Outcome<f64> {
    let mut connection = Connection::open(running.addresses()[0], source(0)).await?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let request = getting(&world.senders[0], "/communications/emises", "");
        let answer = connection.ask(&request).await?;
        if answer.status != 200 {
            return Err(format!("Émises was answered {}", answer.status).into());
        }
        times.push(started.elapsed().as_secs_f64());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(percentile(&mut times, 50))
}
