use domain::providers::view::DoorChoices;
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    api::choices,
    door::{Door, Refused},
    providers::{ProviderChoice, provider_failure},
};
use crate::{
    components::{
        Failure, Notice, address,
        form::{PasswordField, TextField},
    },
    words,
};

/// Codes of a form that was refused, in the address.
const REFUSED: [&str; 4] = ["identifiants", "attente", "etape", "occupe"];

/// *Connexion*: the providers of sign-on first, if there are some, then a plain form. Without any
/// script.
#[component]
pub fn SignInPage() -> impl IntoView {
    let loaded = Resource::new_blocking(|| (), |()| choices());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(choices) => Either::Left(view! { <Loaded choices /> }),
                    Err(error) => {
                        Either::Right(view! { <Title text=words().door.title /> <Door><Failure error /></Door> })
                    }
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(choices: DoorChoices) -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    let code = get("erreur");
    let of_provider = provider_failure(&code, &get("fournisseur"), &choices);
    let refused = of_provider.is_some() || REFUSED.contains(&code.as_str());
    let failure = failure_of(&code, &get("secondes")).or(of_provider);
    let suite = get("suite");
    let conformity = words().legal.conformity(choices.conformity);
    let chosen = !choices.providers.is_empty();
    let done = match get("fait").as_str() {
        "deconnexion" => Some((words().providers.signed_out, words().providers.signed_out_hint)),
        _ => None,
    };
    let described = failure.is_some().then_some("connexion-erreur");
    let form = view! {
        <OwnAccount
            login=get("identifiant")
            keep=get("rester") == "oui"
            invalid=code == "identifiants"
            described
            suite=suite.clone()
        />
    };
    view! {
        <Title text=words().common.title_of(words().door.title, refused) />
        <Door>
            <div class="card">
                <h1>{words().door.title}</h1>
                {done.map(|(what, next)| view! { <Notice kind="success" what next /> })}
                <Refused failure />
                <ProviderChoice choices suite />
                {chosen.then(|| view! { <h2>{words().providers.own_account}</h2> })}
                {form}
                <p class="muted small">
                    {words().door.lost}
                </p>
                <p class="small">
                    <a href="/coupon">{words().batches.have_coupon}</a>
                </p>
                <p class="small">
                    <a href="/accessibilite">{conformity}</a>
                </p>
            </div>
        </Door>
    }
}

#[component]
fn OwnAccount(
    login: String,
    keep: bool,
    /// Whether login or password were wrong.
    invalid: bool,
    described: Option<&'static str>,
    suite: String,
) -> impl IntoView {
    view! {
        <form class="stack" method="post" action=address("/connexion", &[("suite", &suite)])>
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
            <div class="field">
                <label class="choice">
                    <input type="checkbox" name="rester" value="oui" checked=keep aria-describedby="rester-aide" />
                    " "
                    {words().door.stay_signed_in}
                </label>
                <p class="hint" id="rester-aide">{words().door.stay_signed_in_hint}</p>
            </div>
            <button class="button button-primary button-wide" type="submit">{words().common.sign_in}</button>
        </form>
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
