use chrono::{Datelike as _, NaiveDate};

const FORMS: [&str; 4] = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"];
const FIRST_YEAR: i32 = 1900;

/// `JJ/MM/AAAA` or `AAAA-MM-JJ`, also as spreadsheets rewrite them, with or without a time. Two digits do not
/// say which year is meant.
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim().split(['T', ' ']).next()?;
    let mut read = FORMS.iter().filter_map(|form| NaiveDate::parse_from_str(text, form).ok());
    read.find(|day| is_likely(*day))
}

/// Nobody who is in a school was born before.
fn is_likely(day: NaiveDate) -> bool {
    day.year() >= FIRST_YEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_where_they_say_their_year() {
        let expected = NaiveDate::from_ymd_opt(2016, 3, 5);
        for text in [
            "05/03/2016",
            "5/3/2016",
            "2016-03-05",
            "05-03-2016",
            "05.03.2016",
            "05/03/2016 00:00",
            "2016-03-05T00:00:00",
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in ["05/03/16", "16-03-05", "05-03-16", "31/02/2016", "42434", "", "mars 2016"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
