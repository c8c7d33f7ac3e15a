//! How an `<input>` and its value follow each other.

use leptos::{html, prelude::*};
use web_sys::HtmlInputElement;

use super::{Bound, early::early};

/// Keeps the field up with its value, and takes over what was typed before the scripts came.
///
/// A browser holds a date that is typed halfway as an empty text: writing that text back would wipe
/// it. So nothing is written that stands there already, nor, where the field is `guarded`, while
/// somebody edits it; [`settle`] does so afterwards.
pub fn bind(field: NodeRef<html::Input>, value: Bound<String>, guarded: bool) {
    if value.is_fixed() {
        return;
    }
    Effect::new(move |alive: Option<bool>| {
        let text = value.get();
        let Some(input) = field.get() else { return false };
        if alive == Some(true) {
            write(&input, &text, guarded && input.matches(":focus").unwrap_or_default());
        } else if let Some(typed) = early(input.value(), &input.default_value()) {
            untrack(|| value.set(typed));
        }
        true
    });
}

/// Brings a guarded field up to its value when it is left.
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

/// `shown` is what the browser says of the field; empty for a date that is typed halfway.
fn must_write(shown: &str, text: &str, edited: bool) -> bool {
    !edited && shown != text
}

#[cfg(test)]
mod tests {
    use super::must_write;

    #[test]
    fn a_date_typed_halfway_is_never_written_over() {
        // The field had a date; one part of it was deleted, and the form has heard of it.
        assert!(!must_write("", "", true));
        assert!(!must_write("", "", false));
        // The form has not heard of it yet.
        assert!(!must_write("", "2026-11-24", true));
        assert!(must_write("2026-11-24", "2026-11-25", false));
        assert!(!must_write("2026-11-24", "2026-11-24", false));
    }
}
