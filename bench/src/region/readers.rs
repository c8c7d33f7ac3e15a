use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use super::{
    Outcome, Running, Sizes, Table, World,
    deploying::{deploy, getting, to_a_school},
    load::{Load, Until, load},
    table::{milliseconds, percentile},
};

const CONNECTIONS: usize = 64;

/// Distinct readers in turn, compared with a bare route; then the same while schools deploy; then
/// the home page.
pub async fn measure(world: &World, running: &Running, sizes: &Sizes, table: &mut Table) -> Outcome<()> {
    let time = Until::Time(sizes.time());
    let before = running.used_by_bare()?.seconds;
    let get = |_| b"GET /bare HTTP/1.1\r\nhost: region\r\n\r\n".to_vec();
    let bare = load(&[running.bare()], CONNECTIONS, Duration::ZERO, time, get).await?;
    let bare_cost = (running.used_by_bare()?.seconds - before) / count(&bare);
    row(table, "a bare JSON route", &bare, bare_cost, "");
    let all = Until::Count(world.readers.len());
    let first = ask(world, running, "/api/announcements", all).await?;
    row(table, "announcements, each reader for the first time", &first.0, first.1, "");
    // Now each reader is known to one of the processes: the quiet run begins when all know all of them.
    for address in running.addresses() {
        ask_of(world, running, &[address], "/api/announcements", all).await?;
    }
    let (quiet, cost) = ask(world, running, "/api/announcements", time).await?;
    row(table, "announcements, distinct readers in turn", &quiet, cost, "");
    table.row("  of the bare route", format!("{:.2}", quiet.per_second / bare.per_second), "≥ 0.5");
    let mut sender_times = Vec::new();
    let (busy, cost) = {
        let churn = Churn::start(world, running);
        let asked = ask(world, running, "/api/announcements", time).await?;
        sender_times.extend(churn.stop().await?);
        asked
    };
    row(
        table,
        "announcements while 5 schools a second deploy",
        &busy,
        cost,
        "p99 ≤ 50 ms or twice the quiet",
    );
    table.row("  of the quiet run", format!("{:.2}", busy.per_second / quiet.per_second), "≥ 0.8");
    let made = sender_times.len();
    let (p50, p99) = (percentile(&mut sender_times, 50), percentile(&mut sender_times, 99));
    let took = format!("{made}, p50 {}, p99 {}", milliseconds(p50), milliseconds(p99));
    table.row("  deployments in that time, as their senders see them", took, "≤ 300 ms");
    let (first, cost) = ask(world, running, "/", all).await?;
    row(table, "home page, each reader for the first time", &first, cost, "");
    for address in running.addresses() {
        ask_of(world, running, &[address], "/", all).await?;
    }
    let (home, cost) = ask(world, running, "/", time).await?;
    row(table, "home page, rendered by the server, distinct readers in turn", &home, cost, "");
    let of_bare = format!("1/{:.0}", bare.per_second / home.per_second);
    table.row("  of the bare route", of_bare, "≥ 1/30, aim 1/15");
    Ok(())
}

/// The answers, and the seconds of processor that one costs.
async fn ask(world: &World, running: &Running, path: &'static str, until: Until) -> Outcome<(Load, f64)> {
    ask_of(world, running, &running.addresses(), path, until).await
}

async fn ask_of(
    world: &World,
    running: &Running,
    addresses: &[SocketAddr],
    path: &'static str,
    until: Until,
) -> Outcome<(Load, f64)> {
    let readers = world.readers.clone();
    let before = running.used()?.seconds;
    let request = move |turn: usize| {
        getting(&readers[turn % readers.len()], path, "accept-encoding: gzip, deflate, br, zstd\r\n")
    };
    let load = load(addresses, CONNECTIONS, Duration::ZERO, until, request).await?;
    let cost = (running.used()?.seconds - before) / count(&load);
    if load.refused > 0 {
        return Err(format!("{path}: {} of {} were refused", load.refused, load.answers).into());
    }
    Ok((load, cost))
}

#[allow(clippy::cast_precision_loss, reason = "a figure for people")]
fn count(load: &Load) -> f64 {
    load.answers as f64
}

fn row(table: &mut Table, what: &str, load: &Load, cost: f64, asked: &str) {
    let Load { per_second, p50, p99, .. } = load;
    let figures = format!(
        "{per_second:.0}/s, p50 {}, p99 {}, {:.0} µs of processor each",
        milliseconds(*p50),
        milliseconds(*p99),
        cost * 1e6
    );
    table.row(what, figures, asked);
}

/// Five schools a second deploy something, each time another one.
pub struct Churn {
    goes_on: Arc<AtomicBool>,
    task: tokio::task::JoinHandle<Outcome<Vec<f64>>>,
}

static FORMS: AtomicUsize = AtomicUsize::new(0);

/// The key of a form that nobody had before.
pub fn new_key() -> String {
    format!("region-form-{}", FORMS.fetch_add(1, Ordering::Relaxed))
}

impl Churn {
    pub fn start(world: &World, running: &Running) -> Self {
        let goes_on = Arc::new(AtomicBool::new(true));
        let (flag, to, senders) = (Arc::clone(&goes_on), running.addresses(), world.senders.clone());
        let inputs: Vec<_> =
            (0..senders.len()).map(|place| to_a_school(world, place, "La cantine est fermée.")).collect();
        let task = tokio::spawn(async move {
            let mut times = Vec::new();
            let mut tasks = tokio::task::JoinSet::new();
            let mut every = tokio::time::interval(Duration::from_millis(200));
            let forms = FORMS.load(Ordering::Relaxed);
            let inputs: Vec<_> = inputs.into_iter().collect::<Outcome<_>>()?;
            for number in forms.. {
                every.tick().await;
                if !flag.load(Ordering::Relaxed) {
                    break;
                }
                let (who, to) = (senders[number % senders.len()].clone(), to[number % to.len()]);
                let input = inputs[number % inputs.len()].clone();
                tasks.spawn(async move { deploy(to, &who, &new_key(), &input).await });
            }
            while let Some(ended) = tasks.join_next().await {
                times.push(ended??.took.as_secs_f64());
            }
            Ok(times)
        });
        Self { goes_on, task }
    }

    /// Seconds that each deployment took for its sender.
    pub async fn stop(self) -> Outcome<Vec<f64>> {
        self.goes_on.store(false, Ordering::Relaxed);
        self.task.await?
    }
}
