use std::{sync::Arc, time::Duration};

use app::Subject;
use backend::{Backend, Result};
use bytes::Bytes;
use domain::{CommunicationId, PersonId};

use super::{announcements, batch, communication, import, inbox, look::Look, subject};

/// Something that a page follows.
#[derive(Clone, Copy, Debug)]
pub enum Topic {
    Messages,
    Announcements,
    Communication(CommunicationId),
    /// A run of an import.
    Import(i64),
    /// A batch of links or coupons.
    Batch(i64),
    /// What a page for reading shows.
    Subject(Subject),
}

impl Topic {
    /// The name of its events, and of its version in the query.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::Announcements => "annonces",
            Self::Communication(_) => "communication",
            Self::Import(_) => "import",
            Self::Batch(_) => "lot",
            Self::Subject(subject) => subject.topic(),
        }
    }

    /// While a message goes out to a hundred thousand people, inboxes change ten times a second, and
    /// the figures of the message too: a page looks at most once in this time.
    pub const fn at_most_every(self) -> Duration {
        match self {
            Self::Messages => Duration::from_secs(1),
            Self::Communication(_) | Self::Subject(_) => Duration::from_millis(500),
            Self::Announcements | Self::Import(_) | Self::Batch(_) => Duration::ZERO,
        }
    }

    /// Whether some people may not follow it: then the first look may refuse the whole stream.
    pub const fn needs_a_right(self) -> bool {
        matches!(self, Self::Communication(_) | Self::Import(_) | Self::Batch(_) | Self::Subject(_))
    }

    /// Whether a page that names no version shows this one: an import or a batch that runs.
    pub fn is_shown(self, shown: &str, version: &str) -> bool {
        let runs = matches!(self, Self::Import(_) | Self::Batch(_)) && version != import::OVER;
        shown == version || runs && shown.is_empty()
    }

    pub(super) async fn look(self, backend: Arc<Backend>, person: PersonId) -> Result<Look> {
        match self {
            Self::Messages => inbox::look(&backend, person).await,
            Self::Announcements => announcements::look(&backend, person).await,
            Self::Communication(id) => communication::look(&backend, person, id).await,
            Self::Import(id) => import::look(&backend, person, id).await,
            Self::Batch(id) => batch::look(&backend, person, id).await,
            Self::Subject(subject) => subject::look(&backend, person, subject).await,
        }
    }

    /// The event that tells a page what a look has found.
    pub(super) fn event(self, found: &Look) -> Bytes {
        found.event.clone().unwrap_or_else(|| {
            let (name, version) = (self.name(), &found.version);
            format!("event: {name}\nid: {version}\ndata: {version}\n\n").into()
        })
    }

    /// There is nothing more to hear: the page asks, and learns why.
    pub fn over(self) -> Bytes {
        // Browsers would give it the last `id` of the stream, which is that of another topic.
        format!("event: {}\nid:\ndata: fin\n\n", self.name()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::Topic;

    #[test]
    fn the_end_of_a_topic_has_no_version() {
        assert_eq!(&Topic::Import(7).over()[..], b"event: import\nid:\ndata: fin\n\n");
    }
}
