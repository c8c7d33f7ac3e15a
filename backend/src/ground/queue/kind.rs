use std::time::Duration;

use domain::time::{HOUR_MS, MINUTE_MS, SECOND_MS};

use super::Backoff;

values::coded! {
    /// What a job does. The code is used in the table and on the command line.
    Kind {
        /// Publishes an announcement in its schools. Subject: the communication.
        Publish => "publish",
        /// Delivers a message to its readers. Subject: the message.
        Deliver => "deliver",
        /// Tells people how a communication ended. Subject: the communication; detail: the event. Or the
        /// detail says that other holidays were entered: events are planned anew, and who knew of them is told.
        Tell => "tell",
        /// Publishes an article of a space. Subject: the article.
        Article => "article",
        /// Sends a copy of a message by e-mail. Subject: the message; person: its reader. With a detail it
        /// is a letter about an alert. Subject: the communication; person: its reader, or nobody before it
        /// is spread. Or the detail says that the copies of a communication are withdrawn.
        Mail => "mail",
        /// Imports the directory. Subject: the run; person: the one who started it.
        Import => "import",
        /// Imports the folder of the night when it is time.
        Night => "night",
        /// Deletes files that were never sent.
        Sweep => "sweep",
        /// Compares communications and grants with the directory and the rights. Detail: `change` when
        /// a change causes it.
        Compare => "compare",
        /// Compares the counters of messages with the rows they count, and clears away what an import that
        /// died has left.
        Reconcile => "reconcile",
        /// Deletes jobs that ended long ago.
        Prune => "prune",
        /// Deletes the data that are over their time.
        Purge => "purge",
        /// Gives accounts to the people of a batch, and sends their links. Subject: the batch.
        Accounts => "accounts",
    }
}

/// How jobs of one kind are carried out.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// How many jobs one process carries out at once.
    pub at_once: usize,
    /// How long a process holds a job without renewing its lease, in milliseconds.
    pub lease_ms: i64,
    /// Errors in a row after which a job is given up; `None` for never.
    pub max_failures: Option<i32>,
    /// Leases in a row that ended without any result (the process crashed each time) after which a
    /// job is given up. `None` for never.
    pub max_silent: Option<i32>,
    pub backoff: Backoff,
    /// How often a recurring job runs, in milliseconds; `None` for work that ends.
    pub every_ms: Option<i64>,
    /// Whether the runner renews the lease during the work. Not needed for a kind whose own
    /// transactions renew it.
    pub heartbeat: bool,
    /// How often a process looks for work that was not announced to it.
    pub look_every: Duration,
}

/// Most kinds: errors come and go within a minute.
const USUAL: Policy = Policy {
    at_once: 1,
    lease_ms: 30 * SECOND_MS,
    max_failures: Some(5),
    max_silent: Some(5),
    backoff: Backoff { first_ms: 2 * SECOND_MS, factor: 2, longest_ms: HOUR_MS },
    every_ms: None,
    heartbeat: true,
    look_every: Duration::from_secs(1),
};
const RECURRING: Policy = Policy {
    max_failures: None,
    max_silent: None,
    every_ms: Some(HOUR_MS),
    look_every: Duration::from_secs(10),
    ..USUAL
};

impl Kind {
    /// How jobs of this kind are carried out.
    #[must_use]
    pub const fn policy(self) -> Policy {
        match self {
            Self::Publish | Self::Article => USUAL,
            // Each batch renews the lease. A machine that keeps restarting for another reason must
            // not make messages fail: a hundred leases without a result last at least eight
            // minutes.
            Self::Deliver => {
                Policy { lease_ms: 5 * SECOND_MS, max_silent: Some(100), heartbeat: false, ..USUAL }
            }
            Self::Tell => Policy { max_failures: Some(20), max_silent: Some(100), ..USUAL },
            // As many at once as there are connections to the relay. The lease is longer than the
            // relay may take. Retries come after 1, 4, 16, 64, 256 and then 360 minutes: two days
            // in all.
            Self::Mail => Policy {
                at_once: 4,
                lease_ms: 5 * MINUTE_MS,
                max_failures: Some(12),
                max_silent: Some(12),
                backoff: Backoff { first_ms: MINUTE_MS, factor: 4, longest_ms: 6 * HOUR_MS },
                heartbeat: false,
                look_every: Duration::from_secs(2),
                ..USUAL
            },
            // A few letters at a time, after those of everybody else; as patient with the relay.
            Self::Accounts => Policy {
                lease_ms: 5 * MINUTE_MS,
                max_failures: Some(12),
                max_silent: Some(12),
                backoff: Backoff { first_ms: MINUTE_MS, factor: 4, longest_ms: 6 * HOUR_MS },
                look_every: Duration::from_secs(2),
                ..USUAL
            },
            // Only the process that received the files carries it out; no other process takes it
            // over.
            Self::Import => Policy { lease_ms: MINUTE_MS, max_failures: Some(1), ..USUAL },
            Self::Sweep | Self::Prune | Self::Purge => RECURRING,
            Self::Compare => Policy { look_every: Duration::from_secs(1), ..RECURRING },
            Self::Night | Self::Reconcile => Policy { every_ms: Some(MINUTE_MS), ..RECURRING },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HOUR_MS, Kind, MINUTE_MS};

    #[test]
    fn every_code_parses_to_its_kind() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Kind::from_code("unknown"), None);
    }

    #[test]
    fn e_mails_are_tried_for_two_days() {
        let policy = Kind::Mail.policy();
        let last = policy.max_failures.unwrap_or_default();
        let pauses: Vec<i64> = (1..last).map(|failures| policy.backoff.pause_ms(failures)).collect();
        let minutes: Vec<i64> = pauses.iter().map(|pause| pause / MINUTE_MS).collect();
        assert_eq!(minutes[..6], [1, 4, 16, 64, 256, 360]);
        // With the largest jitter, too.
        assert!(pauses.iter().sum::<i64>() * 5 / 4 < 3 * 24 * HOUR_MS, "{minutes:?}");
    }

    #[test]
    fn a_lease_is_renewed_long_before_it_ends() {
        for kind in Kind::ALL {
            let policy = kind.policy();
            assert!(policy.lease_ms >= 5_000, "{kind:?}");
            assert!(policy.every_ms.is_none() || policy.max_failures.is_none(), "{kind:?} would end");
        }
    }
}
