//! How many connections the process can hold: each needs a file descriptor.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Descriptors besides those of connections: the database, files on their way to the store, the
/// log, listeners, connections that are being turned away.
const BESIDES: u64 = 512;

/// Raises the limit of open files as far as the system allows, and returns how many of the
/// `wanted` connections the process can hold. The log says it.
pub fn connections_within_limits(wanted: usize) -> usize {
    let limit = raised();
    let can = within(limit, wanted);
    if can < wanted {
        tracing::warn!(
            files = limit.unwrap_or_default(),
            wanted,
            connections = can,
            "the limit of open files is too low for the setting `connections`: further ones get 503"
        );
    } else {
        tracing::info!(files = limit, connections = can, "connections that this process can hold");
    }
    can
}

/// The limit of open files after raising it; `None` when there is none.
fn raised() -> Option<u64> {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current == maximum {
        return current;
    }
    match setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        Ok(()) => maximum,
        Err(reason) => {
            tracing::warn!(%reason, "the limit of open files could not be raised");
            current
        }
    }
}

fn within(limit: Option<u64>, wanted: usize) -> usize {
    // With a tiny limit, half of it is used for connections: serving a few clients is better than none.
    let can = limit.map_or(u64::MAX, |limit| limit.saturating_sub(BESIDES).max(limit / 2));
    usize::try_from(can).unwrap_or(usize::MAX).min(wanted)
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn the_limit_of_files_bounds_the_connections() {
        for (limit, wanted, can) in [
            (None, 10_000, 10_000),
            (Some(20_000), 10_000, 10_000),
            (Some(4_096), 10_000, 3_584),
            (Some(600), 10_000, 300),
        ] {
            assert_eq!(within(limit, wanted), can, "{limit:?}");
        }
    }
}
