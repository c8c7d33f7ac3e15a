//! Days and times of day as browsers send them.

use chrono::{NaiveDate, NaiveTime};

use crate::{civil, fields::FieldProblem};

pub(super) fn parse_day(raw: &str) -> Result<NaiveDate, FieldProblem> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(FieldProblem::Required);
    }
    civil::parse_day(raw).ok_or(FieldProblem::NotADate)
}

pub(super) fn parse_time(raw: &str) -> Result<NaiveTime, FieldProblem> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(FieldProblem::Required);
    }
    // Some browsers add seconds to the time that was typed.
    let minutes = raw.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(raw);
    civil::parse_time(minutes).ok_or(FieldProblem::NotATime)
}
