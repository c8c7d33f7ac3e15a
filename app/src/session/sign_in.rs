use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::components::{Icon, address};

/// *Connexion*: a plain form, without any script.
#[component]
pub fn SignInPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    let failure = match get("erreur").as_str() {
        "identifiants" => Some((
            "Identifiant ou mot de passe incorrect.".to_owned(),
            "Vérifiez les majuscules, puis réessayez.".to_owned(),
        )),
        "attente" => Some((
            "Trop d’essais.".to_owned(),
            format!(
                "Réessayez dans {} minutes, ou demandez de l’aide au secrétariat.",
                minutes(&get("secondes"))
            ),
        )),
        "session" => Some((
            "Votre session est terminée.".to_owned(),
            "Reconnectez-vous ; vos brouillons sont conservés.".to_owned(),
        )),
        _ => None,
    };
    let invalid = failure.is_some().then_some("true");
    let described = failure.is_some().then_some("connexion-erreur");
    let action = address("/connexion", &[("suite", &get("suite"))]);
    view! {
        <Title text="Connexion" />
        <main class="sign-in" id="contenu">
            <a class="brand" href="/">
                <Icon name="megaphone" />
                " Porte-voix"
            </a>
            <div class="card">
                <h1>"Connexion"</h1>
                {failure
                    .map(|(what, next)| {
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
                    })}
                <form class="stack" method="post" action=action>
                    <div class="field">
                        <label for="identifiant">"Identifiant"</label>
                        <input
                            class="input"
                            id="identifiant"
                            name="identifiant"
                            autocomplete="username"
                            autocapitalize="none"
                            spellcheck="false"
                            required
                            value=get("identifiant")
                            aria-invalid=invalid
                            aria-describedby=described
                        />
                    </div>
                    <div class="field">
                        <label for="mot-de-passe">"Mot de passe"</label>
                        <input
                            class="input"
                            id="mot-de-passe"
                            name="mot_de_passe"
                            type="password"
                            autocomplete="current-password"
                            required
                            aria-invalid=invalid
                            aria-describedby=described
                        />
                    </div>
                    <button class="button button-primary button-wide" type="submit">"Se connecter"</button>
                </form>
                <p class="muted small">"Identifiant perdu ? Adressez-vous au secrétariat de votre établissement."</p>
            </div>
        </main>
    }
}

fn minutes(seconds: &str) -> u64 {
    seconds.parse::<u64>().unwrap_or(60).div_ceil(60).clamp(1, 60)
}
