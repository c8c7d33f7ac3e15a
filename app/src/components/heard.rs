use leptos::prelude::*;

/// Marks the document once its islands react to clicks: browser tests wait for it. On a page without
/// islands the module marks it.
pub fn mark_heard() {
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "true");
        }
    });
}
