use app::{AppError, RefusedPage, server_side::ANSWERED, words};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::{DraftId, fields::FieldProblem, files::AttachmentView};
use http::{HeaderValue, StatusCode};

use crate::{
    door::texts,
    refusal::{refused, say_when},
};

/// Why files are not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAttached {
    Malformed,
    /// The whole request is too large, or the text of the form.
    FormTooLarge,
    TooSlow,
    Reason(AppError),
}

/// All files of a form, as JSON for a script.
pub fn listed(files: &[AttachmentView]) -> Response {
    Json(files).into_response()
}

impl NotAttached {
    pub fn of(reason: backend::Error) -> Self {
        match reason {
            backend::Error::Interrupted => Self::Malformed,
            other => Self::Reason(other.into()),
        }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::FormTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Reason(AppError::Fields(errors))
                if errors.0.values().any(|problem| matches!(problem, FieldProblem::FileTooLarge { .. })) =>
            {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::Reason(reason) => {
                StatusCode::from_u16(reason.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }

    pub fn reason(&self) -> AppError {
        match self {
            Self::Malformed | Self::TooSlow => AppError::Malformed,
            Self::FormTooLarge => AppError::TooLarge,
            Self::Reason(reason) => reason.clone(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Malformed => words().upload.malformed.to_owned(),
            Self::FormTooLarge => words().upload.too_large.to_owned(),
            Self::TooSlow => words().upload.too_slow.to_owned(),
            Self::Reason(AppError::Fields(errors)) => {
                let problems: Vec<String> =
                    errors.0.values().map(|problem| words().fields.problem(problem)).collect();
                words().upload.not_joined(&problems)
            }
            Self::Reason(reason) => reason.sentence(),
        }
    }

    /// The answer for a script.
    pub fn json(&self) -> Response {
        marked((self.status(), Json(self.reason())).into_response(), &self.reason())
    }

    /// A page with a link back to a place of the form, whose text is kept in a draft; where it is in none, the
    /// page has it to copy.
    pub fn page(&self, draft: Option<DraftId>, place: &str, fields: Vec<(String, String)>) -> Response {
        let id = draft.map(|id| id.to_string()).unwrap_or_default();
        let back = format!("{}{place}", app::address("/communications/nouvelle", &[("brouillon", &id)]));
        let mut sentences = vec![self.sentence()];
        sentences.extend(draft.map(|_| words().upload.typing_kept.to_owned()));
        let back = (words().upload.back_to_form, back);
        let mut response = refused(self.status(), words().upload.refused, sentences, back);
        if draft.is_none()
            && let Some(page) = response.extensions_mut().get_mut::<RefusedPage>()
        {
            page.typed = texts(fields);
        }
        marked(response, &self.reason())
    }
}

/// Marks the answer for the layers around it; they remove the mark before the answer leaves.
fn marked(mut response: Response, reason: &AppError) -> Response {
    response.headers_mut().insert(ANSWERED, HeaderValue::from_static(reason.missing_right()));
    say_when(reason, &mut response);
    response
}
