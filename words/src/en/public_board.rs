//! What a school shows to everybody, and the pages for the frame on a portal's page.

use domain::communications::Severity;

use super::communications::severity;
use crate::rooms::PublicBoard;

pub(super) const PUBLIC_BOARD: PublicBoard = PublicBoard {
    none: "No announcement at the moment",
    window_title: "Show my announcements",
    sign_in_first: "Sign in to Porte-voix first.",
    sign_in_hint: "The sign-in page opens in another tab. Once you have signed in, come back here and continue.",
    sign_in: "Sign in",
    goes_on: "Continue",
    agree: "Show my announcements",
    agreed: "Your announcements are shown on the portal’s page. You can close this window.",
    no_opener: "The portal’s page is no longer there: close this window, then start again from the portal.",
    portal_paused: "This portal does not show your announcements at the moment. Read them in Porte-voix, or come back later.",
    open_here: "Open Porte-voix",
    title,
    entry,
    question,
};

fn title(school: &str) -> String {
    format!("Announcements – {school}")
}

fn entry(of: Severity, text: &str) -> String {
    format!("{}: {text}", severity(of))
}

fn question(portal: &str, person: &str) -> String {
    format!("Show the announcements of {person} on the page of the portal {portal}, for ten minutes?")
}
