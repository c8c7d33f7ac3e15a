//! Which page is made, by its request.

use http::request::Parts;
use leptos::prelude::*;

/// The address of the page that is made, with its query.
pub fn here() -> String {
    let here =
        with_context(|parts: &Parts| parts.uri.path_and_query().map(|address| address.as_str().to_owned()));
    here.flatten().unwrap_or_default()
}

/// `aria-current` of a link to `address`.
pub fn current(address: &str) -> Option<&'static str> {
    let is_here = with_context(|parts: &Parts| parts.uri.path() == address);
    is_here.unwrap_or_default().then_some("page")
}
