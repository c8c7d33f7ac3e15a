//! Civil days and times of day as text.
//!
//! chrono's own parser knows every format; the few formats that we use are read here, because it
//! would be the larger part of chrono in each browser package.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Deserializer, de::Error};

/// Reads `yyyy-mm-dd`.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Reads `hh:mm`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let [hour, minute] = numbers(text, ':', [2, 2])?;
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// Reads `yyyy-mm-ddThh:mm:ss`, perhaps with a fraction of the second.
fn parse_moment(text: &str) -> Option<NaiveDateTime> {
    let (day, time) = text.split_once('T')?;
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [hour, minute, second] = numbers(clock, ':', [2, 2, 2])?;
    let [part] = numbers(fraction, '.', [fraction.len()])?;
    let scale = 10_u32.checked_pow(u32::try_from(9_usize.checked_sub(fraction.len())?).ok()?)?;
    parse_day(day)?.and_hms_nano_opt(hour, minute, second, part.checked_mul(scale)?)
}

/// Reads an instant as we write it, `yyyy-mm-ddThh:mm:ssZ`, as the wall clock of UTC.
pub fn parse_instant(text: &str) -> Option<NaiveDateTime> {
    parse_moment(text.strip_suffix('Z')?)
}

/// The numbers of a text, each with exactly so many digits.
fn numbers<const N: usize>(text: &str, between: char, digits: [usize; N]) -> Option<[u32; N]> {
    let mut parts = text.split(between);
    let mut found = [0; N];
    for (number, digits) in found.iter_mut().zip(digits) {
        let part = parts.next()?;
        if part.len() != digits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

/// For `#[serde(deserialize_with = …)]` of a day.
pub(crate) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_day(&text).ok_or_else(|| D::Error::custom("not a day"))
}

/// For `#[serde(deserialize_with = …)]` of a day with a time.
pub(crate) fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDateTime, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_moment(&text).ok_or_else(|| D::Error::custom("not a moment"))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::{parse_day, parse_instant, parse_moment, parse_time};

    proptest! {
        #[test]
        fn what_is_written_is_read(days in 0_i32..3_652_000, second in 0_u32..86_400, milli in 0_u32..1_000) {
            let day = NaiveDate::from_num_days_from_ce_opt(days + 1).expect("a day");
            prop_assert_eq!(parse_day(&day.to_string()), Some(day));
            let (hour, minute) = (second / 3_600, second / 60 % 60);
            let moment = day.and_hms_milli_opt(hour, minute, second % 60, milli).expect("a time");
            prop_assert_eq!(parse_moment(&format!("{moment:?}")), Some(moment));
            let time = parse_time(&format!("{hour:02}:{minute:02}")).expect("a time");
            prop_assert_eq!(time, day.and_hms_opt(hour, minute, 0).expect("a time").time());
        }

        #[test]
        fn any_other_text_is_refused_without_a_panic(text in ".*") {
            let _ = (parse_time(&text), parse_moment(&text));
            if let Some(day) = parse_day(&text) {
                prop_assert_eq!(day.to_string(), text);
            }
        }
    }

    #[test]
    fn an_instant_is_read_as_utc() {
        let at = NaiveDate::from_ymd_opt(2026, 10, 5).and_then(|day| day.and_hms_opt(8, 0, 0));
        assert_eq!(parse_instant("2026-10-05T08:00:00Z"), at);
        assert_eq!(parse_instant("2026-10-05T08:00:00"), None);
    }

    #[test]
    fn only_the_written_form_is_read() {
        for wrong in
            ["", "2026-2-3", "2026-02-30", "+2026-02-03", "2026-02-03-04", "02026-02-03", " 2026-02-03"]
        {
            assert_eq!(parse_day(wrong), None, "{wrong}");
        }
        for wrong in ["", "24:00", "7:30", "07:30:00", "07:60"] {
            assert_eq!(parse_time(wrong), None, "{wrong}");
        }
        for wrong in
            ["2026-02-03", "2026-02-03T07:30", "2026-02-03T07:30:00.", "2026-02-03T07:30:00.1234567890"]
        {
            assert_eq!(parse_moment(wrong), None, "{wrong}");
        }
    }
}
