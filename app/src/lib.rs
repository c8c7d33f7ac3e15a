//! skeleton
use leptos::prelude::*;
#[component]
pub fn App() -> impl IntoView { view! { <h1>"Porte-voix"</h1> } }
