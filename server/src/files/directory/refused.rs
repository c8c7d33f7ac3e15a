use axum::response::{IntoResponse, Response};
use http::StatusCode;

use crate::refusal::refused;

/// Why an upload is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotImported {
    Busy,
    Malformed,
    TooLarge,
    TooSlow,
}

impl NotImported {
    const fn status(self) -> StatusCode {
        match self {
            Self::Busy => StatusCode::CONFLICT,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::Busy => {
                "Un import est déjà en cours. Vos fichiers n’ont pas été pris ; attendez qu’il se termine, puis réessayez."
            }
            Self::Malformed => {
                "L’envoi n’a pas été compris, ou s’est interrompu. Rien n’a été changé ; choisissez les fichiers et renvoyez-les."
            }
            Self::TooLarge => {
                "L’envoi est trop volumineux : 200 Mo au plus par fichier, 300 Mo en tout. Rien n’a été changé."
            }
            Self::TooSlow => {
                "L’envoi a duré trop longtemps. Rien n’a été changé ; réessayez avec une meilleure connexion."
            }
        }
    }
}

impl IntoResponse for NotImported {
    fn into_response(self) -> Response {
        let back = ("Revenir à l’annuaire", "/administration/annuaire".to_owned());
        refused(self.status(), "Import refusé", vec![self.sentence().to_owned()], back)
    }
}
