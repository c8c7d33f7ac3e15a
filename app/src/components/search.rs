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

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::filtering;

    #[test]
    fn a_filter_that_disappears_hides_nothing() {
        let owner = Owner::new();
        owner.with(|| {
            let (wanted, is_there) = (RwSignal::new("Éole".to_owned()), RwSignal::new(true));
            let filter = filtering(wanted, move || is_there.get());
            assert_eq!(filter.get_untracked(), "eole");
            is_there.set(false);
            assert_eq!(filter.get_untracked(), "", "its text hides no choice");
            is_there.set(true);
            assert_eq!(filter.get_untracked(), "eole");
        });
    }
}
