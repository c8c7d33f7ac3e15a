use words::{Language, Words};

/// The words of the language that this page is read in. The one place that decides which: French,
/// until readers can choose.
///
/// In the browser half the answer is a constant, so a package carries the words that its islands
/// use, in one language. Ask for it where a word is used rather than keep it: kept in a closure it
/// would no longer be a constant, and the package would carry all rooms.
#[inline]
pub const fn words() -> &'static Words {
    Language::French.words()
}
