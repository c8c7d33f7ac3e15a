use leptos::prelude::*;

use super::Icon;
use crate::AppError;

/// A page that could not be shown: what happened and where to go.
#[component]
pub fn Failure(error: AppError) -> impl IntoView {
    let code = error.status();
    let title = error.title();
    let (label, address) = match error {
        AppError::SignedOut => ("Se connecter", "/connexion"),
        AppError::SecondFactorMissing => ("Ouvrir « Mon compte »", "/mon-compte"),
        _ => ("Revenir à l’accueil", "/"),
    };
    view! {
        <div class="error-page">
            <Icon name="compass" />
            <p class="error-code">"Erreur "{code}</p>
            <h1>{title}</h1>
            <p>{error.sentence()}</p>
            <a class="button button-primary" href=address rel="external">{label}</a>
        </div>
    }
}
