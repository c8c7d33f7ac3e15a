//! The forms of spaces: subscriptions, and what is done to an article.

use app::server_side::FormOutcome;
use axum::{
    extract::State,
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use backend::{Error, spaces};
use domain::{
    ArticleId, EstablishmentId, SpaceId, communications,
    spaces::{NamedInput, SpaceInput, article_address, space_address},
};
use serde::Deserialize;

use super::{
    accounts::origin,
    posted::{Posted, page, refused},
};
use crate::{
    AppState,
    door::{CallerOf, Query, Segment, Segments},
    refusal::{self, Refusal},
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// `oui` or `non`.
    abonne: String,
    /// The page of the button: `liste`, or else that of the space.
    retour: String,
}

/// `POST /espaces/{id}/abonnement`
pub async fn subscribe(
    State(state): State<AppState>,
    Segment(id): Segment<SpaceId>,
    CallerOf(caller): CallerOf,
    Posted { form, .. }: Posted<Choice>,
) -> Result<Redirect, Refusal> {
    let subscribed = form.abonne == "oui";
    spaces::subscribe(&state.backend, &caller, id, subscribed).await.map_err(refusal::of)?;
    let done = if subscribed { "abonne" } else { "desabonne" };
    if form.retour == "liste" {
        let list = app::address("/espaces", &[("fait", done), ("espace", &id.to_string())]);
        return Ok(Redirect::to(&list));
    }
    Ok(Redirect::to(&app::address(&space_address(id), &[("fait", done)])))
}

/// `POST /espaces/{id}/articles/{article}/retirer`
pub async fn withdraw_article(
    State(state): State<AppState>,
    Segments(space, id): Segments<SpaceId, ArticleId>,
    CallerOf(caller): CallerOf,
) -> Result<Redirect, Refusal> {
    spaces::withdraw_article(&state.backend, &caller, space, id).await.map_err(refusal::of)?;
    Ok(Redirect::to(&app::address(&article_address(space, id), &[("fait", "retire")])))
}

/// `POST /espaces/{id}/articles/{article}/supprimer`
pub async fn discard_article(
    State(state): State<AppState>,
    Segments(space, id): Segments<SpaceId, ArticleId>,
    CallerOf(caller): CallerOf,
) -> Result<Redirect, Refusal> {
    spaces::discard_article(&state.backend, &caller, space, id).await.map_err(refusal::of)?;
    Ok(Redirect::to(&app::address(&space_address(space), &[("fait", "supprime")])))
}

type Pairs = Vec<(String, String)>;

/// `POST /espaces/{id}/flux`: makes, renews or revokes the private address of the articles.
pub async fn article_feed(
    State(state): State<AppState>,
    Segment(id): Segment<SpaceId>,
    CallerOf(caller): CallerOf,
    Posted { form: pairs, parts }: Posted<Pairs>,
) -> Result<Response, Refusal> {
    let address = space_address(id);
    let token = match communications::Posted::new(&pairs).value("action").as_str() {
        "revoquer" => {
            spaces::revoke_article_feed(&state.backend, &caller, id).await.map_err(refusal::of)?;
            return Ok(Redirect::to(&app::address(&address, &[("fait", "flux-revoque")])).into_response());
        }
        "creer" => spaces::make_article_feed(&state.backend, &caller, id).await,
        _ => spaces::renew_article_feed(&state.backend, &caller, id).await.map(Some),
    };
    let Some(token) = token.map_err(refusal::of)? else {
        return Ok(Redirect::to(&format!("{address}#flux")).into_response());
    };
    let made = format!("{}{address}/flux/{token}.atom", origin(&state, &parts.headers));
    let outcome = FormOutcome { typed: [("adresse".to_owned(), made)].into(), ..FormOutcome::default() };
    // It is in this answer only: nothing else knows the token.
    Ok(page(&state, parts, &address, outcome).await)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OfSchool {
    etablissement: Option<i64>,
}

/// `POST /espaces/nouveau?etablissement=`
pub async fn add_space(
    State(state): State<AppState>,
    Query(OfSchool { etablissement }): Query<OfSchool>,
    CallerOf(caller): CallerOf,
    Posted { form: pairs, parts }: Posted<Pairs>,
) -> Result<Response, Refusal> {
    let school = EstablishmentId(etablissement.ok_or(Refusal(app::AppError::NotFound))?);
    match spaces::add_space(&state.backend, &caller, school, &readers(&pairs)).await {
        Ok(id) => Ok(Redirect::to(&app::address(&space_address(id), &[("fait", "ajoute")])).into_response()),
        Err(reason) => {
            let address = app::address("/espaces/nouveau", &[("etablissement", &school.to_string())]);
            again(&state, parts, &address, reason, &pairs).await
        }
    }
}

/// `POST /espaces/{id}/reglages`: `action` is `lecteurs`, `personne`, `population` or `retirer`.
pub async fn space_settings(
    State(state): State<AppState>,
    Segment(id): Segment<SpaceId>,
    CallerOf(caller): CallerOf,
    Posted { form: pairs, parts }: Posted<Pairs>,
) -> Result<Response, Refusal> {
    let backend = &state.backend;
    let form = communications::Posted::new(&pairs);
    let done = match form.value("action").as_str() {
        "lecteurs" => {
            let shown = pairs.iter().find(|(name, _)| name == "version").map(|(_, shown)| shown.as_str());
            spaces::change_space(backend, &caller, (id, shown), &readers(&pairs)).await
        }
        "retirer" => {
            let row = form.value("ligne").parse().map_err(|_| Refusal(app::AppError::Malformed))?;
            spaces::remove_named(backend, &caller, id, row).await
        }
        what => {
            let by_name = what == "personne";
            let person = if by_name { form.value("personne") } else { String::new() };
            if by_name && person.is_empty() {
                Err(Error::field("personne", domain::fields::FieldProblem::Required))
            } else {
                let (profile, function) = (form.value("profil"), form.value("fonction"));
                let input = NamedInput { what: form.value("droit"), person, profile, function };
                spaces::name_for_space(backend, &caller, id, &input).await
            }
        }
    };
    let address = format!("{}/reglages", space_address(id));
    match done {
        Ok(()) => Ok(Redirect::to(&app::address(&address, &[("fait", "1")])).into_response()),
        Err(reason) => {
            // Those who were found stay found.
            let address = app::address(&address, &[("q", &form.value("q"))]);
            again(&state, parts, &address, reason, &pairs).await
        }
    }
}

fn readers(pairs: &[(String, String)]) -> SpaceInput {
    let form = communications::Posted::new(pairs);
    SpaceInput { name: form.value("nom"), profiles: form.values("profils"), levels: form.values("niveaux") }
}

/// The fields that are shown again: those of the readers, and those of somebody who is named.
const TYPED: [&str; 8] = ["nom", "profils", "niveaux", "action", "droit", "personne", "profil", "fonction"];

/// The form again, with what was typed and the reasons of the refusal.
async fn again(
    state: &AppState,
    parts: Parts,
    address: &str,
    reason: Error,
    pairs: &[(String, String)],
) -> Result<Response, Refusal> {
    let form = communications::Posted::new(pairs);
    let typed = TYPED.into_iter().filter(|name| pairs.iter().any(|(key, _)| key == name));
    let typed = typed.map(|name| (name.to_owned(), form.values(name).join("\n"))).collect();
    let outcome = FormOutcome { typed, ..FormOutcome::default() };
    refused(state, parts, address, outcome, reason).await
}
