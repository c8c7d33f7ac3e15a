use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    code_field::CodeField,
    door::{Door, Refused},
    sign_in::wait,
};
use crate::components::address;

/// The second step of signing in: *Code à six chiffres*. Without any script.
#[component]
pub fn CodePage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    let error = get("erreur");
    let (failure, sentence) = match error.as_str() {
        "code" => (
            None,
            Some(
                "Ce code n’est pas le bon, ou il a déjà servi : saisir celui qui s’affiche maintenant"
                    .to_owned(),
            ),
        ),
        "attente" => (Some(("Trop d’essais.".to_owned(), wait(&get("secondes")))), None),
        "occupe" => (
            Some((
                "Trop de connexions en ce moment.".to_owned(),
                "Réessayez dans quelques secondes.".to_owned(),
            )),
            None,
        ),
        _ => (None, None),
    };
    let suite = get("suite");
    let action = address("/connexion/code", &[("suite", &suite)]);
    let again = address("/connexion", &[("suite", &suite)]);
    let title = if error.is_empty() { "Code de connexion" } else { "Erreur : Code de connexion" };
    view! {
        <Title text=title />
        <Door>
            <div class="card">
                <h1>"Code de connexion"</h1>
                <p>"Votre mot de passe est bon. Il reste à saisir le code, dans les cinq minutes."</p>
                <Refused failure />
                <form class="stack" method="post" action=action>
                    <CodeField problem=sentence />
                    <button class="button button-primary button-wide" type="submit">"Se connecter"</button>
                </form>
                <p class="muted small">
                    "Téléphone perdu ? L’administrateur du portail peut retirer la double authentification de votre compte."
                </p>
                <p class="small">
                    <a href=again rel="external">"Revenir à l’identifiant"</a>
                </p>
            </div>
        </Door>
    }
}
