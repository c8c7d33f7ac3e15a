//! Calendars and events.

use chrono::NaiveDate;
use domain::{
    agenda::{EventTime, Frequency, HolidayZone, Repetition, RepetitionEnd, WeekDay, view::Layout},
    spaces::view::SpaceName,
};

use super::{
    dates::{DAYS, date, date_long, day_and_date, month, time, zone},
    numbers::{number, people},
    spaces::space_name,
};
use crate::rooms::Agenda;

pub(super) const AGENDA: Agenda = Agenda {
    title: "Calendar",
    event: "Event",
    own_about: "This calendar is yours alone. The events of your spaces are under “News” and in the calendar of each space.",
    new_event: "New event",
    change_event: "Edit the event",
    change_occurrence: "Edit this date",
    layouts: "View",
    previous: "Previous",
    next: "Next",
    today: "Today",
    is_today: "today",
    nothing: "Nothing is planned for these days",
    nothing_own: "Add an event, or copy one from a space with “Add to my calendar”.",
    nothing_in_space: "The events of this space will appear here.",
    cut: "There are more: choose a shorter period.",
    cancelled: "Cancelled",
    cancelled_hint: "This event will not take place.",
    repeated: "Repeats",
    place: "Place",
    when_label: "Date",
    details: "Description",
    repetition_label: "Repetition",
    next_dates: "Next dates",
    all_dates: "See all dates",
    this_date: "This date is part of an event that repeats.",
    this_date_differs: "This date differs from the others.",
    written_by: "Published by",
    add_to_mine: "Add to my calendar",
    add_date_to_mine: "Add this date to my calendar",
    add_to_mine_hint: "You get a copy of your own: it does not follow later changes.",
    download: "Download (.ics)",
    edit: "Edit",
    edit_date: "Edit this date only",
    cancel: "Cancel the event",
    cancel_question: "The event leaves the news and stays in the calendar, marked “Cancelled”. It cannot be restored. If it is still to come, those who were told of it or have read it get a message.",
    cancel_confirm: "Cancel the event",
    remove: "Delete",
    remove_question: "The event disappears from your calendar, with all its dates.",
    remove_from_space_question: "The event disappears from the calendar for everyone, with all its dates. If it is still to come, those who were told of it or have read it get a message.",
    remove_cancelled_question: "The cancelled event disappears from the calendar for everyone, with all its dates.",
    remove_date: "Delete this date",
    remove_date_question: "Only this date disappears; the others stay.",
    remove_date_from_space_question: "Only this date disappears; the others stay. If it is still to come, those who were told of the event or have read it get a message.",
    saved: "The event is saved.",
    was_cancelled: "The event is cancelled.",
    was_removed: "The event is deleted.",
    date_removed: "The date is deleted.",
    copied: "The event is in your calendar.",
    copied_hint: "You can edit it: the copy is yours.",
    field_title: "Title",
    field_place: "Place",
    field_description: "Description",
    field_description_hint: "Plain text, at most 5,000 characters.",
    whole_days: "All day",
    begins: "Start",
    ends: "End",
    day: "Day",
    time: "Time",
    not_repeated: "Does not repeat",
    frequency: "Repeat",
    interval: "How often",
    interval_hint: "1: every day, week, month or year; 2: every second one.",
    also_on: "Every week, on these days",
    also_on_hint: "The day of the start is always one of them.",
    end_of_repetition: "End of the repetition",
    after_times: "After a number of times",
    until_day: "On a date",
    times: "Number of times",
    until: "Until",
    except_holidays: "Except school holidays",
    keep_holidays: "No, include the holidays",
    holidays_unchecked: "Some of these dates still have to be checked against the official calendar.",
    holidays_title: "School holidays",
    holidays_about: "Repeated events can leave the holidays out. The dates entered here replace those of the zone, for the whole portal; events already planned are calculated again, and people who knew of an upcoming date that changes get a message.",
    holidays_zone: "Zone or education district (académie)",
    holidays_lines: "Periods without lessons",
    holidays_hint: "One period per line, first and last day included: 17/10/2026 01/11/2026 Autumn. You can paste the content of the iCalendar file published by the French ministry as it is.",
    holidays_file: "Or the iCalendar file that the ministry publishes (.ics)",
    holidays_file_hint: "If one is chosen, its periods replace the lines above. At most 1 MB.",
    holidays_keep: "Save the holidays",
    holidays_kept: "The holidays are saved.",
    holidays_back: "The supplied dates apply again.",
    holidays_to_check: "These dates come with the program, and those of the school year 2026–2027 could not be compared with the official calendar: check them, then save them.",
    holidays_shipped: "Go back to the supplied dates",
    holidays_shipped_consequence: "The dates entered for this zone are forgotten.",
    only_this_date: "Only this date changes; the others stay as they are.",
    tell_subscribers: "Tell the subscribers",
    tell_readers: "Tell the people who had read the old text or got a message about it",
    date_moved_is_told: "They are always told of a date that is moved.",
    tell_hint: "Nobody is told twice about the same event.",
    store: "Save",
    publish: "Publish the event",
    feed_title: "In another calendar",
    feed_about_own: "A private address shows your calendar, with the events of your spaces, in the calendar of your phone or computer. Do not give it to anyone: whoever knows it can read your calendar.",
    feed_about_space: "A private address shows the events of this space in the calendar of your phone or computer. It is yours: do not give it to anyone.",
    feed_exists: "An address exists. It is shown only when it is created.",
    feed_make: "Create the private address",
    feed_renew: "Replace the address",
    feed_renew_question: "The current address will stop working: you will have to give the new one to your devices.",
    feed_revoke: "Revoke the address",
    feed_revoke_question: "The address will stop working, and your devices will get nothing more.",
    feed_made: "Your private address is ready.",
    feed_made_hint: "Copy it now: it will not be shown again.",
    feed_address: "Private address",
    feed_open: "Open in the calendar app",
    feed_revoked: "The address is revoked.",
    feed_gone: "The owner of this address can no longer see this calendar.",
    of_space: "Calendar of the space",
    layout,
    period,
    week_day,
    frequency_of,
    holiday_zone,
    holidays_until,
    when,
    hours,
    repeats,
    source,
    calendar_of,
    calendar_cut,
    subscribers,
    readers,
    agenda_of,
};

fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::List => "List",
        Layout::Week => "Week",
        Layout::Month => "Month",
    }
}

/// `October 2026`, `From 5 October 2026 to 11 October 2026`
fn period(layout: Layout, first: NaiveDate, last: NaiveDate, day: NaiveDate) -> String {
    if layout == Layout::Month {
        return month(day);
    }
    format!("From {} to {}", date_long(first), date_long(last))
}

fn week_day(day: WeekDay) -> &'static str {
    match day {
        WeekDay::Monday => DAYS[0],
        WeekDay::Tuesday => DAYS[1],
        WeekDay::Wednesday => DAYS[2],
        WeekDay::Thursday => DAYS[3],
        WeekDay::Friday => DAYS[4],
        WeekDay::Saturday => DAYS[5],
        WeekDay::Sunday => DAYS[6],
    }
}

fn frequency_of(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Daily => "Every day",
        Frequency::Weekly => "Every week",
        Frequency::Monthly => "Every month, on the same day",
        Frequency::Yearly => "Every year, on the same date",
    }
}

pub(super) fn holiday_zone(zone: HolidayZone) -> &'static str {
    match zone {
        HolidayZone::A => "Zone A",
        HolidayZone::B => "Zone B",
        HolidayZone::C => "Zone C",
        HolidayZone::Corsica => "Corsica",
        HolidayZone::Guadeloupe => "Guadeloupe",
        HolidayZone::FrenchGuiana => "French Guiana",
        HolidayZone::Martinique => "Martinique",
        HolidayZone::Mayotte => "Mayotte",
        HolidayZone::Reunion => "Réunion",
    }
}

/// Zones whose holidays end on the same day share a part of the sentence.
fn holidays_until(days: &[(HolidayZone, NaiveDate)]) -> String {
    let mut parts: Vec<(NaiveDate, Vec<&str>)> = Vec::new();
    for (zone, until) in days {
        match parts.iter_mut().find(|(of, _)| of == until) {
            Some((_, zones)) => zones.push(holiday_zone(*zone)),
            None => parts.push((*until, vec![holiday_zone(*zone)])),
        }
    }
    let said: Vec<String> =
        parts.iter().map(|(until, zones)| format!("{} until {}", zones.join(", "), date(*until))).collect();
    format!("Known holidays: {}. After that, no date is left out.", said.join("; "))
}

/// `Thursday 8 October 2026, 10:00 to 11:30`
pub(super) fn when(at: EventTime) -> String {
    match at {
        EventTime::Days { first, last } if first == last => format!("{}, all day", day_and_date(first)),
        EventTime::Days { first, last } => {
            format!("From {} to {}", day_and_date(first), day_and_date(last))
        }
        EventTime::Hours { starts, ends } if starts.date() == ends.date() => {
            format!("{}, {} to {}", day_and_date(starts.date()), time(starts), time(ends))
        }
        EventTime::Hours { starts, ends } => format!(
            "From {} at {} to {} at {}",
            day_and_date(starts.date()),
            time(starts),
            day_and_date(ends.date()),
            time(ends)
        ),
    }
}

fn hours(at: EventTime, on: NaiveDate) -> String {
    match at {
        EventTime::Days { first, last } if first == last => "All day".to_owned(),
        EventTime::Days { last, .. } => format!("All day, until {}", date(last)),
        EventTime::Hours { starts, ends } if starts.date() == ends.date() => {
            format!("{} – {}", time(starts), time(ends))
        }
        EventTime::Hours { starts, ends } if starts.date() == on => {
            format!("{}, until {} at {}", time(starts), date(ends.date()), time(ends))
        }
        EventTime::Hours { ends, .. } => format!("until {} at {}", date(ends.date()), time(ends)),
    }
}

/// `Every week, on Monday and Thursday, 10 times, except school holidays (Zone B)`
pub(super) fn repeats(repetition: &Repetition) -> String {
    let every = repetition.interval;
    let mut said = match (repetition.frequency, every) {
        (frequency, 1) => frequency_of(frequency).to_owned(),
        (Frequency::Daily, _) => format!("Every {every} days"),
        (Frequency::Weekly, _) => format!("Every {every} weeks"),
        (Frequency::Monthly, _) => format!("Every {every} months, on the same day"),
        (Frequency::Yearly, _) => format!("Every {every} years, on the same date"),
    };
    let days: Vec<&str> = repetition.days.iter().map(|day| week_day(*day)).collect();
    if let [others @ .., last] = days.as_slice() {
        let all =
            if others.is_empty() { (*last).to_owned() } else { format!("{} and {last}", others.join(", ")) };
        said += &format!(", on {all}");
    }
    said += &match repetition.end {
        RepetitionEnd::Count(1) => ", once".to_owned(),
        RepetitionEnd::Count(count) => format!(", {count} times"),
        RepetitionEnd::Until(day) => format!(", until {}", date(day)),
    };
    if let Some(zone) = repetition.except_holidays {
        said += &format!(", except school holidays ({})", holiday_zone(zone));
    }
    said
}

pub(super) fn source(of: &SpaceName) -> String {
    format!("{} – {}", space_name(of), of.school)
}

fn calendar_of(person: &str) -> String {
    format!("Calendar of {person}")
}

fn calendar_cut(events: usize) -> String {
    format!("Only the first {} events are sent.", number(events as u64))
}

/// How many *Tell the subscribers* would tell.
fn subscribers(count: u64) -> String {
    match count {
        0 => "There are no subscribers to tell.".to_owned(),
        count => format!("A message to {}.", people(count)),
    }
}

fn agenda_of(of: &SpaceName) -> String {
    format!("Calendar: {}", source(of))
}

/// When something takes place, and on whose clock, where that has to be said.
pub(super) type At<'z> = (EventTime, Option<&'z str>);

/// `Thursday 8 October 2026, 10:00 to 11:30 (Réunion time)`
pub(super) fn there((at, in_zone): At<'_>) -> String {
    match in_zone.filter(|_| !at.is_whole_days()) {
        Some(name) => format!("{} ({})", when(at), zone(name)),
        None => when(at),
    }
}

fn readers(count: u64) -> String {
    match count {
        0 => "Nobody has read this event yet.".to_owned(),
        count => format!("A message to {}.", people(count)),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveDateTime};
    use domain::agenda::{EventTime, Frequency, HolidayZone, Repetition, RepetitionEnd, WeekDay};

    use super::{hours, repeats, there, when};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().expect("a moment")
    }

    #[test]
    fn days_and_hours_are_said_as_people_say_them() {
        let lesson = EventTime::Hours { starts: at("2026-10-08T10:00:00"), ends: at("2026-10-08T11:30:00") };
        assert_eq!(when(lesson), "Thursday 8 October 2026, 10:00 to 11:30");
        let elsewhere = there((lesson, Some("Indian/Reunion")));
        assert_eq!(elsewhere, "Thursday 8 October 2026, 10:00 to 11:30 (Réunion time)");
        assert_eq!(hours(lesson, day("2026-10-08")), "10:00 – 11:30");
        let trip = EventTime::Days { first: day("2026-10-08"), last: day("2026-10-09") };
        assert_eq!(when(trip), "From Thursday 8 October 2026 to Friday 9 October 2026");
        assert_eq!(hours(trip, day("2026-10-09")), "All day, until 09/10/2026");
    }

    #[test]
    fn a_repetition_is_one_sentence() {
        let weekly = Repetition {
            frequency: Frequency::Weekly,
            interval: 1,
            days: vec![WeekDay::Monday, WeekDay::Thursday],
            end: RepetitionEnd::Count(10),
            except_holidays: Some(HolidayZone::B),
        };
        assert_eq!(
            repeats(&weekly),
            "Every week, on Monday and Thursday, 10 times, except school holidays (Zone B)"
        );
    }
}
