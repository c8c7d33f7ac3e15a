use std::fmt::Write;

use crate::{Language, rooms::Widget};

/// The line width of the TypeScript formatter.
const WIDTH: usize = 120;

/// The only word that the loader of the editor needs: it has no other text.
const OF_THE_LOADER: &str = "not_loaded";

/// How a module begins.
const HEAD: &str =
    "// Made from words/src by `cargo run -p words --bin typescript`: change the words there.\n\n";

/// The words of the browser's scripts as modules of TypeScript, by their path in `browser/`. The
/// editor has one constant per word, and modules for each language, of which the bundler takes those of
/// one; its loader has a module of its own, because a bundler makes a third file of a module that two
/// files share. The widget has every language in one module.
pub fn modules() -> Vec<(String, String)> {
    let widget = languages(&Language::ALL.map(|each| (each.code(), each.words().widget)));
    let mut modules = vec![("widget/src/words.ts".to_owned(), widget)];
    for language in Language::ALL {
        let words = language.words().editor.all();
        let of = |loader: bool| words.iter().filter(move |(name, _)| (*name == OF_THE_LOADER) == loader);
        // The sources import the words of the default language.
        let suffix = match language {
            Language::French => String::new(),
            Language::English => format!("-{}", language.code()),
        };
        modules.push((format!("editor/src/loader-words{suffix}.ts"), module(of(true))));
        modules.push((format!("editor/src/words{suffix}.ts"), module(of(false))));
    }
    modules
}

/// One object of words for each language.
fn languages(all: &[(&str, &Widget)]) -> String {
    let mut module = HEAD.to_owned();
    for (position, (code, words)) in all.iter().enumerate() {
        let _ = writeln!(module, "{}export const {code} = {{", if position > 0 { "\n" } else { "" });
        for (name, word) in words.all() {
            let line = format!("  {}: {word:?},", camel_case(name));
            if line.chars().count() <= WIDTH {
                let _ = writeln!(module, "{line}");
            } else {
                let _ = writeln!(module, "  {}:\n    {word:?},", camel_case(name));
            }
        }
        let _ = writeln!(module, "}};");
    }
    module
}

fn module<'a>(words: impl Iterator<Item = &'a (&'static str, &'static str)>) -> String {
    let mut module = HEAD.to_owned();
    for (name, word) in words {
        let declared = format!("export const {} =", camel_case(name));
        let line = format!("{declared} {word:?};");
        if line.chars().count() <= WIDTH {
            let _ = writeln!(module, "{line}");
        } else {
            let _ = writeln!(module, "{declared}\n  {word:?};");
        }
    }
    module
}

fn camel_case(name: &str) -> String {
    let mut parts = name.split('_');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut letters = part.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{camel_case, modules};

    #[test]
    fn the_typescript_modules_are_current() {
        for (file, current) in modules() {
            let path = format!("{}/../browser/{file}", env!("CARGO_MANIFEST_DIR"));
            let stored = std::fs::read_to_string(path).expect("a module");
            assert!(stored == current, "run: cargo run -p words --bin typescript");
        }
    }

    #[test]
    fn names_follow_typescript_style() {
        assert_eq!(camel_case("link_wrong"), "linkWrong");
        assert_eq!(camel_case("bold"), "bold");
    }
}
