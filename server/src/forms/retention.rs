//! The form of *Conservation des données*.

use std::collections::BTreeMap;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use backend::retention;
use domain::retention::Kept;

use super::posted::{Posted, again};
use crate::{AppState, door::CallerOf, refusal::Refusal};

const PAGE: &str = "/administration/conservation";
/// Of a refused number that are shown again.
const KEPT_CHARACTERS: usize = 20;

/// `POST /administration/conservation`: the days of each kind.
pub async fn keep_periods(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Posted { form, parts }: Posted<BTreeMap<String, String>>,
) -> Result<Response, Refusal> {
    match retention::keep_periods(&state.backend, &caller, &form).await {
        Ok(()) => Ok(Redirect::to(&app::address(PAGE, &[("fait", "1")])).into_response()),
        Err(reason) => {
            let of = |kind: Kept| form.get(kind.code()).map(|days| days.chars().take(KEPT_CHARACTERS));
            let typed = Kept::ALL.map(|kind| of(kind).map(Iterator::collect::<String>).unwrap_or_default());
            let query: Vec<(&str, &str)> =
                Kept::ALL.iter().zip(&typed).map(|(kind, days)| (kind.code(), days.as_str())).collect();
            again(&state, parts, &app::address(PAGE, &query), reason, &[]).await
        }
    }
}
