use leptos::prelude::*;

use crate::components::{Icon, Notice};

/// Whether the page is for people who are not signed in, by the policy of its address. Such a page
/// never has the menus: somebody with a session may open a one-time link too.
#[cfg(feature = "ssr")]
pub fn is_at_the_door() -> bool {
    use crate::server_side::DoorPage;
    let door = with_context(|parts: &http::request::Parts| parts.extensions.get::<DoorPage>().is_some());
    door.unwrap_or_default()
}

/// The frame of these pages.
#[component]
pub fn Door(children: Children) -> impl IntoView {
    view! {
        <main class="sign-in" id="contenu">
            <a class="brand" href="/">
                <Icon name="megaphone" />
                " Porte-voix"
            </a>
            {children()}
        </main>
    }
}

/// Why signing in failed, and what to do; the fields refer to it by its `id`.
#[component]
pub fn Refused(failure: Option<(String, String)>) -> impl IntoView {
    failure.map(|(what, next)| {
        view! { <Notice kind="error" what next id="connexion-erreur" /> }
    })
}
