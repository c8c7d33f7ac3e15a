use std::fmt::Write;

use crate::Language;

/// The line width of the TypeScript formatter.
const WIDTH: usize = 120;

/// The only word that the loader of the editor needs: it has no other text.
const OF_THE_LOADER: &str = "not_loaded";

/// The words of the editor as modules of TypeScript, by file name: one constant per word. The loader
/// has a module of its own, because a bundler makes a third file of a module that two files share.
pub fn modules(language: Language) -> [(&'static str, String); 2] {
    let words = language.words().editor.all();
    let of = |loader: bool| words.iter().filter(move |(name, _)| (*name == OF_THE_LOADER) == loader);
    [("loader-words.ts", module(of(true))), ("words.ts", module(of(false)))]
}

fn module<'a>(words: impl Iterator<Item = &'a (&'static str, &'static str)>) -> String {
    let mut module =
        "// Made from words/src by `cargo run -p words --bin typescript`: change the words there.\n\n"
            .to_owned();
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
    use crate::Language;

    #[test]
    fn the_typescript_modules_are_current() {
        for (file, current) in modules(Language::French) {
            let path = format!("{}/../browser/editor/src/{file}", env!("CARGO_MANIFEST_DIR"));
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
