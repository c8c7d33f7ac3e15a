//! The form of *Mentions légales* and *Accessibilité*.

use std::collections::BTreeMap;

use app::server_side::FormOutcome;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use backend::legal;
use domain::legal::{AUDITED_ON, LegalText, RATE};
use serde::Deserialize;

use super::posted::{Posted, refused};
use crate::{
    AppState,
    door::{CallerOf, Query},
    refusal::Refusal,
};

const PAGE: &str = "/administration/pages";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    /// The code of a page.
    page: String,
    /// The code of a language.
    langue: String,
}

/// `POST /administration/pages?page=&langue=`
pub async fn keep_legal_texts(
    State(state): State<AppState>,
    Query(which): Query<Which>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<BTreeMap<String, String>>,
) -> Result<Response, Refusal> {
    let query = [("page", which.page.as_str()), ("langue", which.langue.as_str())];
    match legal::keep_texts(&state.backend, &caller, (&which.page, &which.langue), &form).await {
        Ok(()) => {
            let [of_page, of_language] = query;
            let address = app::address(PAGE, &[of_page, of_language, ("fait", "1")]);
            Ok(Redirect::to(&address).into_response())
        }
        Err(reason) => {
            let outcome = FormOutcome { typed: kept(&form), ..FormOutcome::default() };
            refused(&state, parts, &app::address(PAGE, &query), outcome, reason).await
        }
    }
}

/// What was typed into the fields of the form.
fn kept(form: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let fields = LegalText::ALL.into_iter().map(LegalText::code).chain([RATE, AUDITED_ON]);
    let of = |field: &'static str| {
        let typed = form.get(field)?.clone();
        Some((field.to_owned(), typed))
    };
    fields.filter_map(of).collect()
}
