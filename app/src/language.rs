#[cfg(all(feature = "languages", not(feature = "ssr")))]
use std::sync::OnceLock;

use domain::communications::Spoken;
#[cfg(not(feature = "ssr"))]
use words::Language;
use words::Words;

/// The words in the language of whoever this page, answer or refusal is for. This is the only place
/// that decides the language. Call it where a word is used and do not store the result.
#[cfg(feature = "ssr")]
pub fn words() -> &'static Words {
    backend::request::language().words()
}

/// In a released browser package the result is a constant, so the package contains only the words that
/// its islands use, in one language: each language has packages of its own. Stored in a closure it would
/// no longer be a constant, and the package would contain all rooms.
#[cfg(not(any(feature = "languages", feature = "ssr")))]
#[inline]
pub const fn words() -> &'static Words {
    LANGUAGE.words()
}

#[cfg(not(any(feature = "languages", feature = "ssr")))]
const LANGUAGE: Language = if cfg!(feature = "english") { Language::English } else { Language::French };

/// Where one package serves all languages, it speaks that of its page.
#[cfg(all(feature = "languages", not(feature = "ssr")))]
pub fn words() -> &'static Words {
    // A page keeps its language, whatever a browser that translates writes there later.
    static OF_PAGE: OnceLock<Language> = OnceLock::new();
    let of_page = || {
        let code = leptos::prelude::document().document_element()?.get_attribute("lang")?;
        Language::from_code(&code)
    };
    OF_PAGE.get_or_init(|| of_page().unwrap_or_default()).words()
}

/// The value of `lang` for a text in this language, so that screen readers pronounce it right; nothing
/// where it is the language of the page, or not known.
pub fn lang_of(language: Option<Spoken>) -> Option<&'static str> {
    // Compared as a value: a reference to the field would keep all rooms in the browser package.
    let page = words().code;
    language.map(Spoken::code).filter(move |code| *code != page)
}

/// The value of `lang` for what people wrote at a school, which is French unless they say otherwise.
pub fn authored() -> Option<&'static str> {
    lang_of(Some(Spoken::FIRST))
}

/// The attribute of the document that tells the islands what its reader reads.
#[cfg(not(feature = "ssr"))]
const READS: &str = "data-reads";

/// The value of the attribute `data-reads` of the document: the codes of the languages, for the islands. What
/// many readers share is written outside of a page: there only the language of the words counts.
#[cfg(feature = "ssr")]
pub fn reads() -> Option<String> {
    let is_page = leptos::prelude::with_context(|_: &http::request::Parts| ()).is_some();
    codes(if is_page { backend::request::reads_first() } else { Spoken::read_first("", words().code) })
}

/// The value of `data-reads` for these languages.
#[cfg(feature = "ssr")]
pub fn codes(languages: Vec<Spoken>) -> Option<String> {
    let codes: Vec<_> = languages.into_iter().map(Spoken::code).collect();
    (!codes.is_empty()).then(|| codes.join(" "))
}

/// As the server wrote it, so that an island shows what the page showed.
#[cfg(not(feature = "ssr"))]
pub fn reads() -> Option<String> {
    leptos::prelude::document().document_element()?.get_attribute(READS)
}

/// Whether whoever this page is for reads a version in the language `second` rather than the first one,
/// which is in `first`.
pub fn reads_second(second: Spoken, first: Spoken) -> bool {
    let codes = reads().unwrap_or_default();
    let reads: Vec<Spoken> = codes.split(' ').filter_map(Spoken::from_code).collect();
    second.comes_before(first, &reads)
}
