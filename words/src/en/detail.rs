//! A communication as its sender sees it.

use chrono::{NaiveDate, NaiveDateTime};

use super::{
    dates::{date, date_time, zone},
    numbers::{establishments, number, people},
};
use crate::rooms::Detail;

pub(super) const DETAIL: Detail = Detail {
    cancel_title: "Cancel this communication?",
    cancel_refuse: "Do not cancel",
    cancel_confirm: "Cancel the communication",
    cancel_both: "Cancel both",
    cancel_one: "Cancel this one only",
    beside_offered: "“Cancel both” cancels it as well.",
    beside_stays: "You may not cancel it: it stays.",
    cancel_scheduled: "The message will not be sent. It stays among your sent communications, marked “cancelled”.",
    cancel_planned: "Nobody sees it yet, and it will not appear. It stays among your sent communications, marked “cancelled”.",
    cancel_message: "Messages not read yet are removed; those already read stay, marked “cancelled”.",
    take_back: "Take back",
    take_back_unanswered: "The server is not answering yet: this page keeps asking to take it back. Keep it open.",
    take_back_unknown: "The server did not answer in time: nobody knows whether it was taken back. Keep this page open: it will say so as soon as the server answers.",
    time_over: "The time to take it back is over: your communication goes out, unless you took it back.",
    pending: "Your communication goes out in a few seconds. Until then nobody sees it, and you can take it back.",
    remind: "Remind",
    remind_title: "Remind the recipients?",
    remind_refuse: "Do not remind",
    remind_confirm: "Send a reminder",
    searching: "Looking for the recipients…",
    delivered: "Delivered",
    opened: "Opened",
    acknowledged: "Confirmed",
    deploying: "Your communication is being sent. Its recipients will see it on their school portals within minutes.",
    states: "Publication states",
    school: "School",
    school_hint: "Name, town or UAI code",
    no_school: "No school matches",
    clear_filter: "Clear the filter",
    all_states: "All",
    reason: "Reason",
    filter_by_state: "Filter by state",
    state_by_school: "Publication state by school",
    state: "State",
    recipients: "Recipients",
    changed: "Last change",
    seen_by: "Seen by",
    others_untouched: "The others are not affected.",
    communication: "Communication",
    kind: "Kind of communication",
    deployment: "Status",
    duplicate: "Duplicate",
    title: "Details of the communication",
    back: "Back",
    description: "Content",
    not_cancelled: "The communication was not cancelled.",
    targets: "Targets",
    perimeter: "On behalf of:",
    target: "Target",
    school_gone: "school removed from the directory",
    schools: "Schools",
    created_on: "Communication created on",
    cancelled_on: "Cancelled on",
    announcement_text: "Text of the announcement",
    news_title: "Title",
    news_text: "Text of the news item",
    picture: "Picture",
    no_picture: "None",
    decorative: "Decorative picture",
    link: "Link",
    public_board: "Public board",
    on_public_board: "Also shown on the public board of each school",
    hall_screen: "Hall screen",
    public_feed: "Atom feed",
    no_link: "None",
    period: "Publication period",
    published: "Publications",
    waiting: "Waiting",
    failed: "Failed",
    message: "Message",
    follow_up: "Follow-up",
    reminded_on: "Last reminder on",
    replies_allowed: "Allowed",
    replies_forbidden: "Not allowed",
    subject: "Subject",
    message_text: "Text of the message",
    attachments: "Attachments",
    no_attachment: "None",
    send_date: "Send date",
    replies: "Replies",
    acknowledgement: "Confirmation of reading",
    copy: "Copy",
    copy_to_author: "Among the author’s messages",
    cancel_announcement,
    sent_beside,
    cancel_news,
    remind_consequence,
    reminded,
    nobody_reminded,
    done_of,
    failed_in,
    all_schools,
    scheduled,
    shown_from,
    online_for,
    delivered_to,
    seconds_left,
    stands,
};

/// The effect of cancelling an announcement, with the number of recipients if it is known.
fn cancel_announcement(recipients: Option<u64>) -> String {
    format!(
        "The announcement disappears at once from the home page of {}. It stays among your sent communications, \
         marked “cancelled”.",
        readers(recipients)
    )
}

fn sent_beside(channel: &str, title: &str) -> String {
    format!("Another communication was sent from the same form: “{title}” ({channel}).")
}

fn cancel_news(recipients: Option<u64>) -> String {
    format!(
        "The news item disappears at once from the home page and the list of news of {}. It stays among your sent \
         communications, marked “cancelled”.",
        readers(recipients)
    )
}

fn readers(recipients: Option<u64>) -> String {
    match recipients {
        Some(1) => "its 1 recipient".to_owned(),
        Some(count) if count > 1 => format!("its {} recipients", number(count)),
        _ => "its recipients".to_owned(),
    }
}

/// `left` people have not taken note; if no acknowledgement is `asked`, they have not opened the
/// message.
fn remind_consequence(left: u64, asked: bool) -> String {
    let have = if left == 1 { "has" } else { "have" };
    let done = if asked { "confirmed reading" } else { "opened" };
    let they = if left == 1 { "Only this person" } else { "Only these people" };
    format!(
        "{} {have} not {done} the message yet. {they} will get a reminder among their messages.",
        people(left)
    )
}

fn reminded(count: u64) -> String {
    if count == 1 {
        "A reminder is on its way to 1 person.".to_owned()
    } else {
        format!("Reminders are on their way to {}.", people(count))
    }
}

fn nobody_reminded(why: &str) -> String {
    format!("Nobody was reminded. {why}")
}

fn done_of(done: u64, all: &str) -> String {
    format!("{} of {all}", number(done))
}

fn failed_in(schools: u64) -> String {
    format!("Publication failed in {}.", establishments(schools))
}

fn all_schools(count: u64) -> String {
    format!("All ({})", establishments(count))
}

fn scheduled(due: NaiveDateTime, zone_name: &str) -> String {
    format!(
        "Your communication is scheduled. It will be sent on {} ({}); you can cancel it before.",
        date_time(due),
        zone(zone_name)
    )
}

fn shown_from(day: NaiveDate) -> String {
    format!("Your communication is scheduled. It will be visible from {}.", date(day))
}

fn online_for(count: u64) -> String {
    format!("Online for {}.", people(count))
}

fn delivered_to(count: u64) -> String {
    format!("Message delivered to {}.", people(count))
}

fn seconds_left(seconds: u32) -> String {
    format!("{seconds} s left")
}

fn stands(status: &str) -> String {
    format!("State of your communication: {}.", status.to_lowercase())
}
