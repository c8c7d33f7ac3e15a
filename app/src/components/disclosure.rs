use leptos::prelude::*;

use super::criterion::close_on_escape;
use crate::words;

/// A part of a form that few need: one line says what is chosen inside, and opens it. Works without scripts.
#[component]
pub fn Disclosure(
    label: &'static str,
    /// What is chosen inside.
    value: AnyView,
    /// Once it holds, the part stays open, also while somebody takes things out of it.
    #[prop(into)]
    open: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let open = Memo::new(move |was: Option<&bool>| was.copied().unwrap_or_default() || open.get());
    view! {
        <details class="criterion" open=move || open.get() on:keydown=close_on_escape>
            <summary>
                <span class="criterion-label">{label}</span>
                <span class="visually-hidden">{words().common.colon}</span>
                <span class="criterion-value">{value}</span>
                <span class="chevron"></span>
            </summary>
            <div class="criterion-panel">{children()}</div>
        </details>
    }
}
