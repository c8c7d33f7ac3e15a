use domain::Conflict;
use leptos::prelude::*;

use super::Icon;
use crate::{AppError, words};

/// Replaces a page that could not be shown: says what happened and where to go.
#[component]
pub fn Failure(error: AppError) -> impl IntoView {
    let code = error.status();
    let title = error.title();
    let request = error.request_address();
    let (label, address) = match error {
        AppError::SignedOut => (words().common.sign_in, "/connexion"),
        AppError::SecondFactorMissing => (words().common.open_account, "/mon-compte"),
        _ => (words().common.back_home, "/"),
    };
    let draft = match error {
        AppError::Conflict(Conflict::TakenBack { draft }) => Some(draft),
        _ => None,
    };
    view! {
        <div class="error-page">
            <Icon name="compass" />
            <p class="error-code">{words().common.error} " "{code}</p>
            <h1>{title}</h1>
            <p>{error.sentence()}</p>
            <a class="button button-primary" href=address rel="external">{label}</a>
            {draft
                .map(|draft| {
                    let address = format!("/communications/nouvelle?brouillon={draft}");
                    view! { <a class="button" href=address rel="external">{words().compose.open_kept_draft}</a> }
                })}
            {request.map(|address| view! { <a class="button" href=address rel="external">{words().access.ask_link}</a> })}
        </div>
    }
}
