//! Facts of several channels in words, for the question before deployment.

use domain::civil::parse_day;

use crate::words;

/// A typed period.
pub fn period_in_words(first: &str, last: &str) -> String {
    let day = |text: &str| parse_day(text).map_or_else(|| text.to_owned(), |day| words().dates.date(day));
    words().compose.from_to(&day(first), &day(last))
}

pub fn files_in_words(count: usize) -> String {
    match count {
        0 => words().compose.no_file.to_owned(),
        count => words().numbers.files(count),
    }
}
