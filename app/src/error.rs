use domain::{Conflict, access::Right, fields::FieldErrors};
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use crate::{json::JsonText, words};

/// Why the server did not do what a page asked: what happened, in a form that every page can tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    SignedOut,
    Forbidden(Right),
    AdministratorOnly,
    /// Inside a school or an authority, but its rights are administered by others.
    RightsAdministratorOnly,
    /// The right is there, and waits for the second factor that an administrator demands.
    SecondFactorMissing,
    NotFound,
    Fields(FieldErrors),
    /// The thing has moved on: it is already deployed, ended …
    Conflict(Conflict),
    /// The request was not one that a page of ours makes.
    Malformed,
    /// More was sent than any form of ours holds.
    TooLarge,
    /// Too many wrong passwords; in so many seconds the next one is heard.
    TooManyAttempts(u64),
    /// More is asked for at the moment than can be answered in time.
    Busy,
    /// Files cannot be looked through for viruses at the moment, so none is taken.
    ScannerUnavailable,
    /// Files can be neither kept nor read at the moment.
    StoreUnavailable,
    /// The server could not be reached.
    Unreachable,
    Internal,
}

impl AppError {
    /// The HTTP status that goes with it.
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::Forbidden(_)
            | Self::AdministratorOnly
            | Self::RightsAdministratorOnly
            | Self::SecondFactorMissing => 403,
            Self::NotFound => 404,
            Self::Conflict(_) => 409,
            Self::TooLarge => 413,
            Self::Fields(_) => 422,
            Self::Malformed => 400,
            Self::TooManyAttempts(_) => 429,
            Self::Unreachable | Self::Busy | Self::ScannerUnavailable | Self::StoreUnavailable => 503,
            Self::Internal => 500,
        }
    }

    /// The code of the right that was missing; empty where none was.
    pub const fn missing_right(&self) -> &'static str {
        match self {
            Self::Forbidden(right) => right.code(),
            Self::AdministratorOnly => "administer_portal",
            Self::RightsAdministratorOnly => "administer_rights",
            Self::SecondFactorMissing => "second_factor",
            _ => "",
        }
    }

    /// In a few words, for the head of a page.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::SignedOut => "Votre session est terminée",
            Self::Forbidden(_) | Self::AdministratorOnly | Self::RightsAdministratorOnly => "Accès refusé",
            Self::SecondFactorMissing => "Double authentification demandée",
            Self::TooManyAttempts(_) => "Trop d’essais",
            Self::Busy => "Le serveur est très sollicité",
            Self::ScannerUnavailable => "Aucun fichier ne peut être vérifié",
            Self::StoreUnavailable => "Les pièces jointes sont indisponibles",
            Self::NotFound => "Cette page n’existe pas",
            Self::Conflict(_) => "La situation a changé",
            Self::Fields(_) | Self::Malformed => "La demande n’a pas été comprise",
            Self::TooLarge => "La saisie est trop volumineuse",
            Self::Unreachable => "Le serveur ne répond pas",
            Self::Internal => "Une erreur est survenue",
        }
    }

    /// What happened, what was kept, what to do.
    pub fn sentence(&self) -> String {
        match self {
            Self::SignedOut => {
                "Votre session est terminée. Reconnectez-vous ; vos brouillons sont conservés.".into()
            }
            Self::Forbidden(right) => format!(
                "Il vous manque le droit « {} ». Rien n’a été enregistré. Demandez-le au chef d’établissement.",
                words().access.right(*right)
            ),
            Self::AdministratorOnly => "Cette page est réservée à l’administrateur du portail.".into(),
            Self::RightsAdministratorOnly => {
                "Il vous manque le droit « Gérer les droits d’accès » de cet établissement. Rien n’a été enregistré. \
                 Demandez-le au chef d’établissement."
                    .into()
            }
            Self::SecondFactorMissing => {
                "L’administrateur demande une double authentification à qui émet. Rien n’a été enregistré. \
                 Activez-la dans « Mon compte », puis revenez ici."
                    .into()
            }
            Self::TooManyAttempts(seconds) => {
                format!("Trop d’essais. Réessayez dans {}.", words().dates.duration(*seconds))
            }
            Self::Busy => "Le serveur est très sollicité. Rien n’a été changé. Réessayez dans un instant.".into(),
            Self::ScannerUnavailable => {
                "Les pièces jointes ne peuvent pas être vérifiées en ce moment. Le fichier n’a pas été joint ; réessayez dans quelques minutes."
                    .into()
            }
            Self::StoreUnavailable => {
                "Les pièces jointes sont indisponibles en ce moment. Rien n’a été changé ; réessayez dans quelques minutes."
                    .into()
            }
            Self::NotFound => "Cette page n’existe pas, ou elle ne vous est pas destinée.".into(),
            Self::Fields(_) => {
                "Certains champs sont à corriger. Rien n’a été envoyé, votre saisie est conservée.".into()
            }
            Self::Conflict(what) => words().refusals.conflict(*what).into(),
            Self::Malformed => {
                "La demande n’a pas été comprise. Rien n’a été enregistré. Rechargez la page.".into()
            }
            Self::TooLarge => {
                "Votre saisie est trop volumineuse. Rien n’a été enregistré. Raccourcissez-la, puis réessayez.".into()
            }
            Self::Unreachable => {
                "Le serveur ne répond pas. Votre saisie est conservée ici ; réessayez dans un instant.".into()
            }
            Self::Internal => {
                "Une erreur est survenue de notre côté. Rien n’a été changé. Réessayez dans quelques minutes."
                    .into()
            }
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonText;

    fn from_server_fn_error(reason: ServerFnErrorErr) -> Self {
        match reason {
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => Self::Malformed,
            _ => Self::Internal,
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl std::error::Error for AppError {}
