use super::view::PublishedAnnouncement;

impl PublishedAnnouncement {
    /// Which of its texts this is, as a form says it: when it was corrected, or that it never was.
    pub fn said_at(&self) -> &str {
        self.corrected_at.as_deref().unwrap_or("non")
    }
}
