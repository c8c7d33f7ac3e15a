//! Only this crate contains words that people read: no string literal of the pages, the use cases
//! or the server does.

use std::{
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};

/// Folders without sentences, relative to the root of the workspace.
const HOUSES: [&str; 3] = ["app/src", "backend/src", "server/src"];
/// Names of invented people, schools and subjects, for the demonstration.
const INVENTED: &str = "backend/src/directory/generate";
/// The name of the product is the same in every language.
const NAME: &str = "Porte-voix";

#[test]
fn no_other_crate_holds_a_sentence() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for house in HOUSES {
        for file in sources(&root.join(house)) {
            let shown = file.strip_prefix(&root).unwrap_or(&file).display().to_string();
            if !shown.starts_with(INVENTED) {
                let text = fs::read_to_string(&file).expect("a source is readable");
                found.extend(sentences(&text).into_iter().map(|said| format!("{shown}: {said}")));
            }
        }
    }
    assert!(found.is_empty(), "move these into the crate of words:\n{}", found.join("\n"));
}

#[test]
fn a_sentence_is_found_wherever_it_stands() {
    let source = r#"
        /// « Une » phrase
        fn page() -> impl IntoView {
            let what = "La session a expiré";
            let key = "session"; let id = "corps-compte"; let head = "x-request-id";
            view! { <p class="muted small" aria-label="l’accueil" title=what>"au " {what} " facultatif" " "</p> }
        }
        #[cfg(test)]
        mod tests { const X: &str = "Une phrase"; }
    "#;
    assert_eq!(sentences(source), ["La session a expiré", "l’accueil", "au ", " facultatif"]);
    assert_eq!(sentences(r#"fn f() { if a > b { c("texte") } match d { _ => "texte" } }"#), [""; 0]);
    assert_eq!(
        sentences(r#"const A: &[&str] = &["Effacer tout", "/mot-de-passe/é", "Porte-voix"];"#),
        ["Effacer tout"]
    );
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The string literals of a file that are words for people; test modules are skipped.
fn sentences(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(source.parse().expect("Rust"), false, &mut found);
    found
}

fn walk(tokens: TokenStream, in_view: bool, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut skipped_module = false;
    for (place, token) in tokens.iter().enumerate() {
        match token {
            // An attribute: documentation, or the mark of a test module.
            TokenTree::Group(group) if is_attribute(&tokens, place) => {
                let written = group.stream().to_string().replace(' ', "");
                skipped_module |= written == "cfg(test)";
            }
            TokenTree::Group(group) if skipped_module && group.delimiter() == Delimiter::Brace => {
                skipped_module = false;
            }
            TokenTree::Group(group) => {
                walk(group.stream(), begins_view(&tokens, place), found);
            }
            TokenTree::Literal(literal) => {
                if let Some(text) = text_of(literal) {
                    let shown = in_view && is_text_of_view(&tokens, place);
                    if speaks(&text) || shown && text.chars().any(char::is_alphabetic) && text.trim() != NAME
                    {
                        found.push(text);
                    }
                }
            }
            TokenTree::Punct(mark) if mark.as_char() == ';' => skipped_module = false,
            _ => {}
        }
    }
}

fn is_attribute(tokens: &[TokenTree], place: usize) -> bool {
    let mark = |back: usize, wanted: char| {
        place
            .checked_sub(back)
            .is_some_and(|at| matches!(&tokens[at], TokenTree::Punct(mark) if mark.as_char() == wanted))
    };
    mark(1, '#') || mark(1, '!') && mark(2, '#')
}

/// `view! { … }`
fn begins_view(tokens: &[TokenTree], place: usize) -> bool {
    place >= 2
        && matches!(&tokens[place - 1], TokenTree::Punct(mark) if mark.as_char() == '!')
        && matches!(&tokens[place - 2], TokenTree::Ident(name) if name == "view")
}

/// A child of an element: after a tag, another text or a block.
fn is_text_of_view(tokens: &[TokenTree], place: usize) -> bool {
    let before = |back: usize| place.checked_sub(back).map(|at| &tokens[at]);
    match before(1) {
        Some(TokenTree::Punct(mark)) if mark.as_char() == '>' => {
            !matches!(before(2), Some(TokenTree::Punct(mark)) if matches!(mark.as_char(), '=' | '-'))
        }
        Some(TokenTree::Literal(_)) | None => true,
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        Some(_) => false,
    }
}

/// The text of a string literal, as written in the source.
fn text_of(literal: &Literal) -> Option<String> {
    let written = literal.to_string();
    let inner = written.trim_start_matches(['b', 'r', '#']).trim_end_matches('#');
    Some(inner.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// French, or a sentence of any language; not an address.
fn speaks(text: &str) -> bool {
    let is_french = |c: char| matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | 'œ' | 'Œ' | '’' | '«' | '»');
    let mut letters = text.trim_start().chars();
    // Names in file formats have a capital in the second word too.
    let goes_on =
        text.trim_start().split_once(' ').is_some_and(|(_, rest)| rest.starts_with(char::is_lowercase));
    let sentence = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && goes_on;
    !text.starts_with('/') && text.trim() != NAME && (text.chars().any(is_french) || sentence)
}
