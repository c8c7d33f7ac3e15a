use std::time::{Duration, Instant};

use super::{
    Outcome, Running, Sizes, Table, World,
    deploying::{deploy, to_a_school},
    readers::new_key,
    table::{milliseconds, percentile},
};

const DEPLOYMENTS: usize = 40;
/// A process that has just started has things to do; so many seconds of it are waited for at most.
const SECONDS_TO_REST: usize = 30;
/// Seconds of processor in a second, of a process that rests.
const AT_REST: f64 = 0.03;

/// The same deployment in a region that is several times larger.
pub async fn measure(
    world: &World,
    running: &Running,
    (url, processes): (&str, usize),
    sizes: &Sizes,
    table: &mut Table,
) -> Outcome<()> {
    let here = deployment(world, running).await?;
    let larger = sizes.larger();
    let started = Instant::now();
    let world = Box::pin(World::make(url, &larger)).await?;
    eprintln!("      the larger region was made in {:.0} s", started.elapsed().as_secs_f64());
    let running = Running::start(url, processes, &larger).await?;
    let there = deployment(&world, &running).await?;
    let what = format!("a deployment, then in a region {} times as large: the sender waits", sizes.times);
    let both = |here: f64, there: f64| {
        format!("{}, then {}: {:.2} times", milliseconds(here), milliseconds(there), there / here)
    };
    table.row(&what, both(here.0, there.0), "≤ 1.3 times");
    table.row("  processor for each", both(here.1, there.1), "≤ 1.3 times");
    Ok(())
}

/// How long the sender waits, the median, and the seconds of processor of each deployment.
async fn deployment(world: &World, running: &Running) -> Outcome<(f64, f64)> {
    let to = running.addresses()[0];
    let mut times = Vec::new();
    // The first one builds the index of the audience.
    let input = to_a_school(world, 0, "La première.")?;
    deploy(to, &world.senders[0], &new_key(), &input).await?;
    let per_second = rest(running).await?;
    let (before, started) = (running.used()?.seconds, Instant::now());
    for number in 1..=DEPLOYMENTS {
        let place = number * (world.senders.len() - 1) / DEPLOYMENTS;
        let input = to_a_school(world, place, "La cantine est fermée.")?;
        let deployed = deploy(to, &world.senders[place], &new_key(), &input).await?;
        times.push(deployed.took.as_secs_f64());
        // What follows from it happens too.
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    let spent = running.used()?.seconds - before - per_second * started.elapsed().as_secs_f64();
    #[allow(clippy::cast_precision_loss, reason = "some dozens")]
    let each = spent.max(0.0) / DEPLOYMENTS as f64;
    Ok((percentile(&mut times, 50), each))
}

/// What a second without deployments costs.
async fn rest(running: &Running) -> Outcome<f64> {
    let mut per_second = 0.0;
    for _ in 0..SECONDS_TO_REST {
        let (before, started) = (running.used()?.seconds, Instant::now());
        tokio::time::sleep(Duration::from_secs(1)).await;
        per_second = (running.used()?.seconds - before) / started.elapsed().as_secs_f64();
        if per_second <= AT_REST {
            break;
        }
    }
    Ok(per_second)
}
