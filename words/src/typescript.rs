use std::fmt::Write;

use crate::Language;

/// The line width of the TypeScript formatter.
const WIDTH: usize = 120;

/// The words of the editor as a module of TypeScript, one constant per word, so that a bundler
/// leaves out unused ones.
pub fn editor(language: Language) -> String {
    let mut module =
        "// Made from words/src by `cargo run -p words --bin typescript`: change the words there.\n\n"
            .to_owned();
    for (name, word) in language.words().editor.all() {
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
    use super::{camel_case, editor};
    use crate::Language;

    #[test]
    fn the_typescript_module_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../browser/editor/src/words.ts");
        let stored = std::fs::read_to_string(path).expect("browser/editor/src/words.ts");
        let current = editor(Language::French);
        assert!(stored == current, "run: cargo run -p words --bin typescript > browser/editor/src/words.ts");
    }

    #[test]
    fn names_follow_typescript_style() {
        assert_eq!(camel_case("link_wrong"), "linkWrong");
        assert_eq!(camel_case("bold"), "bold");
    }
}
