//! The addresses of agendas and events.

use chrono::{Days, Months, NaiveDate};
use domain::{
    SpaceId,
    agenda::view::{AgendaPage, AgendaQuery, Layout},
};

use crate::components::address;

/// How many days a list shows.
const LIST_DAYS: u64 = 92;

/// The own agenda, or that of a space.
pub fn of(space: Option<SpaceId>) -> String {
    space.map_or_else(|| "/agenda".to_owned(), |id| format!("/espaces/{id}/agenda"))
}

pub fn read(get: impl Fn(&str) -> Option<String>) -> AgendaQuery {
    AgendaQuery { layout: get("vue").unwrap_or_default(), day: get("jour").unwrap_or_default() }
}

/// Another layout of the same days.
pub fn laid_out(page: &AgendaPage, layout: Layout) -> String {
    at(page, layout, page.day)
}

/// The days before and after those that are shown.
pub fn beside(page: &AgendaPage) -> [String; 2] {
    let day = page.day;
    let [before, after] = match page.layout {
        Layout::List => {
            [day.checked_sub_days(Days::new(LIST_DAYS)), day.checked_add_days(Days::new(LIST_DAYS))]
        }
        Layout::Week => [day.checked_sub_days(Days::new(7)), day.checked_add_days(Days::new(7))],
        Layout::Month => [day.checked_sub_months(Months::new(1)), day.checked_add_months(Months::new(1))],
    };
    [before, after].map(|beside| at(page, page.layout, beside.unwrap_or(day)))
}

pub fn today(page: &AgendaPage) -> String {
    at(page, page.layout, page.today)
}

fn at(page: &AgendaPage, layout: Layout, day: NaiveDate) -> String {
    let layout = if layout == Layout::default() { "" } else { layout.code() };
    let day = if day == page.today { String::new() } else { day.to_string() };
    address(&of(page.space.as_ref().map(|space| space.id)), &[("vue", layout), ("jour", &day)])
}
