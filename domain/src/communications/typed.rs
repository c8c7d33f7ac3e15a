//! Days and times of day as browsers send them.

use chrono::{NaiveDate, NaiveTime};

use crate::fields::FieldProblem;

pub(super) fn parse_day(raw: &str) -> Result<NaiveDate, FieldProblem> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(FieldProblem::Required);
    }
    // The parsed day must print as the same ten characters: chrono alone would also accept a sign,
    // blanks and a year of five digits ("+10000-1-1").
    NaiveDate::parse_from_str(raw, "%Y-%m-%d")
        .ok()
        .filter(|day| raw.len() == "yyyy-mm-dd".len() && day.to_string() == raw)
        .ok_or(FieldProblem::NotADate)
}

pub(super) fn parse_time(raw: &str) -> Result<NaiveTime, FieldProblem> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(FieldProblem::Required);
    }
    // Some browsers add seconds to the time that was typed.
    let minutes = raw.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(raw);
    NaiveTime::parse_from_str(minutes, "%H:%M")
        .ok()
        .filter(|time| time.format("%H:%M").to_string() == minutes)
        .ok_or(FieldProblem::NotATime)
}
