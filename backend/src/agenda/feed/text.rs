//! The text of a calendar. `icalendar` writes the properties: it escapes and folds them.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use domain::{
    agenda::{Calendar, EventState, EventTime, Repetition, RepetitionEnd, Said},
    time::{Millis, instant_at},
};
use icalendar::{Component, Event, EventLike, Property};

use super::zone;
use crate::{
    Error, Result,
    agenda::occurrences::{Exceptions, Planned, said_of},
    entities::event,
};

/// What a calendar says of itself.
pub(super) struct Head<'a> {
    pub name: &'a str,
    /// Empty, or that events were left out.
    pub about: &'a str,
    pub zone: Tz,
    pub holidays: &'a Calendar,
}

/// An event with its exceptions.
pub(super) struct Entry {
    pub event: event::Model,
    pub exceptions: Exceptions,
}

impl Entry {
    /// Whether it, or one of its occurrences, has hours, and so names its zone.
    fn has_hours(&self) -> bool {
        let instead = self.exceptions.values().flatten();
        [*self.event.time].into_iter().chain(instead.map(|said| said.time)).any(|time| !time.is_whole_days())
    }
}

/// The whole calendar, with the zones that its events use.
pub(super) fn calendar(head: &Head<'_>, entries: &[Entry]) -> Result<String> {
    let mut text = String::from("BEGIN:VCALENDAR\r\n");
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Porte-voix//Agenda//FR"),
        ("CALSCALE", "GREGORIAN"),
        ("X-WR-CALNAME", head.name),
        ("X-WR-TIMEZONE", head.zone.name()),
        ("X-WR-CALDESC", head.about),
        ("X-PUBLISHED-TTL", "PT4H"),
    ] {
        if !value.is_empty() {
            text += &line(Property::new(name, value))?;
        }
    }
    text += "REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n";
    for (zone, from, until) in zones_of(entries) {
        text += &zone::component(zone, from, until);
    }
    for entry in entries {
        for event in written(entry, head.holidays)? {
            text += &event.try_into_string().map_err(unwritten)?;
        }
    }
    text += "END:VCALENDAR\r\n";
    Ok(text)
}

fn line(property: Property) -> Result<String> {
    property.try_into().map_err(unwritten)
}

fn unwritten(reason: std::fmt::Error) -> Error {
    Error::Unexpected(format!("a calendar: {reason}"))
}

/// Each zone, with the first and the last instant for which it is needed.
fn zones_of(entries: &[Entry]) -> Vec<(Tz, Millis, Millis)> {
    let mut zones: Vec<(Tz, Millis, Millis)> = Vec::new();
    for Entry { event, .. } in entries.iter().filter(|entry| entry.has_hours()) {
        let first = event.time.bounds(event.zone.0).0.min(event.starts_at);
        match zones.iter_mut().find(|(zone, ..)| *zone == event.zone.0) {
            Some((_, from, until)) => (*from, *until) = ((*from).min(first), (*until).max(event.ends_at)),
            None => zones.push((event.zone.0, first, event.ends_at)),
        }
    }
    zones
}

/// The event, and one more component for each occurrence that says something else.
fn written(entry: &Entry, holidays: &Calendar) -> Result<Vec<Event>> {
    let row = &entry.event;
    let said = said_of(row);
    let mut master = component(entry, &said);
    let Some(repetition) = row.repetition.as_deref() else { return Ok(vec![master]) };
    master.append_property(Property::new("RRULE", rule(repetition, said.time, row.zone.0)));
    let planned = Planned::of(&said, Some(repetition), &entry.exceptions, holidays)?;
    let left_out: BTreeSet<NaiveDate> = planned.left_out.iter().copied().collect();
    for day in left_out {
        master.append_multi_property(moment("EXDATE", begins(said.time.beginning_on(day)), row.zone.0));
    }
    let mut all = vec![master];
    for (day, instead, _) in planned.taking_place.iter().filter(|(_, _, changed)| *changed) {
        let mut changed = component(entry, instead);
        changed.append_property(moment("RECURRENCE-ID", begins(said.time.beginning_on(*day)), row.zone.0));
        all.push(changed);
    }
    Ok(all)
}

fn component(entry: &Entry, said: &Said) -> Event {
    let (row, zone) = (&entry.event, entry.event.zone.0);
    let mut event = Event::new();
    let utc = |at: Millis| at.to_utc().unwrap_or_default();
    event
        .uid(&format!("{}@porte-voix", row.uid))
        .timestamp(utc(row.changed_at))
        .created(utc(row.created_at))
        .last_modified(utc(row.changed_at))
        .sequence(u32::try_from(row.sequence).unwrap_or_default())
        .summary(&said.title);
    // What was removed is only told to be cancelled: nobody reads it any more.
    let is_read = row.state != EventState::Removed;
    if is_read && !said.place.is_empty() {
        event.location(&said.place);
    }
    if is_read && !said.description.is_empty() {
        event.description(&said.description);
    }
    let takes_place = row.state == EventState::Planned;
    event.append_property(Property::new("STATUS", if takes_place { "CONFIRMED" } else { "CANCELLED" }));
    event.append_property(moment("DTSTART", begins(said.time), zone));
    event.append_property(moment("DTEND", ends(said.time), zone));
    event
}

/// A day, or a time of the wall clock.
#[derive(Clone, Copy)]
enum Moment {
    Day(NaiveDate),
    Local(NaiveDateTime),
}

fn begins(time: EventTime) -> Moment {
    match time {
        EventTime::Days { first, .. } => Moment::Day(first),
        EventTime::Hours { starts, .. } => Moment::Local(starts),
    }
}

/// The end of whole days is the day after the last one.
fn ends(time: EventTime) -> Moment {
    match time {
        EventTime::Days { last, .. } => Moment::Day(last.succ_opt().unwrap_or(last)),
        EventTime::Hours { ends, .. } => Moment::Local(ends),
    }
}

fn moment(name: &str, moment: Moment, zone: Tz) -> Property {
    match moment {
        Moment::Day(day) => {
            Property::new(name, day.format("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
        }
        Moment::Local(at) => Property::new(name, at.format("%Y%m%dT%H%M%S").to_string())
            .add_parameter("TZID", zone.name())
            .done(),
    }
}

/// `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=10`. A last day is given as an instant in UTC where the
/// event has hours, as the standard asks.
fn rule(repetition: &Repetition, time: EventTime, zone: Tz) -> String {
    let mut rule =
        format!("FREQ={};INTERVAL={}", repetition.frequency.code().to_uppercase(), repetition.interval);
    if !repetition.days.is_empty() {
        let days: Vec<&str> = repetition.days.iter().map(|day| day.code()).collect();
        rule += &format!(";BYDAY={}", days.join(","));
    }
    rule + &match repetition.end {
        RepetitionEnd::Count(count) => format!(";COUNT={count}"),
        RepetitionEnd::Until(day) if time.is_whole_days() => format!(";UNTIL={}", day.format("%Y%m%d")),
        RepetitionEnd::Until(day) => {
            let last = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
            let at = instant_at(day.and_time(last), zone).to_utc().unwrap_or_default();
            format!(";UNTIL={}", at.format("%Y%m%dT%H%M%SZ"))
        }
    }
}
