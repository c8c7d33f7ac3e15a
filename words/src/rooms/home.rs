use crate::vocabulary::vocabulary;

vocabulary! {
    /// The home page.
    Home {
        no_announcement,
        no_announcement_hint,
        title,
        hello,
        announcements,
    }
}
