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
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const SHORT_MONTHS: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// `04/10/2018`
pub(super) fn date(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// `4 octobre 2018`, `1er octobre 2018`
pub(super) fn date_long(day: NaiveDate) -> String {
    let number = if day.day() == 1 { "1er".to_owned() } else { day.day().to_string() };
    format!("{number} {} {}", MONTHS[day.month0() as usize], day.year())
}

/// `Octobre 2018`
fn month(day: NaiveDate) -> String {
    let name = MONTHS[day.month0() as usize];
    let (first, rest) = name.split_at(1);
    format!("{}{rest} {}", first.to_uppercase(), day.year())
}

/// `Jeudi 4 octobre 2018`
pub(super) fn day_and_date(day: NaiveDate) -> String {
    let name = DAYS[day.weekday().num_days_from_monday() as usize];
    let (first, rest) = name.split_at(1);
    format!("{}{rest} {}", first.to_uppercase(), date_long(day))
}

/// `15:40`
pub(super) fn time(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `15:40:07`
pub(super) fn time_to_the_second(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
}

/// `04/10/2018 à 15:40`
pub(super) fn date_time(at: NaiveDateTime) -> String {
    format!("{} à {}", date(at.date()), time(at))
}

/// `aujourd’hui, 12:12`, `hier, 12:12`, `4 octobre 2018`; no time if it counts for the whole day.
fn moment(day: NaiveDate, at: Option<NaiveTime>, today: NaiveDate) -> String {
    let said = if day == today {
        "aujourd’hui"
    } else if Some(day) == today.pred_opt() {
        "hier"
    } else {
        return date_long(day);
    };
    at.map_or_else(|| said.to_owned(), |at| format!("{said}, {}", time(day.and_time(at))))
}

/// `depuis 12:12`, `depuis hier, 12:12`, `depuis le 4 octobre 2018`
fn since(day: NaiveDate, at: Option<NaiveTime>, today: NaiveDate) -> String {
    match at {
        Some(at) if day == today => format!("depuis {}", time(day.and_time(at))),
        _ if day == today || Some(day) == today.pred_opt() => format!("depuis {}", moment(day, at, today)),
        _ => format!("depuis le {}", date_long(day)),
    }
}

/// When a message came, as short as possible: `15:40` today, `4 oct.` this year, `04/10/2018`
/// before.
pub(super) fn short_time(at: NaiveDateTime, today: NaiveDate) -> String {
    let day = at.date();
    if day == today {
        time(at)
    } else if day.year() == today.year() {
        format!("{} {}", day.day(), SHORT_MONTHS[day.month0() as usize])
    } else {
        date(day)
    }
}

/// `Jeudi 4 octobre 2018, de 08:00 à 09:30`; for whole days `Jeudi 4 octobre 2018`, or
/// `Du 04/10/2018 au 06/10/2018`. `ends` is the first instant after it.
pub(super) fn span(begins: NaiveDateTime, ends: NaiveDateTime, whole_day: bool) -> String {
    let end = if whole_day { ends.checked_sub_signed(TimeDelta::seconds(1)).unwrap_or(ends) } else { ends };
    let last = end.date().max(begins.date());
    match (begins.date() == last, whole_day) {
        (true, true) => day_and_date(last),
        (false, true) => format!("Du {} au {}", date(begins.date()), date(last)),
        (true, false) if ends <= begins => format!("{} à {}", day_and_date(last), time(begins)),
        (true, false) => format!("{}, de {} à {}", day_and_date(last), time(begins), time(ends)),
        (false, false) => format!("Du {} au {}", date_time(begins), date_time(ends)),
    }
}

/// `12 secondes`, `3 minutes`: how long to wait, rounded up.
pub(super) fn duration(seconds: u64) -> String {
    match seconds {
        0..=1 => "1 seconde".to_owned(),
        2..=90 => format!("{seconds} secondes"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

/// `heure de La Réunion`, for the IANA name of a zone with French schools.
pub(super) fn zone(name: &str) -> String {
    let place = match name {
        "Europe/Paris" => "de Paris",
        "Indian/Reunion" => "de La Réunion",
        "Indian/Mayotte" => "de Mayotte",
        "America/Guadeloupe" => "de la Guadeloupe",
        "America/Martinique" => "de la Martinique",
        "America/Cayenne" => "de la Guyane",
        "America/Miquelon" => "de Saint-Pierre-et-Miquelon",
        "Pacific/Noumea" => "de la Nouvelle-Calédonie",
        "Pacific/Tahiti" => "de Tahiti",
        "Pacific/Wallis" => "de Wallis-et-Futuna",
        other => return format!("heure de {}", other.rsplit('/').next().unwrap_or(other).replace('_', " ")),
    };
    format!("heure {place}")
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime};

    use super::{moment, short_time, since, span, zone};

    #[test]
    fn cards_say_when() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).expect("a day");
        let at = NaiveTime::from_hms_opt(9, 7, 0);
        assert_eq!(moment(day(5), at, day(5)), "aujourd’hui, 09:07");
        assert_eq!(moment(day(5), at, day(6)), "hier, 09:07");
        assert_eq!(moment(day(5), at, day(7)), "5 octobre 2026");
        assert_eq!(moment(day(5), None, day(5)), "aujourd’hui");
        assert_eq!(since(day(5), at, day(5)), "depuis 09:07");
        assert_eq!(since(day(5), at, day(6)), "depuis hier, 09:07");
        assert_eq!(since(day(5), at, day(7)), "depuis le 5 octobre 2026");
        assert_eq!(since(day(5), None, day(5)), "depuis aujourd’hui");
    }

    #[test]
    fn times_are_as_short_as_needed() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        let at = day(2026, 10, 5).and_hms_opt(9, 7, 0).expect("a time");
        assert_eq!(short_time(at, day(2026, 10, 5)), "09:07");
        assert_eq!(short_time(at, day(2026, 12, 5)), "5 oct.");
        assert_eq!(short_time(at, day(2027, 1, 1)), "05/10/2026");
    }

    #[test]
    fn a_span_says_no_more_than_needed() {
        let at = |day, hour| {
            let day = NaiveDate::from_ymd_opt(2018, 10, day).expect("a day");
            day.and_hms_opt(hour, 0, 0).expect("a time")
        };
        assert_eq!(span(at(4, 8), at(4, 9), false), "Jeudi 4 octobre 2018, de 08:00 à 09:00");
        assert_eq!(span(at(4, 8), at(4, 8), false), "Jeudi 4 octobre 2018 à 08:00");
        assert_eq!(span(at(4, 8), at(5, 9), false), "Du 04/10/2018 à 08:00 au 05/10/2018 à 09:00");
        assert_eq!(span(at(4, 0), at(5, 0), true), "Jeudi 4 octobre 2018");
        assert_eq!(span(at(4, 0), at(6, 0), true), "Du 04/10/2018 au 05/10/2018");
    }

    #[test]
    fn a_zone_is_named_after_its_place() {
        assert_eq!(zone("Indian/Reunion"), "heure de La Réunion");
        assert_eq!(zone("America/New_York"), "heure de New York");
    }
}
