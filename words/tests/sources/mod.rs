//! Sources as the tests of this crate read them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{Literal, TokenTree};

/// The files of a folder, without those that contain only tests.
pub fn sources(folder: &Path) -> Vec<PathBuf> {
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

/// Whether the group at `place` belongs to an attribute.
pub fn is_attribute(tokens: &[TokenTree], place: usize) -> bool {
    let mark = |back: usize, wanted: char| {
        place
            .checked_sub(back)
            .is_some_and(|at| matches!(&tokens[at], TokenTree::Punct(mark) if mark.as_char() == wanted))
    };
    mark(1, '#') || mark(1, '!') && mark(2, '#')
}

/// The text of a string literal, as written in the source.
pub fn text_of(literal: &Literal) -> Option<String> {
    let written = literal.to_string();
    let inner = written.trim_start_matches(['b', 'r', '#']).trim_end_matches('#');
    Some(inner.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}
