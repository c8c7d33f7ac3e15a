//! Letters about events.

use domain::{
    agenda::{EventTime, Repetition},
    messages::Notice,
    spaces::view::SpaceName,
};

use super::agenda::{At, repeats, source, there};
use crate::rooms::NoticeText;

/// The letters about events, of those about everything.
pub(super) fn about_event(notice: &Notice) -> NoticeText {
    match notice {
        Notice::EventPublished { title, author, space, time, repetition, zone, .. } => {
            published(title, author, space, takes_place((*time, zone.as_deref()), repetition.as_ref()))
        }
        Notice::EventCorrected { title, space, time, repetition, zone, .. } => {
            event_corrected(title, space, takes_place((*time, zone.as_deref()), repetition.as_ref()))
        }
        Notice::EventEnded { title, by, space, time, repetition, zone } => {
            event_ended(title, by, space, (*time, zone.as_deref()), repetition.is_some())
        }
        Notice::EventDateChanged { title, space, time, before, zone, .. } => {
            let zone = zone.as_deref();
            date_changed(title, space, (*time, zone), before.map(|before| (before, zone)))
        }
        Notice::EventDateEnded { title, by, space, time, zone, .. } => {
            date_ended(title, by, space, (*time, zone.as_deref()))
        }
        Notice::EventHolidays { title, space, gone, back, more, zone, .. } => {
            let days = Days { gone, back, more: *more, zone: zone.as_deref() };
            holidays(title, space.as_ref(), &days)
        }
        // The list of those about everything names exactly these.
        _ => NoticeText { subject: String::new(), paragraphs: Vec::new() },
    }
}

/// When an event takes place; of a repeated one its next date, and how it is repeated.
fn takes_place(time: At<'_>, repetition: Option<&Repetition>) -> Vec<String> {
    match repetition {
        Some(repetition) => {
            vec![format!("Next date: {}.", inside(time)), format!("{}.", repeats(repetition))]
        }
        None => vec![format!("{}.", there(time))],
    }
}

/// To the subscribers of a space: an event was added.
fn published(title: &str, author: &str, of: &SpaceName, takes_place: Vec<String>) -> NoticeText {
    let mut paragraphs =
        vec![format!("{author} has added an event to the calendar “{}”.", source(of)), format!("“{title}”")];
    paragraphs.extend(takes_place);
    NoticeText { subject: format!("New event: {title}"), paragraphs }
}

/// To those who had read an event, or were told of it: it was corrected.
fn event_corrected(title: &str, of: &SpaceName, takes_place: Vec<String>) -> NoticeText {
    let mut paragraphs = vec![
        format!("An event that you knew of in the calendar “{}” has changed.", source(of)),
        format!("“{title}”"),
    ];
    paragraphs.extend(takes_place);
    NoticeText { subject: format!("Event corrected: {title}"), paragraphs }
}

/// To those who had read an event, or were told of it: it does not take place.
fn event_ended(title: &str, by: &str, of: &SpaceName, time: At<'_>, repeated: bool) -> NoticeText {
    NoticeText {
        subject: format!("Event cancelled: {title}"),
        paragraphs: vec![
            format!("{by} has cancelled an event in the calendar “{}”.", source(of)),
            format!("“{title}”"),
            if repeated {
                format!("{}, and all dates after it.", there(time))
            } else {
                format!("{}.", there(time))
            },
        ],
    }
}

/// To those who knew of a repeated event: one of its dates was moved, or says something else.
fn date_changed(title: &str, of: &SpaceName, time: At<'_>, before: Option<At<'_>>) -> NoticeText {
    let mut paragraphs = vec![
        format!("A date of an event that you knew of in the calendar “{}” has changed.", source(of)),
        format!("“{title}”"),
        format!("{}.", there(time)),
    ];
    paragraphs.extend(before.map(|before| format!("Previously: {}.", inside(before))));
    NoticeText { subject: format!("Date changed: {title}"), paragraphs }
}

/// As [`there`], after the beginning of a sentence: `from Thursday 8 October 2026 to …`
fn inside(time: At<'_>) -> String {
    let text = there(time);
    match text.strip_prefix("From ") {
        Some(rest) => format!("from {rest}"),
        None => text,
    }
}

/// To those who knew of a repeated event: it does not take place on one of its dates.
fn date_ended(title: &str, by: &str, of: &SpaceName, time: At<'_>) -> NoticeText {
    NoticeText {
        subject: format!("Date cancelled: {title}"),
        paragraphs: vec![
            format!(
                "{by} has cancelled a date of an event in the calendar “{}”; the others stay.",
                source(of)
            ),
            format!("“{title}”"),
            format!("{}.", there(time)),
        ],
    }
}

/// Times at which an event does not take place any more, or does now.
struct Days<'a> {
    gone: &'a [EventTime],
    back: &'a [EventTime],
    more: bool,
    zone: Option<&'a str>,
}

/// To those who knew of a repeated event: other school holidays were entered.
fn holidays(title: &str, of: Option<&SpaceName>, days: &Days<'_>) -> NoticeText {
    let event = match of {
        Some(of) => format!("an event that you knew of in the calendar “{}”", source(of)),
        None => "an event of your calendar".to_owned(),
    };
    let listed = |times: &[EventTime]| {
        let said: Vec<String> = times.iter().map(|time| inside((*time, days.zone))).collect();
        (!said.is_empty()).then(|| said.join("; "))
    };
    let mut paragraphs = vec![
        format!("The school holidays entered have changed, and with them the dates of {event}."),
        format!("“{title}”"),
    ];
    paragraphs.extend(listed(days.gone).map(|times| format!("No longer takes place: {times}.")));
    paragraphs.extend(listed(days.back).map(|times| format!("Now takes place: {times}.")));
    paragraphs.extend(days.more.then(|| "More dates have changed: the calendar shows them.".to_owned()));
    NoticeText { subject: format!("Dates changed: {title}"), paragraphs }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use domain::agenda::EventTime;

    use super::inside;

    #[test]
    fn only_a_name_has_a_capital_inside_a_sentence() {
        let first = NaiveDate::from_ymd_opt(2026, 10, 8).expect("a day");
        let last = NaiveDate::from_ymd_opt(2026, 10, 9).expect("a day");
        let one = EventTime::Days { first, last: first };
        assert_eq!(inside((one, None)), "Thursday 8 October 2026, all day");
        let two = EventTime::Days { first, last };
        assert_eq!(inside((two, None)), "from Thursday 8 October 2026 to Friday 9 October 2026");
    }
}
