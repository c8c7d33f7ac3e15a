//! Prints the words of the editor as TypeScript, for `browser/editor/src/words.ts`.

fn main() {
    print!("{}", words::typescript::editor(words::Language::default()));
}
