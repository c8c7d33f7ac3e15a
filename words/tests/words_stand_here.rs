//! Only this crate contains words that people read: no string literal of the pages, the use cases,
//! the rules or the server does.

mod sources;

use std::{fs, path::Path};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use sources::{is_attribute, sources, text_of};

/// Folders without sentences, relative to the root of the workspace.
const HOUSES: [&str; 4] = ["app/src", "backend/src", "domain/src", "server/src"];
/// Names and letters are not sentences: what the demonstration invents, the school holidays that the
/// program ships, a function as the directory spells it, each language in itself, the letters that
/// searching folds.
const NAMES: [&str; 5] = [
    "backend/src/directory/generate",
    "domain/src/agenda/holidays.rs",
    "domain/src/communications/spoken.rs",
    "domain/src/directory/names.rs",
    "domain/src/search",
];
/// The name of the product is the same in every language.
const NAME: &str = "Porte-voix";

#[test]
fn no_other_crate_holds_a_sentence() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for house in HOUSES {
        for file in sources(&root.join(house)) {
            let shown = file.strip_prefix(&root).unwrap_or(&file).display().to_string();
            if !NAMES.iter().any(|names| shown.starts_with(names)) {
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
    assert_eq!(sentences(r#"fn f() { [" : ", "{} :", "a = ?, b = ?", "::", "a:b"] }"#), [" : ", "{} :"]);
}

#[test]
fn no_view_shows_rust_in_place_of_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for house in HOUSES {
        for file in sources(&root.join(house)) {
            let text = fs::read_to_string(&file).expect("a source is readable");
            found.extend(bare(&text).into_iter().map(|name| format!("{}: {name}", file.display())));
        }
    }
    assert!(found.is_empty(), "put these into braces:\n{}", found.join("\n"));
}

#[test]
fn a_name_without_braces_is_found_in_a_view() {
    let source = r#"
        fn page() -> impl IntoView {
            let more = a.then(|| view! { words().more <br /> });
            view! { <p class=said on:click=move |_| { go() } hidden=move || a::<B>() => b>{words().less} " " said</p> }
        }
    "#;
    assert_eq!(bare(source), ["words", "more", "said"]);
    assert_eq!(bare("fn f() { view! { <For<A> each=list let:one><B one />{one}</For> } }"), [""; 0]);
}

/// The names that stand in a view where text does: they are shown as they are written.
fn bare(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk_views(source.parse().expect("Rust"), false, &mut found);
    found
}

fn walk_views(tokens: TokenStream, is_view: bool, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut open_tags = 0;
    for (place, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => walk_views(group.stream(), begins_view(&tokens, place), found),
            TokenTree::Punct(mark) if mark.as_char() == '<' => open_tags += 1,
            TokenTree::Punct(mark) if mark.as_char() == '>' && !ends_arrow(&tokens, place) => open_tags -= 1,
            TokenTree::Ident(name) if is_view && open_tags == 0 => found.push(name.to_string()),
            _ => {}
        }
    }
}

/// `=>` and `->`
fn ends_arrow(tokens: &[TokenTree], place: usize) -> bool {
    let before = place.checked_sub(1).map(|at| &tokens[at]);
    matches!(before, Some(TokenTree::Punct(mark)) if matches!(mark.as_char(), '=' | '-'))
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

/// French, a sentence of any language, or a mark spaced as in French; not an address, nor a regular
/// expression.
fn speaks(text: &str) -> bool {
    let is_french = |c: char| matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | 'œ' | 'Œ' | '’' | '«' | '»');
    let mut letters = text.trim_start().chars();
    // Names in file formats have a capital in the second word too.
    let goes_on =
        text.trim_start().split_once(' ').is_some_and(|(_, rest)| rest.starts_with(char::is_lowercase));
    let sentence = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && goes_on;
    let spaced = [" : ", " ; ", " ! "].iter().any(|mark| format!("{text} ").contains(mark));
    let is_pattern = text.contains(r"\p{");
    !text.starts_with('/')
        && !is_pattern
        && text.trim() != NAME
        && (text.chars().any(is_french) || sentence || spaced)
}
