//! What a control holds before the scripts start: on a slow phone somebody may have typed or chosen
//! already, and after *Back* the browser fills in what was there before. Neither may be lost. So at
//! the start the form takes over what its controls show; from then on the controls show what the
//! form holds.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlOptionElement, HtmlSelectElement};

use crate::components::effect;

/// Marks a control whose value the form has taken over.
const TAKEN_OVER: &str = "data-taken-over";

/// Whether the form has not taken this control over yet, which it then has. Only the first binding may
/// ask what was chosen early: the element of a line in a list can serve another line later, with a
/// binding of its own, and what it shows at that moment belongs to the line that it served before.
pub fn is_first(control: &Element) -> bool {
    let is_first = !control.has_attribute(TAKEN_OVER);
    is_first && control.set_attribute(TAKEN_OVER, "").is_ok()
}

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
    effect(move |_| {
        let Some(field) = field.get() else { return };
        if !is_first(&field) {
            return;
        }
        if let Some(text) = field.default_value().ok().and_then(|served| early(field.value(), &served)) {
            untrack(|| take(text));
        }
    });
}

/// Keeps a check box or a radio button and its value in step. `take` gets what was chosen before
/// the scripts started.
pub fn bind_checked(field: NodeRef<html::Input>, checked: Signal<bool>, take: impl Fn(bool) + 'static) {
    effect(move |_| {
        let checked = checked.get();
        let Some(input) = field.get() else { return };
        if is_first(&input) && input.checked() != input.default_checked() {
            untrack(|| take(input.checked()));
        } else if input.checked() != checked {
            input.set_checked(checked);
        }
    });
}

/// Keeps a drop-down list and its value in step, also when its options change: `value` then tracks
/// them. `take` gets what was chosen before the scripts started.
pub fn bind_select(
    field: NodeRef<html::Select>,
    value: impl Fn() -> String + 'static,
    take: impl Fn(String) + 'static,
) {
    effect(move |_| {
        let value = value();
        let Some(select) = field.get() else { return };
        let is_first = is_first(&select);
        let chosen = early(select.value(), &served(&select)).filter(|_| is_first);
        if let Some(chosen) = chosen {
            untrack(|| take(chosen));
        } else if select.value() != value {
            select.set_value(&value);
        }
    });
}

/// The value that a list shows if nobody has touched it.
fn served(select: &HtmlSelectElement) -> String {
    let options = (0..select.length()).filter_map(|position| select.item(position));
    let options: Vec<HtmlOptionElement> = options.filter_map(|option| option.dyn_into().ok()).collect();
    let shown = options.iter().find(|option| option.default_selected()).or(options.first());
    shown.map(HtmlOptionElement::value).unwrap_or_default()
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
