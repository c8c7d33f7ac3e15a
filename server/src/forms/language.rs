//! The other languages at the foot of every page.

use app::AppError;
use axum::{
    extract::State,
    http::header,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use backend::accounts;
use serde::Deserialize;
use words::Language;

use super::posted::Posted;
use crate::{
    AppState,
    door::{Cookie, OwnAddress, Person},
    refusal::{self, Refusal},
};

#[derive(Deserialize)]
pub struct Choice {
    /// The code of a language.
    #[serde(default)]
    langue: String,
    /// The page to come back to.
    #[serde(default)]
    retour: OwnAddress,
}

/// `POST /langue`: for the account of whoever is signed in, and for this browser.
pub async fn choose_language(
    State(state): State<AppState>,
    signed_in: Option<Person>,
    Posted { form, .. }: Posted<Choice>,
) -> Result<Response, Refusal> {
    let language = Language::from_code(&form.langue).ok_or(Refusal(AppError::Malformed))?;
    if let Some(Person(person)) = signed_in {
        accounts::choose_language(&state.backend, person, language).await.map_err(refusal::of)?;
    }
    let cookie = Cookie::Language.set_value(language.code().to_owned(), state.secure);
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(form.retour.as_str())).into_response())
}
