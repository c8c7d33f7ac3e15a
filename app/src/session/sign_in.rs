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
        <Title text=words().door.title />
        <Door>
            <div class="card">
                <h1>{words().door.title}</h1>
                {renewed
                    .then(|| {
                        view! {
                            <div class="notice" data-kind="success" role="status">
                                <Icon name="success" />
                                <p>
                                    <strong>{words().door.password_stored}</strong>
                                    " " {words().door.sign_in_to_go_on}
                                </p>
                            </div>
                        }
                    })}
                <Refused failure />
                <form class="stack" method="post" action=action>
                    <TextField
                        id="identifiant"
                        label=words().door.login
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
                        label=words().door.password
                        autocomplete="current-password"
                        invalid
                        described_by=described
                    />
                    <button class="button button-primary button-wide" type="submit">{words().common.sign_in}</button>
                </form>
                <p class="muted small">
                    {words().door.lost}
                </p>
            </div>
        </Door>
    }
}

/// `?erreur=`: what happened, and what to do.
fn failure_of(code: &str, seconds: &str) -> Option<(String, String)> {
    let (what, next) = match code {
        "identifiants" => (words().door.wrong_password, words().door.check_capitals.to_owned()),
        "attente" => (words().door.too_many_tries, wait(seconds)),
        "session" => (words().door.session_over, words().door.sign_in_again.to_owned()),
        "etape" => (words().door.code_time_over, words().door.password_again.to_owned()),
        "occupe" => (words().door.busy, words().door.nothing_lost.to_owned()),
        _ => return None,
    };
    Some((what.to_owned(), next))
}

/// How long to wait after too many attempts.
pub fn wait(seconds: &str) -> String {
    let seconds = seconds.parse::<u64>().unwrap_or(60).clamp(1, 24 * 60 * 60);
    words().door.retry_in(seconds)
}
