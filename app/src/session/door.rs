use leptos::prelude::*;

use crate::components::Icon;

/// Whether the page is for people who are not signed in. Such a page never has the menus: somebody
/// with a session may open a one-time link too.
pub fn is_at_the_door(path: &str) -> bool {
    matches!(path, "/connexion" | "/connexion/code" | "/coupon")
        || path.starts_with("/mot-de-passe/")
        || path.starts_with("/courriel/")
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
        view! {
            <div class="notice" data-kind="error" role="alert" id="connexion-erreur">
                <Icon name="alert" />
                <p>
                    <strong>{what}</strong>
                    " "
                    {next}
                </p>
            </div>
        }
    })
}
