//! The element on a portal's page, and the screen of a hall.

use crate::rooms::Widget;

pub(super) const WIDGET: Widget = Widget {
    title: "Announcements",
    loading: "Loading announcements…",
    none: "No announcement at the moment",
    unavailable: "Announcements are not available at the moment",
    as_of: "Connection lost: announcements as received at {time}",
    information: "Information",
    warning: "Warning",
    alert: "Alert",
    learn_more: "learn more",
    new_window: "(new window)",
    corrected: "Corrected on {date} at {time}",
    concerns: "About {names}",
    and: ", and ",
    colon: ": ",
    show_mine: "Show my announcements",
    show_mine_hint: "A small window of Porte-voix opens and asks you to agree.",
    window_closed: "The window could not open: allow windows of this site, then try again.",
    pause: "Pause",
    resume: "Resume",
    page_of: "{page} of {pages}",
};
