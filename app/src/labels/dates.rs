use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

const MONTHS: [&str; 12] = [
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

const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// `04/10/2018`
pub fn date(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// `4 octobre 2018`, `1er octobre 2018`
pub fn date_long(day: NaiveDate) -> String {
    let number = if day.day() == 1 { "1er".to_owned() } else { day.day().to_string() };
    format!("{number} {} {}", MONTHS[day.month0() as usize], day.year())
}

/// `Jeudi 4 octobre 2018`
pub fn day_and_date(day: NaiveDate) -> String {
    let name = DAYS[day.weekday().num_days_from_monday() as usize];
    let (first, rest) = name.split_at(1);
    format!("{}{rest} {}", first.to_uppercase(), date_long(day))
}

/// `15:40`
pub fn time(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `04/10/2018 à 15:40`
pub fn date_time(at: NaiveDateTime) -> String {
    format!("{} à {}", date(at.date()), time(at))
}

/// `2018-10-04T15:40`, for the `datetime` of `<time>`: in the browser half, lighter than a format
/// that has to be read first.
pub fn machine_time(at: NaiveDateTime) -> String {
    format!("{}T{}", at.date(), time(at))
}
