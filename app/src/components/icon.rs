use domain::communications::Severity;
use leptos::prelude::*;

/// An icon of the sprite `/icons.svg`; words beside it give its meaning.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
}

/// Each severity has its own shape: circle, triangle, octagon.
#[component]
pub fn SeverityIcon(#[prop(into)] severity: Signal<Severity>) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=move || format!("/icons.svg#{}", severity.get().code())></use>
        </svg>
    }
}
