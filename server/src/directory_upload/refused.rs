use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;

/// Why an upload is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    Busy,
    Malformed,
    TooLarge,
    TooSlow,
}

impl Refused {
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

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let sentence = self.sentence();
        let page = format!(
            "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Import refusé – Porte-voix</title>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head><body><main>\
             <h1>Import refusé</h1><p>{sentence}</p>\
             <p><a href=\"/administration/annuaire\">Revenir à l’annuaire</a></p></main></body></html>"
        );
        (self.status(), Html(page)).into_response()
    }
}
