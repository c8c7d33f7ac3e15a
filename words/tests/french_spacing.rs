//! Punctuation in French: a narrow no-break space before `?`, `!` and `;`, a no-break space before
//! `:`, after `n°` and inside « ». So no mark begins a line, and all pages look alike.

mod sources;

use std::{fs, path::Path};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use sources::{is_attribute, sources, text_of};

const NO_BREAK: char = '\u{a0}';
const NARROW: char = '\u{202f}';

#[test]
fn every_word_has_the_spaces_of_french() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/fr");
    let mut wrong = Vec::new();
    for file in sources(&folder) {
        let text = fs::read_to_string(&file).expect("a source is readable");
        let name = file.file_name().unwrap_or_default().display().to_string();
        wrong
            .extend(misspaced(text.parse().expect("Rust")).into_iter().map(|said| format!("{name}: {said}")));
    }
    assert!(
        wrong.is_empty(),
        "wrong spaces before punctuation (`node scripts/tools/spaces.mjs` mends most of them):\n{}",
        wrong.join("\n")
    );
}

/// A counted thing agrees with its number, and an address of e-mail has one name.
#[test]
fn no_shorthand_is_left() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/fr");
    for file in sources(&folder) {
        let text = fs::read_to_string(&file).expect("a source is readable");
        for shorthand in ["(s)", "adresse électronique"] {
            assert!(!text.contains(shorthand), "{}: {shorthand}", file.display());
        }
    }
}

#[test]
fn a_wrong_space_is_found() {
    let wrong = |word: &str| misspaced(format!("const A: &str = {word:?};").parse().expect("Rust")).len();
    for word in [
        "Sûr ?",
        "Sûr\u{a0}?",
        "Sûr?",
        "Nom :",
        "Nom\u{202f}: {nom}",
        "Nom: {nom}",
        "« a\u{a0}»",
        "b\u{a0}; c",
        "Lot n° 3",
    ] {
        assert_eq!(wrong(word), 1, "{word}");
    }
    for word in [
        "Sûr\u{202f}?",
        "Nom\u{a0}: {nom}",
        "«\u{a0}a\u{a0}»",
        "Lot n°\u{a0}3",
        "https://www.exemple.fr",
        "16:46",
        "{why:?}",
        "; ",
    ] {
        assert_eq!(wrong(word), 0, "{word}");
    }
}

/// The string literals with a wrong space; test modules are skipped.
fn misspaced(tokens: TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    let mut skipped_module = false;
    for (place, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if is_attribute(&tokens, place) => {
                skipped_module |= group.stream().to_string().replace(' ', "") == "cfg(test)";
            }
            TokenTree::Group(group) if skipped_module && group.delimiter() == Delimiter::Brace => {
                skipped_module = false;
            }
            TokenTree::Group(group) => found.extend(misspaced(group.stream())),
            TokenTree::Literal(literal) => found.extend(text_of(literal).filter(|text| is_misspaced(text))),
            _ => {}
        }
    }
    found
}

fn is_misspaced(written: &str) -> bool {
    let text = written.replace("\\u{a0}", "\u{a0}").replace("\\u{202f}", "\u{202f}");
    let signs: Vec<char> = text.chars().collect();
    (0..signs.len()).any(|at| {
        let before = at.checked_sub(1).map(|before| signs[before]);
        let after = signs.get(at + 1).copied();
        match signs[at] {
            ':' => is_wrong(NO_BREAK, before, after),
            '?' | '!' | ';' => is_wrong(NARROW, before, after),
            '»' => before != Some(NO_BREAK),
            '«' => after != Some(NO_BREAK),
            '°' => after == Some(' '),
            _ => false,
        }
    })
}

/// A mark of a sentence has a space before it, or is followed by a space or the end; other colons
/// and semicolons belong to addresses, times and formats.
fn is_wrong(space: char, before: Option<char>, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    let ends = after.is_none_or(char::is_whitespace);
    before != space
        && (before.is_whitespace() || ends && (before.is_alphanumeric() || "})»’…".contains(before)))
}
