//! What stands in a field when the scripts come: on a slow phone somebody has typed by then, and
//! after *Back* the browser has filled in what was there before. Neither is to be lost.

use leptos::{html::ElementType, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

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
pub fn take_early<E>(field: NodeRef<E>, take: impl Fn(String) + 'static)
where
    E: ElementType,
    E::Output: TextField + JsCast + Clone + 'static,
{
    // In an effect: by then the whole page is alive, and all that shows the text follows.
    Effect::new(move |_| {
        if let Some(text) = field.get().and_then(|field| field.early()) {
            untrack(|| take(text));
        }
    });
}

/// A field that the server wrote a text into.
pub trait TextField {
    /// Its text, unless it is the server's.
    fn early(&self) -> Option<String>;
}

impl TextField for HtmlInputElement {
    fn early(&self) -> Option<String> {
        Some(self.value()).filter(|text| *text != self.default_value())
    }
}

impl TextField for HtmlTextAreaElement {
    fn early(&self) -> Option<String> {
        let served = self.default_value().ok()?;
        Some(self.value()).filter(|text| *text != served)
    }
}

#[cfg(test)]
mod tests {
    use super::from_then_on;

    #[test]
    fn nothing_is_written_at_first() {
        let mut shown = from_then_on(|| "texte".to_owned());
        assert_eq!([shown(), shown(), shown()], [None, Some("texte".to_owned()), Some("texte".to_owned())]);
    }
}
