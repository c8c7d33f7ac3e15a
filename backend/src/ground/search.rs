//! Turns what was typed into a search field into patterns for the database.

use domain::search::fold;

/// A longer search costs the database more than it is worth.
const MAX_CHARACTERS: usize = 200;
const MAX_WORDS: usize = 10;

/// A `LIKE` pattern (`ESCAPE '\\'`) for each typed word, without accents and capitals. A row is
/// found when it contains all of them, in any order.
pub(crate) fn patterns(typed: &str) -> Vec<String> {
    let typed: String = typed.chars().take(MAX_CHARACTERS).collect();
    fold(&typed).split_whitespace().take(MAX_WORDS).map(containing).collect()
}

/// The pattern for a word that may itself contain `%` or `_`.
fn containing(word: &str) -> String {
    let word = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{word}%")
}
