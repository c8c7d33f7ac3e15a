//! Turns what was typed into a search field into words and patterns for the database.

use domain::search::{by_number, fold, name_key};

/// A longer search costs the database more than it is worth.
const MAX_CHARACTERS: usize = 200;
const MAX_WORDS: usize = 10;

/// The folded words that were typed, as many as are searched. What is found contains all of them, in
/// any order.
pub(crate) fn words(typed: &str) -> Vec<String> {
    let typed: String = typed.chars().take(MAX_CHARACTERS).collect();
    some(&fold(&typed))
}

/// As [`words`], for names: letters and digits only, so they need no escape in a pattern. Signs beside them
/// count for nothing; nothing but signs is found in no name.
pub(crate) fn name_words(typed: &str) -> Vec<String> {
    let typed: String = typed.chars().take(MAX_CHARACTERS).collect();
    some(&name_wanted(&typed))
}

/// The [`name_key`] of what is searched. It is empty only where [`words`] finds nothing to search either.
pub(crate) fn name_wanted(typed: &str) -> String {
    let key = name_key(typed);
    if key.is_empty() && !fold(typed).is_empty() { IN_NO_NAME.to_owned() } else { key }
}

/// A name that is searched has no apostrophe, and none stands for something else in a pattern.
const IN_NO_NAME: &str = "'";

fn some(folded: &str) -> Vec<String> {
    folded.split(' ').filter(|word| !word.is_empty()).take(MAX_WORDS).map(str::to_owned).collect()
}

/// Whether the name of the person `p` contains one of [`name_words`], which is bound as `bound`. "Ben Ali", "Le Goff" and
/// "Jean-Marc" are typed as one word, too, and so is a whole name in either order; a shorter word would be found
/// across two names.
pub(crate) fn in_name(word: &str, bound: &str) -> String {
    let named = as_written(bound);
    if word.chars().count() < LEAST_JOINED {
        return named;
    }
    let joined = |column: &str| format!("REPLACE(p.{column}, ' ', '') LIKE :{bound}");
    format!("({named} OR {} OR {})", joined("search_last"), joined("search_first"))
}

/// [`in_name`] with the blanks of the name where they are typed.
pub(crate) fn as_written(bound: &str) -> String {
    format!("p.search_last LIKE :{bound}")
}

const LEAST_JOINED: usize = 5;

/// Whether a last and first name contain each of [`words`]; the same as [`in_name`] for a name that was read.
pub(crate) fn is_named(words: &[String], [last, first]: [&str; 2]) -> bool {
    let orders = [format!("{first} {last}"), format!("{last} {first}")].map(|name| fold(&name));
    let joined = orders.each_ref().map(|name| name.replace(' ', ""));
    let is_in = |names: &[String], word: &str| names.iter().any(|name| name.contains(word));
    words
        .iter()
        .all(|word| is_in(&orders, word) || (word.chars().count() >= LEAST_JOINED && is_in(&joined, word)))
}

/// A `LIKE` pattern (`ESCAPE '\\'`) for each of [`words`].
pub(crate) fn patterns(typed: &str) -> Vec<String> {
    words(typed).iter().map(|word| containing(word)).collect()
}

/// The pattern for a word that may itself contain `%` or `_`.
fn containing(word: &str) -> String {
    let word = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{word}%")
}

/// Sorts by name as people read it: capitals and accents count nothing, and "École 2" comes before "École
/// 10", on both engines. Rows of the same name keep their order.
pub(crate) fn by_name<T>(rows: &mut [T], name: impl Fn(&T) -> &str) {
    rows.sort_by_cached_key(|row| by_number(name(row)));
}

#[cfg(test)]
mod tests {
    use super::{by_name, is_named, name_words, words};

    #[test]
    fn a_name_is_found_as_one_word_in_either_order() {
        let is_named = |typed: &str| is_named(&words(typed), ["Le Goff", "Jean-Marc"]);
        for typed in
            ["legoff", "jeanmarc", "LeGoff Jean", "jeanmarclegoff", "legoffjeanmarc", "marc le", "go"]
        {
            assert!(is_named(typed), "{typed}");
        }
        for typed in ["legaff", "goffle", "cleg", "legoff anne"] {
            assert!(!is_named(typed), "{typed}");
        }
    }

    #[test]
    fn nothing_but_signs_is_a_search_for_names_as_for_texts() {
        for signs in ["_", "%", "\\"] {
            assert!(!words(signs).is_empty() && !name_words(signs).is_empty(), "{signs:?}");
        }
        for nothing in ["", "  ", "'", " - ", "(", "\u{200b}"] {
            assert!(words(nothing).is_empty() && name_words(nothing).is_empty(), "{nothing:?}");
        }
        assert_eq!(name_words("_ Zoé"), ["zoe"]);
    }

    #[test]
    fn schools_are_sorted_as_people_read_their_names() {
        let mut names = ["École 10", "Zola", "ecole 2", "Éole", "École 1"];
        by_name(&mut names, |name| name);
        assert_eq!(names, ["École 1", "ecole 2", "École 10", "Éole", "Zola"]);
    }
}
