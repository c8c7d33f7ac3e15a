//! What was typed into a search field, as the database can look for it.

use domain::search::fold;

/// A longer search costs the database more than it can find.
const MAX_CHARACTERS: usize = 200;
const MAX_WORDS: usize = 10;

/// A `LIKE` pattern (`ESCAPE '\\'`) for each word that was typed, without accents and capitals. A row
/// is found when it holds all of them, in any order.
pub(crate) fn patterns(typed: &str) -> Vec<String> {
    let typed: String = typed.chars().take(MAX_CHARACTERS).collect();
    fold(&typed).split_whitespace().take(MAX_WORDS).map(containing).collect()
}

/// For a word that may itself hold `%` or `_`.
fn containing(word: &str) -> String {
    let word = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{word}%")
}
