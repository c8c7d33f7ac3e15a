use std::time::Duration;

use super::{
    Outcome, Running, Sizes, Table, World,
    deploying::posting,
    load::{Load, Until, load},
};

const CONNECTIONS: usize = 16;
const ROUNDS: usize = 3;

/// The first time that readers see announcements, which notes that they saw them, and later times.
pub async fn measure(world: &World, running: &Running, sizes: &Sizes, table: &mut Table) -> Outcome<()> {
    let readers = world.readers.len().min(usize::try_from(sizes.pages)?);
    // Sessions and groups are known, so that only the noting differs.
    look(world, running, readers, "/api/session").await?;
    let announcements = look(world, running, readers, "/api/home").await?;
    let mut later = Vec::new();
    for _ in 0..ROUNDS {
        // The notes of the first looks are stored meanwhile.
        tokio::time::sleep(Duration::from_secs(1)).await;
        later.push(look(world, running, readers, "/api/home").await?.per_second);
    }
    later.sort_unstable_by(f64::total_cmp);
    let middle = later[ROUNDS / 2];
    let figures = format!("{:.0}/s, later {middle:.0}/s", announcements.per_second);
    table.row("home pages of an open page, first look", figures, "");
    table.row("  first of later looks", format!("{:.2}", announcements.per_second / middle), "≥ 0.8");
    Ok(())
}

/// One request of each reader, as an open page asks.
async fn look(world: &World, running: &Running, readers: usize, path: &'static str) -> Outcome<Load> {
    let all = world.readers.clone();
    // With gaps, so that all schools take part.
    let step = (all.len() / readers).max(1);
    let request = move |turn: usize| posting(&all[turn * step % all.len()], path, "{}");
    let load =
        load(&running.addresses(), CONNECTIONS, Duration::ZERO, Until::Count(readers), request).await?;
    if load.refused > 0 {
        return Err(format!("{path}: {} of {} were refused", load.refused, load.answers).into());
    }
    Ok(load)
}
