use leptos::prelude::*;

/// [`domain::search::fold`]; a browser knows the tables of Unicode, so its package need not bring
/// them.
#[cfg(feature = "hydrate")]
pub fn fold(text: &str) -> String {
    use js_sys::{JsString, RegExp};
    // Accents and other marks, invisible signs, apostrophes; "´" is decomposed to a blank and an accent.
    let left_out = RegExp::new(r"\u0020\u0301|[\p{M}\p{Cf}\u0640'`‘’‛′‵ʹʻʼʽʾʿˈˊˋ՚׳]", "gu");
    let plain = JsString::from(text).normalize("NFKD").replace_by_pattern(&left_out, "");
    domain::search::plain_words(&String::from(plain.to_upper_case().to_lower_case()))
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
