use leptos::prelude::*;

/// [`domain::search::fold`]; a browser decomposes by itself, without our tables.
#[cfg(feature = "hydrate")]
pub fn fold(text: &str) -> String {
    let decomposed = String::from(js_sys::JsString::from(text).normalize("NFKD"));
    domain::search::fold_decomposed(decomposed.chars())
}

/// [`domain::search::fold`]
#[cfg(not(feature = "hydrate"))]
pub fn fold(text: &str) -> String {
    domain::search::fold(text)
}

/// What a filter looks for, folded: nothing while its field is not there, so that it hides nothing.
pub fn filtering(
    wanted: RwSignal<String>,
    is_there: impl Fn() -> bool + Send + Sync + 'static,
) -> Memo<String> {
    Memo::new(move |_| if is_there() { wanted.with(|wanted| fold(wanted)) } else { String::new() })
}
