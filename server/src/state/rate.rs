use std::{
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};

/// After this many checks, people who have sent nothing for a while are forgotten.
const SWEEP_EVERY: u32 = 10_000;

/// How many forms one person sends in a second, with a reserve of four seconds' worth.
#[derive(Clone, Debug)]
pub struct Rate {
    limiter: Arc<DefaultKeyedRateLimiter<String>>,
    checks: Arc<AtomicU32>,
}

impl Rate {
    pub fn new(per_second: NonZeroU32) -> Self {
        let quota = Quota::per_second(per_second).allow_burst(per_second.saturating_mul(RESERVE));
        Self { limiter: Arc::new(RateLimiter::keyed(quota)), checks: Arc::default() }
    }

    /// # Errors
    /// The seconds after which `who` may send again.
    pub fn check(&self, who: &String) -> Result<(), u64> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(who).map_err(|until| {
            let wait: Duration = until.wait_time_from(self.limiter.clock().now());
            wait.as_secs().max(1)
        })
    }
}

const RESERVE: NonZeroU32 = NonZeroU32::MIN.saturating_add(3);
