use domain::communications::Severity;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a school shows to everybody: the feed and the screen of its hall; and the pages for the
    /// frame on a portal's page.
    PublicBoard {
        none,
        /// The window that asks before the frame shows announcements.
        window_title,
        sign_in_first,
        sign_in_hint,
        sign_in,
        goes_on,
        agree,
        agreed,
        no_opener,
        /// The frame and its window, while the portal is paused.
        portal_paused,
        open_here,
        ;
        /// `Annonces du lycée Pierre et Marie Curie`
        fn title(school: &str) -> String;
        /// `Alerte : texte`, the title of an entry of the feed.
        fn entry(severity: Severity, text: &str) -> String;
        /// What the window asks.
        fn question(portal: &str, person: &str) -> String;
    }
}
