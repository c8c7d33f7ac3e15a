//! The home page.

use chrono::NaiveDate;
use domain::home::ItemKind;

use super::{
    dates::date_long,
    numbers::{number, people},
};
use crate::rooms::Home;

pub(super) const HOME: Home = Home {
    no_announcement: "No announcement at the moment",
    no_announcement_hint: "Announcements from your schools will appear here as soon as they are published.",
    title: "Home",
    hello: "Hello",
    first_steps: "Nobody else has an account yet. Import the directory first; links and coupons are then made under “Accounts”.",
    announcements: "Announcements",
    items: "News",
    all_items: "All news",
    no_item: "No news at the moment",
    no_item_hint: "News, articles and events meant for you will appear here.",
    announcements_missing: "The announcements could not be read.",
    items_missing: "The news could not be read.",
    one_news: "News item",
    no_item_this_month: "No news that month",
    no_item_then: "Nothing that you can read was published in that month.",
    month: "Month",
    newest: "Newest",
    older: "Older",
    by_month: "News by month",
    messages_missing: "The messages could not be read.",
    agenda_missing: "The calendar could not be read.",
    sent_latest: "Your latest communications",
    sent_all: "Everything that you have sent",
    sent_none: "You have not sent anything yet.",
    sent_missing: "Your communications could not be read.",
    next_event: "Next event",
    no_next_event: "No upcoming event",
    agenda: "Calendar",
    agenda_empty: "Your calendar is empty.",
    new_event: "Add an event",
    whole_agenda: "Whole calendar",
    fold: "Collapse",
    unfold: "Expand",
    alert_read: "I have read this alert",
    all_folded: "All announcements are collapsed.",
    item_kind,
    ended,
    folded,
    sent_figures,
};

fn ended(last: NaiveDate) -> String {
    format!(
        "The publication period of this news item ended on {}; it stays in the list of news.",
        date_long(last)
    )
}

fn sent_figures(recipients: Option<u64>, seen: Option<u64>) -> String {
    match (recipients, seen) {
        (None, _) => "Not published yet".to_owned(),
        (Some(all), None) => people(all),
        (Some(all), Some(seen)) => format!("{}, seen by {}", people(all), number(seen)),
    }
}

fn folded(count: usize) -> String {
    format!("Collapsed announcements ({count})")
}

const fn item_kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::News => "News item",
        ItemKind::Article => "Article",
        ItemKind::Event => "Event",
    }
}
