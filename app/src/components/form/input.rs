//! Keeps an `<input>` and its value in step.

use leptos::{html, prelude::*};
use web_sys::HtmlInputElement;

use super::{
    Bound,
    early::{early, is_first},
};
use crate::components::effect;

/// Updates the field when its value changes, and takes over what was typed before the scripts
/// started.
///
/// A browser reports an incomplete date as an empty text: writing that text back would erase it. So
/// a value that the field already has is not written, and a `guarded` field is not written while it
/// is being edited; [`settle`] writes it afterwards.
pub fn bind(field: NodeRef<html::Input>, value: Bound<String>, guarded: bool) {
    if value.is_fixed() {
        return;
    }
    effect(move |_| {
        let text = value.get();
        let Some(input) = field.get() else { return };
        let is_first = is_first(&input);
        let typed = early(input.value(), &input.default_value()).filter(|_| is_first);
        if let Some(typed) = typed {
            untrack(|| value.set(typed));
        } else {
            write(&input, &text, guarded && input.matches(":focus").unwrap_or_default());
        }
    });
}

/// Writes the value into a guarded field when the field loses the focus.
pub fn settle(input: &HtmlInputElement, value: Bound<String>) {
    if !value.is_fixed() {
        write(input, &value.get_untracked(), false);
    }
}

fn write(input: &HtmlInputElement, text: &str, edited: bool) {
    if must_write(&input.value(), text, edited) {
        input.set_value(text);
    }
}

/// `shown` is the field's value in the browser; empty for an incomplete date.
fn must_write(shown: &str, text: &str, edited: bool) -> bool {
    !edited && shown != text
}

#[cfg(test)]
mod tests {
    use super::must_write;

    #[test]
    fn an_incomplete_date_is_never_overwritten() {
        // One part of the date was deleted, and the form already knows it.
        assert!(!must_write("", "", true));
        assert!(!must_write("", "", false));
        // The form does not know it yet.
        assert!(!must_write("", "2026-11-24", true));
        assert!(must_write("2026-11-24", "2026-11-25", false));
        assert!(!must_write("2026-11-24", "2026-11-24", false));
    }
}
