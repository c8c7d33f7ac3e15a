use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use super::{
    Outcome,
    http::{Connection, source},
    table::percentile,
};

/// What a number of connections got in some time.
pub struct Load {
    pub per_second: f64,
    /// Seconds.
    pub p50: f64,
    pub p99: f64,
    pub answers: usize,
    pub refused: usize,
}

/// When a load ends.
#[derive(Clone, Copy)]
pub enum Until {
    Time(Duration),
    /// So many requests.
    Count(usize),
}

/// Asks again and again on `connections` connections, each time with the next request, and waits
/// `pause` in between. The connections are shared out among the processes.
pub async fn load(
    to: &[SocketAddr],
    connections: usize,
    pause: Duration,
    until: Until,
    request: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static,
) -> Outcome<Load> {
    let (request, next) = (Arc::new(request), Arc::new(AtomicUsize::new(0)));
    let started = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..connections {
        let (request, next) = (Arc::clone(&request), Arc::clone(&next));
        let mut connection = Connection::open(to[number % to.len()], source(number)).await?;
        tasks.spawn(async move {
            let mut times = Vec::new();
            let mut refused = 0_usize;
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let goes_on = match until {
                    Until::Time(time) => started.elapsed() < time,
                    Until::Count(count) => turn < count,
                };
                if !goes_on {
                    return Ok::<_, std::io::Error>((times, refused));
                }
                let bytes = request(turn);
                let asked = Instant::now();
                let answer = connection.ask(&bytes).await?;
                refused += usize::from(answer.status != 200);
                times.push(asked.elapsed().as_secs_f64());
                if !pause.is_zero() {
                    tokio::time::sleep(pause).await;
                }
            }
        });
    }
    let (mut times, mut refused) = (Vec::new(), 0);
    while let Some(ended) = tasks.join_next().await {
        let (more, not) = ended??;
        times.extend(more);
        refused += not;
    }
    let per_second = ratio(times.len(), started.elapsed());
    let (p50, p99) = (percentile(&mut times, 50), percentile(&mut times, 99));
    Ok(Load { per_second, p50, p99, answers: times.len(), refused })
}

#[allow(clippy::cast_precision_loss, reason = "a figure for people")]
pub fn ratio(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}
