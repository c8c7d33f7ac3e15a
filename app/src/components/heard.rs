use leptos::prelude::*;

/// Marks the document once an island reacts to clicks: browser tests wait for it.
pub fn mark_heard() {
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "true");
        }
    });
}
