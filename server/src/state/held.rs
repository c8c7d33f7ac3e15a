use backend::shares::{Bounds, Shares};
use domain::PersonId;

const MEGABYTE: u64 = 1024 * 1024;

/// What requests hold at the same time: bytes of bodies that are being received or worked on, event
/// streams, and files that are being sent. Each has a bound for one sender and one for all.
#[derive(Clone, Debug)]
pub struct Held {
    /// Bytes of forms and JSON, of people who are signed in.
    pub bodies: Shares<PersonId>,
    /// The same of everybody else, by address. A whole school may share one.
    pub bodies_of_nobody: Shares<String>,
    /// Open event streams.
    pub streams: Shares<PersonId>,
    /// Attachments and pictures on their way to a client, which may take them slowly or not at all.
    pub files: Shares<PersonId>,
}

/// Windows and tabs that show a page at the same time; a hidden tab closes its streams.
const STREAMS_OF_A_PERSON: u64 = 24;
/// Pictures of a page that arrive together, behind a proxy that asks for all of them at once.
const FILES_OF_A_PERSON: u64 = 64;

impl Held {
    pub fn new(connections: usize) -> Self {
        let connections = u64::try_from(connections).unwrap_or(u64::MAX);
        // Some places are left for requests that end.
        let streams = (connections - connections / 5).max(1);
        Self {
            bodies: Shares::new(Bounds { each: 4 * MEGABYTE, all: 64 * MEGABYTE }),
            bodies_of_nobody: Shares::new(Bounds { each: MEGABYTE, all: 8 * MEGABYTE }),
            streams: Shares::new(Bounds { each: STREAMS_OF_A_PERSON, all: streams }),
            files: Shares::new(Bounds { each: FILES_OF_A_PERSON, all: (connections / 8).max(1) }),
        }
    }
}
