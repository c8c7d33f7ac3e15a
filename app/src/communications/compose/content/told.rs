//! Facts of several channels in words, for the question before deployment.

use domain::civil::parse_day;
use leptos::prelude::*;

use crate::{communications::compose::files::Files, words};

/// A typed period.
pub fn period_in_words(first: &str, last: &str) -> String {
    let day = |text: &str| parse_day(text).map_or_else(|| text.to_owned(), |day| words().dates.date(day));
    words().compose.from_to(&day(first), &day(last))
}

/// How many files, and their names: their list stands elsewhere on the page.
pub fn files_in_words(tokens: &[String]) -> String {
    let names: Vec<String> = expect_context::<Files>().attached.with_untracked(|attached| {
        let sent = attached.iter().filter(|file| tokens.contains(&file.token));
        sent.map(|file| file.name.clone()).collect()
    });
    match tokens.len() {
        0 => words().compose.no_file.to_owned(),
        count => words().common.labelled(&words().numbers.files(count), &names.join(", ")),
    }
}
