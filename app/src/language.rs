use words::{Language, Words};

/// The words in the language of this page. This is the only place that decides the language:
/// French, until readers can choose.
///
/// In the browser package the result is a constant, so the package contains only the words that its
/// islands use, in one language. Call it where a word is used; do not store the result: stored in a
/// closure it would no longer be a constant, and the package would contain all rooms.
#[inline]
pub const fn words() -> &'static Words {
    Language::French.words()
}
