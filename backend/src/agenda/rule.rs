//! The days of a repetition, by RFC 5545. Only this file uses the library.

use chrono::{DateTime, Days, NaiveDate, NaiveTime};
use domain::{
    agenda::{Frequency, MAX_OCCURRENCES, MAX_REPETITION_DAYS, Repetition, RepetitionEnd},
    fields::FieldProblem,
};
use rrule::{NWeekday, RRule, Tz};

use crate::{Error, Required, Result};

/// Every day on which a repeated event begins, in order; those in holidays included.
///
/// The rule is walked on civil days, so a change of the clocks cannot move anything. The library is
/// always given an end and a greatest number: its iterator alone would never stop.
///
/// # Errors
/// [`Error::Fields`] for more than [`MAX_OCCURRENCES`], or for one after [`MAX_REPETITION_DAYS`].
pub(super) fn days_of(first: NaiveDate, repetition: &Repetition) -> Result<Vec<NaiveDate>> {
    let frequency = match repetition.frequency {
        Frequency::Daily => rrule::Frequency::Daily,
        Frequency::Weekly => rrule::Frequency::Weekly,
        Frequency::Monthly => rrule::Frequency::Monthly,
        Frequency::Yearly => rrule::Frequency::Yearly,
    };
    let mut rule = RRule::new(frequency).interval(repetition.interval);
    if !repetition.days.is_empty() {
        rule = rule.by_weekday(repetition.days.iter().map(|day| NWeekday::Every((*day).into())).collect());
    }
    rule = match repetition.end {
        RepetitionEnd::Count(count) => rule.count(count.into()),
        RepetitionEnd::Until(day) => rule.until(midnight(day)),
    };
    let set = rule.build(midnight(first)).required("a repetition")?;
    let last = first.checked_add_days(Days::new(MAX_REPETITION_DAYS.into())).unwrap_or(NaiveDate::MAX);
    let found = set.before(midnight(last)).all(MAX_OCCURRENCES + 1).dates;
    let most = usize::from(MAX_OCCURRENCES);
    match repetition.end {
        RepetitionEnd::Until(_) if found.len() > most => {
            Err(Error::field("jusquau", FieldProblem::TooManyOccurrences { max: MAX_OCCURRENCES }))
        }
        // The last ones are too far away.
        RepetitionEnd::Count(count) if found.len() < usize::from(count) => {
            Err(Error::field("nombre", FieldProblem::PeriodTooLong { max_days: MAX_REPETITION_DAYS }))
        }
        _ => Ok(found.into_iter().map(|at| at.date_naive()).collect()),
    }
}

fn midnight(day: NaiveDate) -> DateTime<Tz> {
    day.and_time(NaiveTime::MIN).and_utc().with_timezone(&Tz::UTC)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{Datelike, Days, NaiveDate};
    use domain::agenda::{Frequency, MAX_OCCURRENCES, Repetition, RepetitionEnd, WeekDay};
    use proptest::prelude::*;

    use super::days_of;
    use crate::Error;

    /// Day after day: whether the rule names it.
    fn walk(first: NaiveDate, repetition: &Repetition, until: NaiveDate) -> Vec<NaiveDate> {
        let interval = i64::from(repetition.interval);
        let monday = |day: NaiveDate| day - Days::new(day.weekday().num_days_from_monday().into());
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
        let names = |day: &NaiveDate| match repetition.frequency {
            Frequency::Daily => (*day - first).num_days() % interval == 0,
            Frequency::Weekly => {
                (monday(*day) - monday(first)).num_weeks() % interval == 0
                    && repetition.days.contains(&WeekDay::of(*day))
            }
            Frequency::Monthly => (months(*day) - months(first)) % interval == 0 && day.day() == first.day(),
            Frequency::Yearly => {
                i64::from(day.year() - first.year()) % interval == 0
                    && (day.month(), day.day()) == (first.month(), first.day())
            }
        };
        first.iter_days().take_while(|day| *day <= until).filter(names).collect()
    }

    fn any_rule() -> impl Strategy<Value = (NaiveDate, Repetition, u32)> {
        let frequency = proptest::sample::select(Frequency::ALL.to_vec());
        let days = proptest::collection::btree_set(0_usize..7, 0..7);
        let counted = proptest::option::of(1_u16..=MAX_OCCURRENCES);
        (0_i64..3_000, frequency, 1_u16..6, days, counted, 0_u32..1_500).prop_map(
            |(day, frequency, interval, days, counted, length)| {
                let first =
                    NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day") + chrono::TimeDelta::days(day);
                let chosen: BTreeSet<WeekDay> =
                    days.into_iter().map(|day| WeekDay::ALL[day]).chain([WeekDay::of(first)]).collect();
                let end = match counted {
                    Some(count) => RepetitionEnd::Count(count),
                    None => RepetitionEnd::Until(first + Days::new(length.into())),
                };
                let days = if frequency == Frequency::Weekly { chosen.into_iter().collect() } else { vec![] };
                (first, Repetition { frequency, interval, days, end, except_holidays: None }, length)
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn a_rule_names_the_days_that_a_walk_finds((first, repetition, length) in any_rule()) {
            match (days_of(first, &repetition), repetition.end) {
                (Ok(found), RepetitionEnd::Until(until)) => {
                    prop_assert_eq!(found, walk(first, &repetition, until));
                }
                (Ok(found), RepetitionEnd::Count(count)) => {
                    let last = *found.last().expect("the first one");
                    prop_assert_eq!(found.len(), usize::from(count));
                    prop_assert_eq!(found, walk(first, &repetition, last));
                }
                (Err(Error::Fields(_)), RepetitionEnd::Until(until)) => {
                    prop_assert!(walk(first, &repetition, until).len() > usize::from(MAX_OCCURRENCES));
                    prop_assert!(length > u32::from(MAX_OCCURRENCES));
                }
                (Err(Error::Fields(_)), RepetitionEnd::Count(count)) => {
                    prop_assert!(walk(first, &repetition, first + Days::new(3_660)).len() < count.into());
                }
                (Err(other), _) => return Err(TestCaseError::fail(other.to_string())),
            }
        }
    }

    #[test]
    fn a_day_that_a_month_lacks_is_left_out() {
        let first = NaiveDate::from_ymd_opt(2027, 1, 31).expect("a day");
        let end = RepetitionEnd::Count(4);
        let monthly = Repetition {
            frequency: Frequency::Monthly,
            interval: 1,
            days: vec![],
            end,
            except_holidays: None,
        };
        let days: Vec<String> =
            days_of(first, &monthly).expect("days").iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31"]);
    }
}
