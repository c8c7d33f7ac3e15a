use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::door::{Door, Refused};
use crate::{
    components::{
        Icon, address,
        form::{PasswordField, TextField},
    },
    words,
};

/// *Connexion*: a plain form, without any script.
#[component]
pub fn SignInPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    let failure = failure_of(&get("erreur"), &get("secondes"));
    let invalid = get("erreur") == "identifiants";
    let described = failure.is_some().then_some("connexion-erreur");
    let (login, renewed) = (get("identifiant"), get("fait") == "mot-de-passe");
    let action = address("/connexion", &[("suite", &get("suite"))]);
    view! {
        <Title text="Connexion" />
        <Door>
            <div class="card">
                <h1>"Connexion"</h1>
                {renewed
                    .then(|| {
                        view! {
                            <div class="notice" data-kind="success" role="status">
                                <Icon name="success" />
                                <p>
                                    <strong>"Votre mot de passe est enregistré."</strong>
                                    " Connectez-vous pour continuer."
                                </p>
                            </div>
                        }
                    })}
                <Refused failure />
                <form class="stack" method="post" action=action>
                    <TextField
                        id="identifiant"
                        label="Identifiant"
                        value=login
                        invalid
                        described_by=described
                        required=true
                        autocomplete="username"
                        as_typed=true
                    />
                    <PasswordField
                        id="mot-de-passe"
                        name="mot_de_passe"
                        label="Mot de passe"
                        autocomplete="current-password"
                        invalid
                        described_by=described
                    />
                    <button class="button button-primary button-wide" type="submit">"Se connecter"</button>
                </form>
                <p class="muted small">
                    "Identifiant ou mot de passe perdu ? Adressez-vous au secrétariat de votre établissement."
                </p>
            </div>
        </Door>
    }
}

/// `?erreur=`: what happened, and what to do.
fn failure_of(code: &str, seconds: &str) -> Option<(String, String)> {
    let (what, next) = match code {
        "identifiants" => {
            ("Identifiant ou mot de passe incorrect.", "Vérifiez les majuscules, puis réessayez.".to_owned())
        }
        "attente" => ("Trop d’essais.", wait(seconds)),
        "session" => {
            ("Votre session est terminée.", "Reconnectez-vous ; vos brouillons sont conservés.".to_owned())
        }
        "etape" => (
            "Le temps pour saisir le code est passé.",
            "Saisissez à nouveau votre mot de passe ; vous aurez cinq minutes pour le code.".to_owned(),
        ),
        "occupe" => (
            "Trop de connexions en ce moment.",
            "Rien n’est perdu : réessayez dans quelques secondes.".to_owned(),
        ),
        _ => return None,
    };
    Some((what.to_owned(), next))
}

/// How long somebody who tried too often waits.
pub fn wait(seconds: &str) -> String {
    let seconds = seconds.parse::<u64>().unwrap_or(60).clamp(1, 24 * 60 * 60);
    format!("Réessayez dans {}, ou demandez de l’aide au secrétariat.", words().dates.duration(seconds))
}
