use leptos::prelude::*;

use crate::components::Icon;

/// Pages for whoever is not signed in. They stand alone even for somebody who is, who may well
/// open a one-time link.
pub fn is_at_the_door(path: &str) -> bool {
    matches!(path, "/connexion" | "/connexion/code")
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

/// Why the door stays shut, and what to do; tied to the fields by its identity.
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
