use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{
    EventTime, Frequency, HolidayZone, MAX_DESCRIPTION_CHARACTERS, MAX_EVENT_DAYS, MAX_INTERVAL,
    MAX_OCCURRENCES, MAX_PLACE_CHARACTERS, MAX_REPETITION_DAYS, MAX_TITLE_CHARACTERS, NewEvent, Repetition,
    RepetitionEnd, Said, WeekDay,
};
use crate::{
    civil,
    communications::Posted,
    fields::{FieldErrors, FieldProblem, optional_line, optional_text, parse_line},
};

/// The form of an event, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventInput {
    pub title: String,
    pub place: String,
    pub description: String,
    /// *Journée entière*: the two times are not looked at.
    pub whole_days: bool,
    /// `yyyy-mm-dd`
    pub first_day: String,
    /// `hh:mm`
    pub starts: String,
    /// `yyyy-mm-dd`; empty for the first day.
    pub last_day: String,
    /// `hh:mm`
    pub ends: String,
    /// Code of a [`Frequency`]; empty for an event that is not repeated.
    pub frequency: String,
    pub interval: String,
    /// Codes of [`WeekDay`].
    pub days: Vec<String>,
    /// `nombre` or `date`
    pub end: String,
    pub count: String,
    /// `yyyy-mm-dd`
    pub until: String,
    /// Code of a [`HolidayZone`]; empty to leave nothing out.
    pub except_holidays: String,
    /// A mark of who reads the space, as it was when the form of a new event was opened; empty for one's
    /// own agenda, and on a page of an older version.
    pub readers: String,
}

impl EventInput {
    pub fn posted(form: &Posted<'_>) -> Self {
        Self {
            title: form.value("titre"),
            place: form.value("lieu"),
            description: form.value("description"),
            whole_days: form.is("journee", "oui"),
            first_day: form.value("debut-date"),
            starts: form.value("debut-heure"),
            last_day: form.value("fin-date"),
            ends: form.value("fin-heure"),
            frequency: form.value("repetition"),
            interval: form.value("intervalle"),
            days: form.values("jour"),
            end: form.value("fin-repetition"),
            count: form.value("nombre"),
            until: form.value("jusquau"),
            except_holidays: form.value("vacances"),
            readers: form.value("lecteurs"),
        }
    }

    /// The form that says what is stored.
    pub fn of(said: &Said, repetition: Option<&Repetition>) -> Self {
        let mut input = Self {
            title: said.title.clone(),
            place: said.place.clone(),
            description: said.description.clone(),
            whole_days: said.time.is_whole_days(),
            interval: "1".to_owned(),
            end: "nombre".to_owned(),
            ..Self::default()
        };
        match said.time {
            EventTime::Days { first, last } => {
                (input.first_day, input.last_day) = (first.to_string(), last.to_string());
            }
            EventTime::Hours { starts, ends } => {
                (input.first_day, input.last_day) = (starts.date().to_string(), ends.date().to_string());
                (input.starts, input.ends) = (hour(starts), hour(ends));
            }
        }
        if let Some(repetition) = repetition {
            repetition.frequency.code().clone_into(&mut input.frequency);
            input.interval = repetition.interval.to_string();
            input.days = repetition.days.iter().map(|day| day.code().to_owned()).collect();
            match repetition.end {
                RepetitionEnd::Count(count) => input.count = count.to_string(),
                RepetitionEnd::Until(day) => {
                    "date".clone_into(&mut input.end);
                    input.until = day.to_string();
                }
            }
            if let Some(zone) = repetition.except_holidays {
                zone.code().clone_into(&mut input.except_holidays);
            }
        }
        input
    }

    /// # Errors
    /// What is wrong with each control.
    pub fn parse(&self) -> Result<NewEvent, FieldErrors> {
        let mut errors = FieldErrors::default();
        let said = self.parse_said(&mut errors);
        let first = said.as_ref().map(|said| said.time.first_day());
        let repetition = first.and_then(|first| self.parse_repetition(first, &mut errors));
        match said {
            Some(said) if errors.is_empty() => Ok(NewEvent { said, repetition }),
            _ => Err(errors),
        }
    }

    /// Only what one occurrence may change: everything but the repetition.
    ///
    /// # Errors
    /// What is wrong with each control.
    pub fn parse_occurrence(&self) -> Result<Said, FieldErrors> {
        let mut errors = FieldErrors::default();
        self.parse_said(&mut errors).filter(|_| errors.is_empty()).ok_or(errors)
    }

    fn parse_said(&self, errors: &mut FieldErrors) -> Option<Said> {
        let title = errors.keep("titre", parse_line(&self.title, MAX_TITLE_CHARACTERS));
        let place = errors.keep("lieu", optional_line(&self.place, MAX_PLACE_CHARACTERS));
        let description =
            errors.keep("description", optional_text(&self.description, MAX_DESCRIPTION_CHARACTERS));
        let time = self.parse_time(errors);
        Some(Said { title: title?, place: place?, description: description?, time: time? })
    }

    fn parse_time(&self, errors: &mut FieldErrors) -> Option<EventTime> {
        let first = errors.keep("debut-date", day(&self.first_day));
        let last = match self.last_day.trim() {
            "" => first,
            typed => errors.keep("fin-date", day(typed)),
        };
        let hours = if self.whole_days {
            None
        } else {
            let starts = errors.keep("debut-heure", time(&self.starts));
            let ends = errors.keep("fin-heure", time(&self.ends));
            Some((starts?, ends?))
        };
        let (first, last) = (first?, last?);
        if last < first {
            errors.add("fin-date", FieldProblem::LastBeforeFirst);
            return None;
        }
        if (last - first).num_days() >= i64::from(MAX_EVENT_DAYS) {
            errors.add("fin-date", FieldProblem::EventTooLong { max_days: MAX_EVENT_DAYS });
            return None;
        }
        let Some((starts, ends)) = hours else { return Some(EventTime::Days { first, last }) };
        let (starts, ends) = (first.and_time(starts), last.and_time(ends));
        if ends <= starts {
            errors.add("fin-heure", FieldProblem::EndBeforeStart);
            return None;
        }
        Some(EventTime::Hours { starts, ends })
    }

    fn parse_repetition(&self, first: NaiveDate, errors: &mut FieldErrors) -> Option<Repetition> {
        if self.frequency.is_empty() {
            return None;
        }
        let unknown = FieldProblem::UnknownChoice;
        let frequency =
            errors.keep("repetition", Frequency::from_code(&self.frequency).ok_or(unknown.clone()));
        let interval = errors.keep("intervalle", number(&self.interval, MAX_INTERVAL));
        let end = match self.end.as_str() {
            "date" => errors.keep("jusquau", self.parse_until(first)).map(RepetitionEnd::Until),
            _ => errors.keep("nombre", number(&self.count, MAX_OCCURRENCES)).map(RepetitionEnd::Count),
        };
        let except_holidays = match self.except_holidays.as_str() {
            "" => None,
            code => errors.keep("vacances", HolidayZone::from_code(code).ok_or(unknown)),
        };
        let frequency = frequency?;
        let days = if frequency == Frequency::Weekly { self.week_days(first) } else { Vec::new() };
        Some(Repetition { frequency, interval: interval?, days, end: end?, except_holidays })
    }

    fn parse_until(&self, first: NaiveDate) -> Result<NaiveDate, FieldProblem> {
        let until = day(&self.until)?;
        if until < first {
            return Err(FieldProblem::LastBeforeFirst);
        }
        if (until - first).num_days() > i64::from(MAX_REPETITION_DAYS) {
            return Err(FieldProblem::PeriodTooLong { max_days: MAX_REPETITION_DAYS });
        }
        Ok(until)
    }

    /// The chosen days, and always the one on which the event begins: its first occurrence.
    fn week_days(&self, first: NaiveDate) -> Vec<WeekDay> {
        let chosen =
            |day: &WeekDay| *day == WeekDay::of(first) || self.days.iter().any(|of| of == day.code());
        WeekDay::ALL.into_iter().filter(chosen).collect()
    }
}

fn hour(at: NaiveDateTime) -> String {
    at.format("%H:%M").to_string()
}

fn day(raw: &str) -> Result<NaiveDate, FieldProblem> {
    match raw.trim() {
        "" => Err(FieldProblem::Required),
        typed => civil::parse_day(typed)
            .filter(|day| (FIRST_YEAR..=LAST_YEAR).contains(&day.year()))
            .ok_or(FieldProblem::NotADate),
    }
}

/// Other years are typing errors.
const FIRST_YEAR: i32 = 2000;
const LAST_YEAR: i32 = 2100;

fn time(raw: &str) -> Result<NaiveTime, FieldProblem> {
    match raw.trim() {
        "" => Err(FieldProblem::Required),
        // Some browsers add seconds to the time that was typed.
        typed => {
            let minutes = typed.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(typed);
            civil::parse_time(minutes).ok_or(FieldProblem::NotATime)
        }
    }
}

fn number(raw: &str, max: u16) -> Result<u16, FieldProblem> {
    match raw.trim() {
        "" => Err(FieldProblem::Required),
        typed => typed
            .parse()
            .ok()
            .filter(|number| (1..=max).contains(number))
            .ok_or(FieldProblem::NotANumber { min: 1, max: u32::from(max) }),
    }
}
