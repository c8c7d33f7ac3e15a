//! What stands in a field when the scripts come: on a slow phone somebody has typed by then, and
//! after *Back* the browser has filled in what was there before. Neither may be lost.

use leptos::{html, prelude::*};

/// For `prop:value`: nothing while the page comes alive, so that the field keeps what stands in it;
/// from then on what `value` says.
pub fn from_then_on(
    value: impl Fn() -> String + Send + 'static,
) -> impl FnMut() -> Option<String> + Send + 'static {
    let mut first = true;
    move || {
        let value = value();
        (!std::mem::replace(&mut first, false)).then_some(value)
    }
}

/// Gives `take` the text of a field, once, where it is not the one that the server wrote.
pub fn take_early(field: NodeRef<html::Textarea>, take: impl Fn(String) + 'static) {
    // In an effect: by then the whole page is alive, and all that shows the text follows.
    Effect::new(move |_| {
        let Some(field) = field.get() else { return };
        if let Some(text) = field.default_value().ok().and_then(|served| early(field.value(), &served)) {
            untrack(|| take(text));
        }
    });
}

/// The text of a field, unless it is the server's.
pub fn early(text: String, served: &str) -> Option<String> {
    (text != served).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{early, from_then_on};

    #[test]
    fn nothing_is_written_at_first() {
        let mut shown = from_then_on(|| "texte".to_owned());
        assert_eq!([shown(), shown(), shown()], [None, Some("texte".to_owned()), Some("texte".to_owned())]);
    }

    #[test]
    fn what_the_server_wrote_is_not_typed() {
        assert_eq!(early("texte".to_owned(), "texte"), None);
        assert_eq!(early(String::new(), "texte").as_deref(), Some(""));
    }
}
