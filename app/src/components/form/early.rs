//! The text in a field before the scripts start: on a slow phone somebody may have typed already,
//! and after *Back* the browser fills in the old text. Neither may be lost.

use leptos::{html, prelude::*};

/// For `prop:value`: nothing during hydration, so that the field keeps its text; after that,
/// `value`.
pub fn from_then_on(
    value: impl Fn() -> String + Send + 'static,
) -> impl FnMut() -> Option<String> + Send + 'static {
    let mut first = true;
    move || {
        let value = value();
        (!std::mem::replace(&mut first, false)).then_some(value)
    }
}

/// Calls `take` once with the text of a field, if it differs from the server's text.
pub fn take_early(field: NodeRef<html::Textarea>, take: impl Fn(String) + 'static) {
    // In an effect: by then the whole page is hydrated, and everything that shows the text follows.
    Effect::new(move |_| {
        let Some(field) = field.get() else { return };
        if let Some(text) = field.default_value().ok().and_then(|served| early(field.value(), &served)) {
            untrack(|| take(text));
        }
    });
}

/// The text of a field, unless it is the one that the server wrote.
pub fn early(text: String, served: &str) -> Option<String> {
    (text != served).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{early, from_then_on};

    #[test]
    fn nothing_is_written_during_hydration() {
        let mut shown = from_then_on(|| "texte".to_owned());
        assert_eq!([shown(), shown(), shown()], [None, Some("texte".to_owned()), Some("texte".to_owned())]);
    }

    #[test]
    fn the_servers_own_text_does_not_count_as_typed() {
        assert_eq!(early("texte".to_owned(), "texte"), None);
        assert_eq!(early(String::new(), "texte").as_deref(), Some(""));
    }
}
