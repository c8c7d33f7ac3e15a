//! The forms of *Administration › Connexion*.

use app::{AppError, server_side::FormOutcome};
use axum::{
    extract::State,
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Error,
    access::Caller,
    door::{self, Proof},
    providers,
};
use domain::{ProviderId, communications, providers::ProviderInput};

use super::posted::{Posted, digits, refused};
use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

const PAGE: &str = "/administration/connexion";

type Pairs = Vec<(String, String)>;

/// `POST /administration/connexion/nouveau`
pub async fn add_provider(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form: pairs, parts }: Posted<Pairs>,
) -> Result<Response, Refusal> {
    match save(&state, &caller, None, &pairs).await {
        Ok(id) => Ok(to(&format!("{PAGE}/{id}"), "ajoute")),
        Err(reason) => again(&state, parts, &format!("{PAGE}/nouveau"), reason, &pairs).await,
    }
}

/// `POST /administration/connexion/{id}`
pub async fn change_provider(
    State(state): State<AppState>,
    Segment(id): Segment<ProviderId>,
    CallerOf(caller): CallerOf,
    Posted { form: pairs, parts }: Posted<Pairs>,
) -> Result<Response, Refusal> {
    let address = format!("{PAGE}/{id}");
    match save(&state, &caller, Some(id), &pairs).await {
        Ok(_) => Ok(to(&address, "modifie")),
        Err(reason) => again(&state, parts, &address, reason, &pairs).await,
    }
}

/// `POST /administration/connexion/{id}/etat`: `action` is `suspendre`, `reprendre` or `supprimer`.
pub async fn provider_state(
    State(state): State<AppState>,
    Segment(id): Segment<ProviderId>,
    CallerOf(caller): CallerOf,
    Posted { form: pairs, .. }: Posted<Pairs>,
) -> Result<Response, Refusal> {
    let backend = &state.backend;
    let action = communications::Posted::new(&pairs).value("action");
    let address = format!("{PAGE}/{id}");
    let (done, back) = match action.as_str() {
        "suspendre" => (providers::pause(backend, &caller, id).await, address.as_str()),
        "reprendre" => (providers::resume(backend, &caller, id).await, address.as_str()),
        "supprimer" => (providers::remove(backend, &caller, id).await, PAGE),
        _ => return Err(Refusal(AppError::Malformed)),
    };
    done.map_err(refusal::of)?;
    Ok(to(back, &action))
}

fn to(address: &str, done: &str) -> Response {
    Redirect::to(&app::address(address, &[("fait", done)])).into_response()
}

async fn save(
    state: &AppState,
    caller: &Caller,
    id: Option<ProviderId>,
    pairs: &[(String, String)],
) -> backend::Result<ProviderId> {
    let form = communications::Posted::new(pairs);
    caller.authorize_administrator()?;
    let input = input(&form);
    // What is wrong in the form is said before the password is asked for again.
    input.parse().map_err(Error::Fields)?;
    let proof = Proof { password: form.value("actuel").into(), code: digits(&form.value("code")) };
    let proved = door::prove(&state.backend, caller, &proof).await?;
    let version = form.value("version").parse().unwrap_or_default();
    providers::save(&state.backend, caller, id, version, &input, &proved).await
}

fn input(form: &communications::Posted<'_>) -> ProviderInput {
    ProviderInput {
        name: form.value("nom"),
        authority: form.value("collectivite"),
        protocol: form.value("protocole"),
        issuer: form.value("adresse"),
        client_id: form.value("client"),
        client_secret: form.value("secret"),
        claim: form.value("revendication"),
        match_by: form.value("correspondance"),
        prefix_removed: form.value("prefixe-retire"),
        prefix_added: form.value("prefixe-ajoute"),
        pkce: form.value("pkce"),
        client_auth: form.value("secret-envoi"),
        userinfo: form.value("userinfo"),
        scopes: form.value("portees"),
        second_factor: form.is("second-facteur", "oui"),
        vouches_for_addresses: form.is("adresses-sures", "oui"),
        cas_two: form.is("cas-deux", "oui"),
        cas_renew: form.is("cas-redemander", "oui"),
    }
}

/// Never shown again.
const SECRETS: [&str; 2] = ["secret", "actuel"];

/// The form again, with what was typed and the reasons of the refusal.
async fn again(
    state: &AppState,
    parts: Parts,
    address: &str,
    reason: Error,
    pairs: &[(String, String)],
) -> Result<Response, Refusal> {
    let shown = pairs.iter().filter(|(name, _)| !SECRETS.contains(&name.as_str()));
    let typed = shown.cloned();
    // An empty field would keep the secret from before, or none: the form says that it has to be typed again.
    let had_secret = pairs.iter().any(|(name, text)| name == "secret" && !text.is_empty());
    let had_secret = had_secret.then(|| ("secret-saisi".to_owned(), "oui".to_owned()));
    // A form that was sent without a name is shown again as well.
    let typed = std::iter::once(("nom".to_owned(), String::new())).chain(typed).chain(had_secret).collect();
    let outcome = FormOutcome { typed, ..FormOutcome::default() };
    refused(state, parts, address, outcome, reason).await
}
