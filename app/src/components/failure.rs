use leptos::prelude::*;

use super::Icon;
use crate::AppError;

/// A page that could not be shown: what happened and where to go.
#[component]
pub fn Failure(error: AppError) -> impl IntoView {
    let code = error.status();
    let title = match &error {
        AppError::SignedOut => "Votre session est terminée",
        AppError::Forbidden(_) | AppError::AdministratorOnly | AppError::RightsAdministratorOnly => {
            "Accès refusé"
        }
        AppError::SecondFactorMissing => "Double authentification demandée",
        AppError::TooManyAttempts(_) => "Trop d’essais",
        AppError::Busy => "Le serveur est très sollicité",
        AppError::ScannerUnavailable => "Aucun fichier ne peut être vérifié",
        AppError::StoreUnavailable => "Les pièces jointes sont indisponibles",
        AppError::NotFound => "Cette page n’existe pas",
        AppError::Conflict(_) => "La situation a changé",
        AppError::Fields(_) | AppError::Malformed => "La demande n’a pas été comprise",
        AppError::TooLarge => "La saisie est trop volumineuse",
        AppError::Unreachable => "Le serveur ne répond pas",
        AppError::Internal => "Une erreur est survenue",
    };
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
