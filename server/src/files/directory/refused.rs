use app::words;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use crate::refusal::refused;

/// Why an upload is refused.
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

    fn sentence(self) -> &'static str {
        match self {
            Self::Busy => words().upload.import_running,
            Self::Malformed => words().upload.import_malformed,
            Self::TooLarge => words().upload.import_too_large,
            Self::TooSlow => words().upload.import_too_slow,
        }
    }
}

impl IntoResponse for NotImported {
    fn into_response(self) -> Response {
        let back = (words().upload.back_to_directory, "/administration/annuaire".to_owned());
        refused(self.status(), words().upload.import_refused, vec![self.sentence().to_owned()], back)
    }
}
