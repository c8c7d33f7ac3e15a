use crate::vocabulary::vocabulary;

vocabulary! {
    /// The element on a portal's page, and the screen of a hall. Its scripts know every language at
    /// once, so the words are fixed: `{time}` and `{date}` are replaced in the browser.
    Widget {
        title,
        loading,
        none,
        unavailable,
        /// Shown beside announcements when the network is gone.
        as_of,
        information,
        warning,
        alert,
        learn_more,
        new_window,
        corrected,
        concerns,
        /// Before the last of several names.
        and,
        /// Separates a severity from what follows it.
        colon,
        /// The frame: what its button does.
        show_mine,
        show_mine_hint,
        window_closed,
        /// The screen of a hall.
        pause,
        resume,
        page_of,
    }
}
