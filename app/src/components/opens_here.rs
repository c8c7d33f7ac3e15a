use leptos::prelude::*;

/// Where the page opens that answers a form: what is said there may stand far below the top. Needs no
/// script.
#[component]
pub fn OpensHere(children: Children) -> impl IntoView {
    view! {
        <div class="opens-here" tabindex="-1" autofocus=true>
            {children()}
        </div>
    }
}
