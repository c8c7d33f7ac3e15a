use std::time::Duration;

/// The limits of connections.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open at the same time; further ones are answered 503.
    pub connections: usize,
    /// How long the headers of a request may take: a browser sends them at once.
    pub headers: Duration,
    /// How long a client may take nothing of an answer that waits for it.
    pub unread: Duration,
}

impl Limits {
    pub const fn new(connections: usize) -> Self {
        // A slow line empties the buffers of the system in between.
        Self { connections, headers: Duration::from_secs(10), unread: Duration::from_mins(2) }
    }
}
