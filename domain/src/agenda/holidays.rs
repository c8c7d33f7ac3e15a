//! School holidays: what the program ships, and what administrators enter from the official calendars.

use std::{collections::BTreeMap, ops::RangeInclusive};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{civil, fields::FieldProblem, text::cleaned};

values::coded! {
    /// Where the same holidays hold: the zones of the mainland, and the académies that have a calendar of
    /// their own.
    HolidayZone {
        A => "A",
        B => "B",
        C => "C",
        /// Corse
        Corsica => "corse",
        Guadeloupe => "guadeloupe",
        /// Guyane
        FrenchGuiana => "guyane",
        Martinique => "martinique",
        Mayotte => "mayotte",
        /// La Réunion
        Reunion => "reunion",
    }
}

/// How many holidays one zone may have: some decades.
pub const MAX_HOLIDAYS: usize = 300;
/// The longest one, in days.
const MAX_DAYS: i64 = 100;
const MAX_NAME_CHARACTERS: usize = 100;
/// Other years are typing errors, such as `26`; days of years with more digits could not be read again.
const YEARS: RangeInclusive<i32> = 2000..=2100;

/// Days without lessons, the first and the last included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    #[serde(deserialize_with = "civil::day")]
    pub first: NaiveDate,
    #[serde(deserialize_with = "civil::day")]
    pub last: NaiveDate,
    pub name: String,
}

/// The holidays of each zone. A zone that nobody has entered has those that the program ships.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar(pub BTreeMap<HolidayZone, Vec<Holiday>>);

impl Calendar {
    /// Whether an administrator entered the holidays of this zone.
    pub fn is_entered(&self, zone: HolidayZone) -> bool {
        self.0.contains_key(&zone)
    }

    pub fn of(&self, zone: HolidayZone) -> Vec<Holiday> {
        self.0.get(&zone).cloned().unwrap_or_else(|| shipped(zone))
    }

    /// The last day that the calendar knows; `None` for a zone without any holidays.
    pub fn known_until(&self, zone: HolidayZone) -> Option<NaiveDate> {
        self.of(zone).iter().map(|holiday| holiday.last).max()
    }

    /// Whether somebody should compare these holidays with the official ones: they are shipped, and some
    /// of them could not be compared.
    pub fn is_to_check(&self, zone: HolidayZone) -> bool {
        !self.is_entered(zone) && table(zone).iter().any(|(.., checked)| !checked)
    }

    /// Whether the pupils of a zone have holidays on a day. A day after [`known_until`](Self::known_until)
    /// is none.
    pub fn is_holiday(&self, zone: HolidayZone, day: NaiveDate) -> bool {
        self.of(zone).iter().any(|holiday| (holiday.first..=holiday.last).contains(&day))
    }
}

/// Reads holidays as an administrator types them: one in each line, `17/10/2026 01/11/2026 Toussaint`,
/// the first and the last day included. The content of an iCalendar file is read too.
///
/// # Errors
/// The first line that is none, or that there are too many.
pub fn parse_holidays(text: &str) -> Result<Vec<Holiday>, FieldProblem> {
    let mut holidays = if is_calendar(text) {
        of_calendar(text)
    } else {
        let mut holidays = Vec::new();
        // A line that Word broke would otherwise end in the name of the line before it.
        for (at, line) in cleaned(text).lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            holidays.push(of_line(line).ok_or(FieldProblem::NotAHoliday { line: at + 1 })?);
        }
        holidays
    };
    if holidays.is_empty() {
        return Err(FieldProblem::Required);
    }
    if holidays.len() > MAX_HOLIDAYS {
        return Err(FieldProblem::AtMost { max: MAX_HOLIDAYS });
    }
    holidays.sort_by_key(|holiday| holiday.first);
    Ok(holidays)
}

/// Reads the holidays of a chosen file, which must be an iCalendar file.
///
/// # Errors
/// That it is none, that no holidays are in it, or that there are too many.
pub fn holidays_of_file(name: &str, content: &str) -> Result<Vec<Holiday>, FieldProblem> {
    let name = || name.chars().filter(|sign| !sign.is_control()).take(MAX_NAME_CHARACTERS).collect();
    if !is_calendar(content) {
        return Err(FieldProblem::FileMismatch { name: name() });
    }
    parse_holidays(content).map_err(|problem| match problem {
        FieldProblem::Required => FieldProblem::FileEmpty { name: name() },
        other => other,
    })
}

fn is_calendar(text: &str) -> bool {
    // Some programs write this mark at the beginning of a text.
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').starts_with("BEGIN:VCALENDAR")
}

/// The lines that [`parse_holidays`] reads.
pub fn written_holidays(holidays: &[Holiday]) -> String {
    let day = |day: NaiveDate| day.format("%d/%m/%Y").to_string();
    let line = |holiday: &Holiday| format!("{} {} {}", day(holiday.first), day(holiday.last), holiday.name);
    holidays.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn of_line(line: &str) -> Option<Holiday> {
    let mut words = line.split_whitespace().filter(|word| !matches!(*word, "–" | "-" | "au" | "du"));
    let (first, last) = (typed_day(words.next()?)?, typed_day(words.next()?)?);
    holiday(first, last, &words.collect::<Vec<_>>().join(" "))
}

/// `17/10/2026` or `2026-10-17`
fn typed_day(typed: &str) -> Option<NaiveDate> {
    // Some programs copy each number with a mark of its direction.
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}');
    let typed: String = typed.chars().filter(|c| !turns(*c)).collect();
    let mut parts = typed.split('/');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(day), Some(month), Some(year), None) => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        }
        _ => civil::parse_day(&typed),
    }
}

fn holiday(first: NaiveDate, last: NaiveDate, name: &str) -> Option<Holiday> {
    let name = cleaned(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let is_sound = [first, last].iter().all(|day| YEARS.contains(&day.year()))
        && (0..MAX_DAYS).contains(&(last - first).num_days())
        && !name.chars().any(char::is_control);
    let name = name.chars().take(MAX_NAME_CHARACTERS).collect();
    is_sound.then_some(Holiday { first, last, name })
}

/// The events of an iCalendar file that last several days. Single days (the first day of school, the
/// beginning of the summer) are no holidays.
fn of_calendar(text: &str) -> Vec<Holiday> {
    let unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let events = unfolded.split("BEGIN:VEVENT").skip(1);
    let event = |event: &str| {
        let value = |name: &str| {
            let line = event.lines().find(|line| {
                line.strip_prefix(name).is_some_and(|rest| rest.starts_with(':') || rest.starts_with(';'))
            });
            line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned())
        };
        let (first, after) = (compact_day(&value("DTSTART")?)?, compact_day(&value("DTEND")?)?);
        let name = unescaped(&value("SUMMARY").unwrap_or_default());
        let last = after.pred_opt()?;
        (first < last).then(|| holiday(first, last, &name)).flatten()
    };
    events.filter_map(event).collect()
}

/// In the text of a property a line break is written `\n`, and a comma `\,`.
fn unescaped(value: &str) -> String {
    value.replace("\\n", " ").replace("\\N", " ").replace('\\', "")
}

/// `20261017`, perhaps with a time behind it.
fn compact_day(value: &str) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| value.get(from..to);
    NaiveDate::from_ymd_opt(part(0, 4)?.parse().ok()?, part(4, 6)?.parse().ok()?, part(6, 8)?.parse().ok()?)
}

type Day = (i32, u32, u32);
/// The first and the last day, the name, and whether it was compared with a published calendar.
type Row = (Day, Day, &'static str, bool);

/// What the program ships for a zone: nothing where no published calendar could be compared.
fn shipped(zone: HolidayZone) -> Vec<Holiday> {
    let day = |(year, month, day): Day| NaiveDate::from_ymd_opt(year, month, day);
    let row = |(first, last, name, _): Row| holiday(day(first)?, day(last)?, name);
    table(zone).into_iter().filter_map(row).collect()
}

fn table(zone: HolidayZone) -> Vec<Row> {
    let of_mainland = |own: [Row; 4]| MAINLAND.into_iter().chain(own).collect();
    match zone {
        HolidayZone::A => of_mainland(ZONE_A),
        HolidayZone::B => of_mainland(ZONE_B),
        HolidayZone::C => of_mainland(ZONE_C),
        HolidayZone::Reunion => REUNION.to_vec(),
        HolidayZone::Corsica
        | HolidayZone::Guadeloupe
        | HolidayZone::FrenchGuiana
        | HolidayZone::Martinique
        | HolidayZone::Mayotte => Vec::new(),
    }
}

const MAINLAND: [Row; 8] = [
    ((2025, 10, 18), (2025, 11, 2), "Toussaint", true),
    ((2025, 12, 20), (2026, 1, 4), "Noël", true),
    ((2026, 5, 14), (2026, 5, 17), "Ascension", true),
    ((2026, 7, 4), (2026, 8, 31), "Été", false),
    ((2026, 10, 17), (2026, 11, 1), "Toussaint", false),
    ((2026, 12, 19), (2027, 1, 3), "Noël", false),
    ((2027, 5, 6), (2027, 5, 9), "Ascension", false),
    ((2027, 7, 3), (2027, 8, 31), "Été", false),
];
const ZONE_A: [Row; 4] = [
    ((2026, 2, 7), (2026, 2, 22), "Hiver", true),
    ((2026, 4, 4), (2026, 4, 19), "Printemps", true),
    ((2027, 2, 13), (2027, 2, 28), "Hiver", false),
    ((2027, 4, 10), (2027, 4, 25), "Printemps", false),
];
const ZONE_B: [Row; 4] = [
    ((2026, 2, 14), (2026, 3, 1), "Hiver", true),
    ((2026, 4, 11), (2026, 4, 26), "Printemps", true),
    ((2027, 2, 20), (2027, 3, 7), "Hiver", false),
    ((2027, 4, 17), (2027, 5, 2), "Printemps", false),
];
const ZONE_C: [Row; 4] = [
    ((2026, 2, 21), (2026, 3, 8), "Hiver", true),
    ((2026, 4, 18), (2026, 5, 3), "Printemps", true),
    ((2027, 2, 6), (2027, 2, 21), "Hiver", false),
    ((2027, 4, 3), (2027, 4, 18), "Printemps", false),
];
/// The school year there has five periods. When the winter of 2027 ends is not published yet.
const REUNION: [Row; 9] = [
    ((2025, 10, 11), (2025, 10, 26), "Après la 1re période", true),
    ((2025, 12, 19), (2026, 1, 20), "Été austral", true),
    ((2026, 2, 28), (2026, 3, 15), "Après la 3e période", true),
    ((2026, 5, 2), (2026, 5, 17), "Après la 4e période", true),
    ((2026, 7, 4), (2026, 8, 17), "Hiver austral", true),
    ((2026, 10, 10), (2026, 10, 25), "Après la 1re période", true),
    ((2026, 12, 19), (2027, 1, 31), "Été austral", true),
    ((2027, 3, 16), (2027, 3, 29), "Après la 3e période", true),
    ((2027, 5, 5), (2027, 5, 18), "Après la 4e période", true),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        civil::parse_day(text).expect("a day")
    }

    #[test]
    fn shipped_holidays_differ_by_zone_and_end_somewhere() {
        let calendar = Calendar::default();
        let winters =
            [(HolidayZone::A, "2026-02-09"), (HolidayZone::B, "2026-02-16"), (HolidayZone::C, "2026-03-05")];
        for (zone, winter) in winters {
            assert!(calendar.is_holiday(zone, day(winter)), "{zone:?}");
            assert!(
                calendar.is_holiday(zone, day("2026-10-26")) && !calendar.is_holiday(zone, day("2026-11-02"))
            );
            assert!(calendar.is_to_check(zone), "the next school year could not be compared");
        }
        assert!(!calendar.is_holiday(HolidayZone::A, day("2026-03-05")));
        assert!(calendar.is_holiday(HolidayZone::Reunion, day("2026-10-12")));
        assert!(!calendar.is_holiday(HolidayZone::Reunion, day("2026-10-28")));
        assert!(!calendar.is_to_check(HolidayZone::Reunion));
        for zone in [HolidayZone::Corsica, HolidayZone::Mayotte, HolidayZone::Guadeloupe] {
            assert_eq!(calendar.known_until(zone), None, "{zone:?}: nothing that nobody has compared");
        }
        for zone in HolidayZone::ALL {
            let holidays = calendar.of(zone);
            assert_eq!(parse_holidays(&written_holidays(&holidays)).unwrap_or_default(), {
                let mut sorted = holidays;
                sorted.sort_by_key(|holiday| holiday.first);
                sorted
            });
        }
    }

    #[test]
    fn lines_are_read_and_the_wrong_one_is_named() {
        let read =
            parse_holidays("\n17/10/2026 – 01/11/2026 Toussaint\n 2026-12-19 2027-01-03\n").expect("two");
        assert_eq!((read[0].first, read[0].last), (day("2026-10-17"), day("2026-11-01")));
        assert_eq!((read[0].name.as_str(), read[1].name.as_str()), ("Toussaint", ""));
        for (text, problem) in [
            ("", FieldProblem::Required),
            ("17/10/2026 01/11/2026 a\n17/10/2026", FieldProblem::NotAHoliday { line: 2 }),
            ("32/10/2026 01/11/2026", FieldProblem::NotAHoliday { line: 1 }),
            ("01/11/2026 17/10/2026", FieldProblem::NotAHoliday { line: 1 }),
            ("01/01/2026 31/12/2026", FieldProblem::NotAHoliday { line: 1 }),
            ("17/10/26 01/11/26", FieldProblem::NotAHoliday { line: 1 }),
            ("17/10/20266 01/11/20266", FieldProblem::NotAHoliday { line: 1 }),
            ("17/10/-2026 01/11/-2026", FieldProblem::NotAHoliday { line: 1 }),
            ("BEGIN:VCALENDAR\nEND:VCALENDAR", FieldProblem::Required),
        ] {
            assert_eq!(parse_holidays(text), Err(problem), "{text}");
        }
        let many = "17/10/2026 01/11/2026\n".repeat(MAX_HOLIDAYS + 1);
        assert_eq!(parse_holidays(&many), Err(FieldProblem::AtMost { max: MAX_HOLIDAYS }));
    }

    #[test]
    fn a_calendar_file_is_read() {
        let file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261017\r\n\
                    DTEND;VALUE=DATE:20261102\r\nSUMMARY:Vacances de la Tous\r\n saint\\, toutes zones\r\nEND:VEVENT\r\n\
                    BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260901\r\nDTEND;VALUE=DATE:20260902\r\n\
                    SUMMARY:Rentrée\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let read = parse_holidays(file).expect("a calendar");
        let name = "Vacances de la Toussaint, toutes zones".to_owned();
        assert_eq!(read, [Holiday { first: day("2026-10-17"), last: day("2026-11-01"), name }]);
        assert_eq!(holidays_of_file("zone-a.ics", &format!("\u{feff}{file}")), Ok(read));
    }

    #[test]
    fn lines_are_read_as_other_programs_copy_them() {
        let copied = "17/10/2026 01/11/2026 Tous\u{ad}saint\u{b}\u{200e}19/\u{200e}12/\u{200e}2026 03/01/2027\u{200b} Noël";
        let read = parse_holidays(copied).expect("two");
        let names: Vec<&str> = read.iter().map(|holiday| holiday.name.as_str()).collect();
        assert_eq!(names, ["Toussaint", "Noël"], "Word breaks a line so");
        assert_eq!((read[1].first, read[1].last), (day("2026-12-19"), day("2027-01-03")));
        let file = "\u{feff}BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261017\nDTEND:20261102\n\
                    SUMMARY:Vacances\\nToussaint\nEND:VEVENT\nEND:VCALENDAR";
        assert_eq!(parse_holidays(file).expect("pasted")[0].name, "Vacances Toussaint");
    }

    #[test]
    fn a_file_that_is_no_calendar_is_refused_by_its_name() {
        let name = "photo.png".to_owned();
        let lines = "17/10/2026 01/11/2026 Toussaint";
        for content in ["", "\u{fffd}PNG", lines] {
            let refused = holidays_of_file("photo\u{7}.png", content);
            assert_eq!(refused, Err(FieldProblem::FileMismatch { name: name.clone() }), "{content}");
        }
        let nothing = "BEGIN:VCALENDAR\nEND:VCALENDAR";
        assert_eq!(holidays_of_file(&name, nothing), Err(FieldProblem::FileEmpty { name: name.clone() }));
    }
}
