//! *Received communications*, and the messages between a school and an author.

use chrono::NaiveDateTime;
use domain::{
    communications::{Channel, MAX_SUBJECT_CHARACTERS},
    text::beginning,
};

use super::{
    communications::channel,
    dates::date_time,
    numbers::{establishments, number},
};
use crate::rooms::Received;

pub(super) const RECEIVED: Received = Received {
    title: "Received communications",
    about: "What authorities have addressed to your schools.",
    detail_title: "Received communication",
    none: "No communication received",
    none_hint: "What authorities address to your schools will arrive here.",
    search_hint: "A word of the title, or the author",
    channel: "Channel",
    state: "State",
    all: "All",
    school: "School",
    unread_label: "Read or not",
    unread_only: "Unread",
    all_read: "All",
    communication: "Communication",
    source: "Source",
    author: "Author",
    received_on: "Received on",
    received_in: "in the school",
    unread_before: "Unread:",
    unread_mark: "Unread",
    newer: "Newer",
    older: "Older",
    back: "Received communications",
    figures: "Figures of the school",
    recipients: "Recipients",
    seen: "Seen by",
    delivered: "Delivered",
    opened: "Opened",
    acknowledged: "Confirmed",
    state_here: "Publication state",
    since: "Since",
    reason: "Reason",
    also_received: "Also received by:",
    targets: "Targets",
    no_target: "No target concerns this school.",
    take_offline: "Take offline",
    take_offline_consequence: "Readers in this school will not see it any more; readers in other schools still will. The author is told, with your reason.",
    take_offline_confirm: "Take offline here",
    reason_hint: "At most 255 characters; the author will read it.",
    put_online: "Put back online",
    put_online_consequence: "Readers in this school will see it again. The author is told.",
    put_online_confirm: "Put back online here",
    taken_offline: "The communication is offline in this school.",
    taken_offline_hint: "Its readers no longer see it. You can put it back online.",
    put_online_done: "The communication is back online in this school.",
    put_online_hint: "Its readers see it again.",
    contact: "Contact the author",
    contact_hint: "Your message quotes the communication. The answer arrives among your messages and is shown on this page too.",
    contact_author_gone: "The author of this communication has left the directory: nobody would get your message. Contact the authority.",
    subject: "Subject",
    text: "Your message",
    send: "Send the message",
    sent: "Your message is sent to the author.",
    sent_hint: "The answer will arrive among your messages.",
    exchanges: "Messages to and from the author",
    exchanges_with_schools: "Messages to and from the schools",
    no_exchange: "No message at the moment.",
    subject_about,
    quoted,
    older_exchanges,
    online_in,
};

fn subject_about(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let subject = format!("About: {title}");
    beginning(&subject, MAX_SUBJECT_CHARACTERS).to_owned()
}

fn quoted(of: Channel, source: &str, since: NaiveDateTime) -> String {
    format!("{}, {source}, {}", channel(of), date_time(since))
}

fn older_exchanges(count: u64) -> String {
    match count {
        1 => "1 older message is not shown here.".to_owned(),
        _ => format!("{} older messages are not shown here.", number(count)),
    }
}

fn online_in(online: u64, all: u64) -> String {
    format!("Online in {} of {}", number(online), establishments(all))
}
