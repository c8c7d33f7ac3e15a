//! Days, times and how long something takes.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::rooms::Dates;

pub(super) const DATES: Dates = Dates {
    date,
    date_long,
    month,
    day_and_date,
    time,
    time_to_the_second,
    date_time,
    short_time,
    moment,
    since,
    span,
    duration,
    zone,
};

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const SHORT_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

pub(super) const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `04/10/2018`
pub(super) fn date(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// `4 October 2018`
pub(super) fn date_long(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
}

/// `October 2018`
pub(super) fn month(day: NaiveDate) -> String {
    format!("{} {}", MONTHS[day.month0() as usize], day.year())
}

/// `Thursday 4 October 2018`
pub(super) fn day_and_date(day: NaiveDate) -> String {
    let name = DAYS[day.weekday().num_days_from_monday() as usize];
    format!("{name} {}", date_long(day))
}

/// `15:40`
pub(super) fn time(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `15:40:07`
pub(super) fn time_to_the_second(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
}

/// `04/10/2018 at 15:40`
pub(super) fn date_time(at: NaiveDateTime) -> String {
    format!("{} at {}", date(at.date()), time(at))
}

/// `today, 12:12`, `yesterday, 12:12`, `4 October 2018`; no time if it counts for the whole day.
fn moment(day: NaiveDate, at: Option<NaiveTime>, today: NaiveDate) -> String {
    let said = if day == today {
        "today"
    } else if Some(day) == today.pred_opt() {
        "yesterday"
    } else {
        return date_long(day);
    };
    at.map_or_else(|| said.to_owned(), |at| format!("{said}, {}", time(day.and_time(at))))
}

/// `since 12:12`, `since yesterday, 12:12`, `since 4 October 2018`
fn since(day: NaiveDate, at: Option<NaiveTime>, today: NaiveDate) -> String {
    match at {
        Some(at) if day == today => format!("since {}", time(day.and_time(at))),
        _ => format!("since {}", moment(day, at, today)),
    }
}

/// When a message came, as short as possible: `15:40` today, `4 Oct` this year, `04/10/2018`
/// before.
pub(super) fn short_time(at: NaiveDateTime, today: NaiveDate) -> String {
    let day = at.date();
    if day == today {
        time(at)
    } else if day.year() == today.year() {
        format!("{}\u{a0}{}", day.day(), SHORT_MONTHS[day.month0() as usize])
    } else {
        date(day)
    }
}

/// `Thursday 4 October 2018, 08:00 to 09:30`; for whole days `Thursday 4 October 2018`, or
/// `From 04/10/2018 to 06/10/2018`. `ends` is the first instant after it.
pub(super) fn span(begins: NaiveDateTime, ends: NaiveDateTime, whole_day: bool) -> String {
    let end = if whole_day { ends.checked_sub_signed(TimeDelta::seconds(1)).unwrap_or(ends) } else { ends };
    let last = end.date().max(begins.date());
    match (begins.date() == last, whole_day) {
        (true, true) => day_and_date(last),
        (false, true) => format!("From {} to {}", date(begins.date()), date(last)),
        (true, false) if ends <= begins => format!("{} at {}", day_and_date(last), time(begins)),
        (true, false) => format!("{}, {} to {}", day_and_date(last), time(begins), time(ends)),
        (false, false) => format!("From {} to {}", date_time(begins), date_time(ends)),
    }
}

/// `12 seconds`, `3 minutes`: how long to wait, rounded up.
pub(super) fn duration(seconds: u64) -> String {
    match seconds {
        0..=1 => "1 second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

/// `Réunion time`, for the IANA name of a zone with French schools.
pub(super) fn zone(name: &str) -> String {
    let place = match name {
        "Europe/Paris" => "Paris",
        "Indian/Reunion" => "Réunion",
        "Indian/Mayotte" => "Mayotte",
        "America/Guadeloupe" => "Guadeloupe",
        "America/Martinique" => "Martinique",
        "America/Cayenne" => "French Guiana",
        "America/Miquelon" => "Saint Pierre and Miquelon",
        "Pacific/Noumea" => "New Caledonia",
        "Pacific/Tahiti" => "Tahiti",
        "Pacific/Wallis" => "Wallis and Futuna",
        other => return format!("{} time", other.rsplit('/').next().unwrap_or(other).replace('_', " ")),
    };
    format!("{place} time")
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime};

    use super::{day_and_date, moment, short_time, since, span, zone};

    #[test]
    fn cards_say_when() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).expect("a day");
        let at = NaiveTime::from_hms_opt(9, 7, 0);
        assert_eq!(moment(day(5), at, day(5)), "today, 09:07");
        assert_eq!(moment(day(5), at, day(6)), "yesterday, 09:07");
        assert_eq!(moment(day(5), at, day(7)), "5 October 2026");
        assert_eq!(moment(day(5), None, day(5)), "today");
        assert_eq!(since(day(5), at, day(5)), "since 09:07");
        assert_eq!(since(day(5), at, day(6)), "since yesterday, 09:07");
        assert_eq!(since(day(5), at, day(7)), "since 5 October 2026");
        assert_eq!(since(day(5), None, day(5)), "since today");
    }

    #[test]
    fn times_are_as_short_as_needed() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        let at = day(2026, 10, 5).and_hms_opt(9, 7, 0).expect("a time");
        assert_eq!(short_time(at, day(2026, 10, 5)), "09:07");
        assert_eq!(short_time(at, day(2026, 12, 5)), "5\u{a0}Oct");
        assert_eq!(short_time(at, day(2027, 1, 1)), "05/10/2026");
        assert_eq!(day_and_date(day(2026, 11, 30)), "Monday 30 November 2026");
    }

    #[test]
    fn a_span_says_no_more_than_needed() {
        let at = |day, hour| {
            let day = NaiveDate::from_ymd_opt(2018, 10, day).expect("a day");
            day.and_hms_opt(hour, 0, 0).expect("a time")
        };
        assert_eq!(span(at(4, 8), at(4, 9), false), "Thursday 4 October 2018, 08:00 to 09:00");
        assert_eq!(span(at(4, 8), at(4, 8), false), "Thursday 4 October 2018 at 08:00");
        assert_eq!(span(at(4, 8), at(5, 9), false), "From 04/10/2018 at 08:00 to 05/10/2018 at 09:00");
        assert_eq!(span(at(4, 0), at(5, 0), true), "Thursday 4 October 2018");
        assert_eq!(span(at(4, 0), at(6, 0), true), "From 04/10/2018 to 05/10/2018");
    }

    #[test]
    fn a_zone_is_named_after_its_place() {
        assert_eq!(zone("Indian/Reunion"), "Réunion time");
        assert_eq!(zone("America/New_York"), "New York time");
    }
}
