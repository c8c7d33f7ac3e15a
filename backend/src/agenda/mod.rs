//! *Agenda*: the events of spaces, and those of each person's own agenda.

mod archive;
mod board;
mod change;
mod copy;
mod corrections;
mod create;
mod event;
mod feed;
mod follow;
mod form;
mod holidays;
mod load;
mod next;
mod occurrences;
mod remove;
mod replan;
mod rows;
mod rule;
mod tell;
mod tell_holidays;
mod window;

pub(crate) use archive::archive;
pub use board::items_of;
pub use change::{Change, change};
pub use copy::add_to_mine;
pub use create::{NewForm, create};
pub use event::event;
pub(crate) use feed::CALENDARS;
pub use feed::{Feed, FeedOf, calendar, make_feed, one_event, renew_feed, revoke_feed};
pub use follow::{follow_agenda, follow_event};
pub use form::{edit_form, new_form};
pub use holidays::{HolidaysPage, NewHolidays, enter_holidays, holidays_page, text_of_calendar};
pub use next::upcoming;
pub(crate) use next::{HAS_UPCOMING, ahead};
pub use remove::{Left, cancel, remove};
pub(crate) use replan::{HOLIDAYS_ENTERED, replan};
pub(crate) use tell::{
    EVENT_CORRECTED, EVENT_DATE, EVENT_ENDED, EVENT_PUBLISHED, about_correction, about_date, about_end,
    about_event,
};
pub(crate) use tell_holidays::{EVENT_HOLIDAYS, about_holidays};
pub use window::{agenda, agenda_of_space};
