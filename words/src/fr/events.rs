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
            vec![format!("Prochaine date : {}.", inside(time)), format!("{}.", repeats(repetition))]
        }
        None => vec![format!("{}.", there(time))],
    }
}

/// To the subscribers of a space: an event was added.
fn published(title: &str, author: &str, of: &SpaceName, takes_place: Vec<String>) -> NoticeText {
    let mut paragraphs = vec![
        format!("{author} a ajouté un évènement à l’agenda « {} ».", source(of)),
        format!("« {title} »"),
    ];
    paragraphs.extend(takes_place);
    NoticeText { subject: format!("Nouvel évènement : {title}"), paragraphs }
}

/// To those who had read an event, or were told of it: it was corrected.
fn event_corrected(title: &str, of: &SpaceName, takes_place: Vec<String>) -> NoticeText {
    let mut paragraphs = vec![
        format!("Un évènement de l’agenda « {} » que vous connaissiez a changé.", source(of)),
        format!("« {title} »"),
    ];
    paragraphs.extend(takes_place);
    NoticeText { subject: format!("Évènement corrigé : {title}"), paragraphs }
}

/// To those who had read an event, or were told of it: it does not take place.
fn event_ended(title: &str, by: &str, of: &SpaceName, time: At<'_>, repeated: bool) -> NoticeText {
    NoticeText {
        subject: format!("Évènement annulé : {title}"),
        paragraphs: vec![
            format!("{by} a annulé un évènement de l’agenda « {} ».", source(of)),
            format!("« {title} »"),
            if repeated {
                format!("{}, et toutes les dates suivantes.", there(time))
            } else {
                format!("{}.", there(time))
            },
        ],
    }
}

/// To those who knew of a repeated event: one of its dates was moved, or says something else.
fn date_changed(title: &str, of: &SpaceName, time: At<'_>, before: Option<At<'_>>) -> NoticeText {
    let mut paragraphs = vec![
        format!("Une date d’un évènement de l’agenda « {} » que vous connaissiez a changé.", source(of)),
        format!("« {title} »"),
        format!("{}.", there(time)),
    ];
    paragraphs.extend(before.map(|before| format!("Auparavant : {}.", inside(before))));
    NoticeText { subject: format!("Date modifiée : {title}"), paragraphs }
}

/// As [`there`], after the beginning of a sentence: `jeudi 8 octobre 2026, de 10:00 à 11:30`
fn inside(time: At<'_>) -> String {
    let text = there(time);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// To those who knew of a repeated event: it does not take place on one of its dates.
fn date_ended(title: &str, by: &str, of: &SpaceName, time: At<'_>) -> NoticeText {
    NoticeText {
        subject: format!("Date annulée : {title}"),
        paragraphs: vec![
            format!(
                "{by} a annulé une date d’un évènement de l’agenda « {} » ; les autres restent.",
                source(of)
            ),
            format!("« {title} »"),
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
        Some(of) => format!("un évènement de l’agenda « {} » que vous connaissiez", source(of)),
        None => "un évènement de votre agenda".to_owned(),
    };
    let listed = |times: &[EventTime]| {
        let said: Vec<String> = times.iter().map(|time| inside((*time, days.zone))).collect();
        (!said.is_empty()).then(|| said.join(" ; "))
    };
    let mut paragraphs = vec![
        format!("Les vacances scolaires enregistrées ont changé, et avec elles les dates d’{event}."),
        format!("« {title} »"),
    ];
    paragraphs.extend(listed(days.gone).map(|times| format!("N’a plus lieu : {times}.")));
    paragraphs.extend(listed(days.back).map(|times| format!("A lieu désormais : {times}.")));
    paragraphs.extend(days.more.then(|| "D’autres dates ont changé : l’agenda les montre.".to_owned()));
    NoticeText { subject: format!("Dates modifiées : {title}"), paragraphs }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use domain::agenda::EventTime;

    use super::inside;

    #[test]
    fn a_day_has_no_capital_inside_a_sentence() {
        let first = NaiveDate::from_ymd_opt(2026, 10, 8).expect("a day");
        let last = NaiveDate::from_ymd_opt(2026, 10, 9).expect("a day");
        let one = EventTime::Days { first, last: first };
        assert_eq!(inside((one, None)), "jeudi 8 octobre 2026, toute la journée");
        let two = EventTime::Days { first, last };
        assert!(inside((two, None)).starts_with("du jeudi 8 octobre 2026 au"));
    }
}
