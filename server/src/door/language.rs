use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderName, header, request::Parts},
};
use words::Language;

/// The language of what everybody reads, also without an account: the one that the address names
/// (`?lang=en`), else the one that the browser likes best, else French.
#[derive(Clone, Copy, Debug)]
pub struct ReaderLanguage {
    pub language: Language,
    /// Whether the address names it.
    named: bool,
}

/// An answer in the reader's language is another one for another browser.
pub const VARIES: (HeaderName, &str) = (header::VARY, "accept-language");

impl ReaderLanguage {
    /// An address of ours that goes on in the language that this address names.
    pub fn keeps(self, address: &str) -> String {
        if self.named { format!("{address}?lang={}", self.language.code()) } else { address.to_owned() }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ReaderLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let pairs = parts.uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
        // The address of the frame called it so before.
        let mut named = pairs.filter(|(name, _)| matches!(*name, "lang" | "langue"));
        let named = named.find_map(|(_, tag)| Language::of_tag(tag));
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let language = named.or_else(|| accepted.and_then(Language::preferred));
        Ok(Self { language: language.unwrap_or_default(), named: named.is_some() })
    }
}
