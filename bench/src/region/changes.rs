use std::time::{Duration, Instant};

use super::{
    Outcome, Running, Sizes, Table, World,
    deploying::{deploy, getting, to_a_school, to_all},
    load::{Load, Until, load},
    pages::{BARE, HOME, Pages},
    readers::new_key,
    table::{milliseconds, percentile},
};

/// Readers of other schools, who look now and then.
const ELSEWHERE: usize = 4;
const LOOK_EVERY: Duration = Duration::from_millis(10);
const DEPLOYMENTS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(20);

/// Open home pages: the memory that they take, and what a change costs.
pub async fn measure(world: &World, running: &Running, sizes: &Sizes, table: &mut Table) -> Outcome<()> {
    let count = usize::try_from(sizes.pages)?;
    if last_readers(world).is_empty() {
        return Err(
            "nobody is left to read elsewhere: the last school has no reader; ask for more readers".into()
        );
    }
    bare(world, running, count / 5, table).await?;
    let mut pages = Pages::default();
    // What a process needs only once is allocated before the first measurement, so that only the growth
    // is measured.
    pages.open(world, running, HOME, count / 5).await?;
    let few = (running.used()?.bytes, pages.count());
    pages.open(world, running, HOME, count).await?;
    let many = running.used()?.bytes;
    let each = |bytes: f64| format!("{:.1} kB", (bytes - few.0) / real(pages.count() - few.1) / 1e3);
    table.row(&format!("memory of an open page, of {}", pages.count()), each(many), "≤ 20 kB");
    rest(running, &pages, Duration::from_secs(sizes.rest.into()), table).await?;
    let quiet = elsewhere(world, running, Until::Time(Duration::from_secs(3))).await?;
    table.row("a reader elsewhere, nothing going on, p99", milliseconds(quiet.p99), "");
    schools(world, running, &pages, table).await?;
    everybody(world, running, &pages, table).await?;
    morning(world, running).await?;
    let after = running.used()?.bytes;
    let all = (after - few.0) / real(pages.count() - few.1) / 1e3;
    table.row("memory of an open page, after the changes of a morning", format!("{all:.1} kB"), "≤ 20 kB");
    Ok(())
}

/// The memory of an idle stream, in a process that does nothing else.
async fn bare(world: &World, running: &Running, count: usize, table: &mut Table) -> Outcome<()> {
    let mut pages = Pages::default();
    pages.open_at(&[running.bare()], world, BARE, count).await?;
    let few = running.used_by_bare()?.bytes;
    pages.open_at(&[running.bare()], world, BARE, count * 2).await?;
    let each = (running.used_by_bare()?.bytes - few) / real(count) / 1e3;
    table.row("memory of a bare stream", format!("{each:.1} kB"), "");
    Ok(())
}

/// Nothing happens; keep-alives go out.
async fn rest(running: &Running, pages: &Pages, time: Duration, table: &mut Table) -> Outcome<()> {
    let before = running.used()?.seconds;
    tokio::time::sleep(time).await;
    let share = (running.used()?.seconds - before) / time.as_secs_f64();
    let what = format!("processor while {} pages rest", pages.count());
    table.row(&what, format!("{:.2} % of a core", share * 100.0), "≤ 1 %");
    Ok(())
}

/// One school deploys, several times, each time another one.
async fn schools(world: &World, running: &Running, pages: &Pages, table: &mut Table) -> Outcome<()> {
    let (mut told, mut sender, mut costs, mut slow, mut woken) =
        (Vec::new(), Vec::new(), Vec::new(), 0_f64, 0);
    for number in 0..DEPLOYMENTS {
        // Readers come in the order of their schools: only the first schools have open pages.
        let place = world.readers[number * pages.count() / DEPLOYMENTS].schools[0];
        let concerned: Vec<usize> = world.of_school(place).filter(|page| *page < pages.count()).collect();
        let input = to_a_school(world, place, &format!("La cantine {number} est fermée."))?;
        let (before, events) = (running.used()?.seconds, pages.events());
        let looking = tokio::spawn(looking(world, running, Duration::from_secs(2)));
        let idle = Instant::now();
        let to = running.addresses();
        let deployed = deploy(to[number % to.len()], &world.senders[place], &new_key(), &input).await?;
        told.extend(pages.told(&concerned, deployed.at, PATIENCE).await);
        let reader = looking.await??;
        slow = slow.max(reader.p99);
        sender.push(deployed.took.as_secs_f64());
        let others = cost_of_looking(running, world, idle.elapsed()).await?;
        costs.push((running.used()?.seconds - before - others).max(0.0));
        woken += pages.events() - events;
        eprintln!("      {} pages concerned", concerned.len());
    }
    let asked = "≤ 1 s";
    table.row("one school deploys: its pages are told, p99", milliseconds(percentile(&mut told, 99)), asked);
    table.row("  events sent", format!("{woken} for {} pages concerned", told.len()), "only that school's");
    table.row(
        "  processor, median",
        milliseconds(percentile(&mut costs, 50)),
        "≤ 300 ms + 0.1 ms for each page",
    );
    table.row("  a reader elsewhere, p99", milliseconds(slow), "≤ 50 ms or twice the quiet");
    table.row("  the sender waits, median", milliseconds(percentile(&mut sender, 50)), "≤ 300 ms");
    Ok(())
}

/// What the other readers cost in the same time when nothing else happens.
async fn cost_of_looking(running: &Running, world: &World, time: Duration) -> Outcome<f64> {
    let before = running.used()?.seconds;
    elsewhere(world, running, Until::Time(time)).await?;
    Ok(running.used()?.seconds - before)
}

/// An alert to everybody.
async fn everybody(world: &World, running: &Running, pages: &Pages, table: &mut Table) -> Outcome<()> {
    let input = to_all(world, "Alerte : restez dans les salles.")?;
    let before = running.used()?.seconds;
    let looking = tokio::spawn(looking(world, running, Duration::from_secs(4)));
    tokio::time::sleep(Duration::from_millis(200)).await;
    let deployed = deploy(running.addresses()[0], &world.author, &new_key(), &input).await?;
    let all: Vec<usize> = (0..pages.count()).collect();
    let mut told = pages.told(&all, deployed.at, PATIENCE).await;
    let cost = running.used()?.seconds - before;
    let reader = looking.await??;
    let what = format!("an alert to everybody: {} pages are told, last", pages.count());
    table.row(&what, milliseconds(percentile(&mut told, 100)), "≤ 3 s");
    table.row("  p99", milliseconds(percentile(&mut told, 99)), "");
    table.row("  processor for each page", milliseconds(cost / real(pages.count())), "");
    table.row("  a reader meanwhile, p99", milliseconds(reader.p99), "≤ 250 ms");
    table.row("  the sender waits", milliseconds(deployed.took.as_secs_f64()), "");
    Ok(())
}

/// Every school with open pages deploys twice.
async fn morning(world: &World, running: &Running) -> Outcome<()> {
    let to = running.addresses();
    for round in 0..2 {
        for (place, who) in world.senders.iter().enumerate() {
            let input = to_a_school(world, place, &format!("Le matin, annonce {round}."))?;
            deploy(to[place % to.len()], who, &new_key(), &input).await?;
        }
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    Ok(())
}

async fn elsewhere(world: &World, running: &Running, until: Until) -> Outcome<Load> {
    let readers = last_readers(world);
    let request = move |turn: usize| getting(&readers[turn % readers.len()], "/api/announcements", "");
    load(&running.addresses(), ELSEWHERE, LOOK_EVERY, until, request).await
}

fn looking(
    world: &World,
    running: &Running,
    time: Duration,
) -> impl Future<Output = Outcome<Load>> + Send + 'static {
    let (readers, to) = (last_readers(world), running.addresses());
    let request = move |turn: usize| getting(&readers[turn % readers.len()], "/api/announcements", "");
    async move { load(&to, ELSEWHERE, LOOK_EVERY, Until::Time(time), request).await }
}

/// Readers of the last school.
fn last_readers(world: &World) -> Vec<super::world::SignedIn> {
    world.of_school(world.senders.len() - 1).map(|place| world.readers[place].clone()).collect()
}

#[allow(clippy::cast_precision_loss, reason = "a figure for people")]
fn real(count: usize) -> f64 {
    count.max(1) as f64
}
