#[cfg(not(feature = "ssr"))]
use words::Language;
use words::Words;

/// The words in the language of whoever this page, answer or refusal is for. This is the only place
/// that decides the language. Call it where a word is used and do not store the result.
#[cfg(feature = "ssr")]
pub fn words() -> &'static Words {
    backend::request::language().words()
}

/// In the browser package the result is a constant, so the package contains only the words that its
/// islands use, in one language: each language has packages of its own. Stored in a closure it would
/// no longer be a constant, and the package would contain all rooms.
#[cfg(not(feature = "ssr"))]
#[inline]
pub const fn words() -> &'static Words {
    LANGUAGE.words()
}

#[cfg(not(feature = "ssr"))]
const LANGUAGE: Language = if cfg!(feature = "english") { Language::English } else { Language::French };
