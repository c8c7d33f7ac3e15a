use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlInputElement};

use crate::{
    components::{Icon, mark_heard},
    words,
};

/// *Copier* the content of a field; the button appears only where scripts run.
#[cfg_attr(any(feature = "ssr", feature = "management"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "management")), component)]
pub fn CopyButton(
    /// The `id` of the field.
    field: String,
) -> impl IntoView {
    mark_heard();
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let copied = RwSignal::new(None);
    let said = move || match copied.get() {
        Some(true) => words().accounts.link_copied,
        Some(false) => words().accounts.link_not_copied,
        None => "",
    };
    view! {
        <button
            class="button"
            type="button"
            hidden=move || !alive.get()
            on:click=move |_| copied.set(Some(copy(&field)))
        >
            <Icon name="copy" />
            " " {words().accounts.copy}
        </button>
        <p class="copied" role="status">{said}</p>
    }
}

/// Uses the older copy command: browsers forbid the newer one on pages without TLS.
fn copy(field: &str) -> bool {
    let document = document();
    let Some(input) =
        document.get_element_by_id(field).and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
    else {
        return false;
    };
    input.select();
    document.dyn_into::<HtmlDocument>().is_ok_and(|document| document.exec_command("copy").unwrap_or(false))
}
