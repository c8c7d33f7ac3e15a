use domain::{
    Conflict,
    access::{REQUESTS, Right},
    communications::Severity,
    fields::FieldErrors,
};
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use crate::{
    json::{self, JsonText},
    words,
};

/// Why a request failed, in a form that every page can show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    SignedOut,
    Forbidden(Right),
    /// The right goes only up to this severity.
    SeverityForbidden(Severity),
    AdministratorOnly,
    /// The caller belongs to the school or authority, but does not administer its rights.
    RightsAdministratorOnly,
    /// The caller has the right, but lacks the second factor that an administrator requires.
    SecondFactorMissing,
    /// The page was made for another person than the one who is signed in now, whose name this is.
    OtherPerson {
        now: String,
    },
    NotFound,
    Fields(FieldErrors),
    /// The state has changed: already deployed, ended …
    Conflict(Conflict),
    /// No page of ours sends such a request.
    Malformed,
    /// The address exists, but not for this method.
    WrongMethod,
    /// The request is longer than any of our forms.
    TooLarge,
    /// Too many wrong passwords; the number of seconds until the next attempt.
    TooManyAttempts(u64),
    /// Too many of the person's pages are open and follow changes.
    TooManyPages,
    /// The server is too busy to answer in time.
    Busy,
    /// The database takes no changes at the moment.
    Unwritable,
    /// The database does not answer at the moment.
    Away,
    /// The answer took too long and was given up; nobody knows whether the change was kept. With the
    /// number of the request.
    Late {
        request: Option<String>,
    },
    /// The virus scanner is not available, so no file is accepted.
    ScannerUnavailable,
    /// The file store is not available.
    StoreUnavailable,
    /// The server could not be reached.
    Unreachable,
    /// Nobody knows whether the communication that was to be deployed has gone out. A page finds that; it is
    /// never sent.
    #[serde(skip)]
    Unanswered,
    /// Something on the way answered in the server's place, with this status: a filter, a proxy.
    Intercepted {
        status: u16,
    },
    /// Our fault. With the number of the request, under which the log has the reason.
    Internal {
        request: Option<String>,
    },
}

impl AppError {
    /// What an answer means to a page that asked: what the server said, or else what whoever answered in its
    /// place can have meant.
    pub fn of_answer(status: u16, text: &str) -> Self {
        json::read(text).unwrap_or(match status {
            413 => Self::TooLarge,
            429 => Self::Busy,
            // So a proxy answers while its server is away, or too slow.
            400..=599 if !matches!(status, 408 | 421 | 425 | 502..=504) => Self::Intercepted { status },
            _ => Self::Unreachable,
        })
    }

    /// Our fault. On the server it carries the number of the request that is answered.
    pub fn internal() -> Self {
        #[cfg(feature = "ssr")]
        let request = request_number();
        #[cfg(not(feature = "ssr"))]
        let request = None;
        Self::Internal { request }
    }

    /// The answer took too long. On the server it carries the number of the request.
    #[cfg(feature = "ssr")]
    pub fn late() -> Self {
        Self::Late { request: request_number() }
    }

    /// The HTTP status of the error.
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::Forbidden(_)
            | Self::SeverityForbidden(_)
            | Self::AdministratorOnly
            | Self::RightsAdministratorOnly
            | Self::SecondFactorMissing => 403,
            Self::Intercepted { status } => *status,
            Self::NotFound => 404,
            Self::WrongMethod => 405,
            Self::Conflict(_) | Self::OtherPerson { .. } => 409,
            Self::TooLarge => 413,
            Self::Fields(_) => 422,
            Self::Malformed => 400,
            Self::TooManyAttempts(_) | Self::TooManyPages => 429,
            Self::Unreachable
            | Self::Unanswered
            | Self::Busy
            | Self::Unwritable
            | Self::Away
            | Self::Late { .. }
            | Self::ScannerUnavailable
            | Self::StoreUnavailable => 503,
            Self::Internal { .. } => 500,
        }
    }

    /// After how many seconds it is worth trying again, if time alone mends it.
    pub const fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooManyAttempts(seconds) => Some(*seconds),
            Self::TooManyPages => Some(60),
            Self::Busy | Self::Away | Self::Late { .. } => Some(5),
            Self::Unwritable => Some(120),
            _ => None,
        }
    }

    /// Whether it is worth asking again by itself. Some proxies forbid everything while their server is away.
    pub const fn passes(&self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::Intercepted { .. }
                | Self::Busy
                | Self::Unwritable
                | Self::Away
                | Self::Late { .. }
                | Self::TooManyPages
                | Self::TooManyAttempts(_)
                | Self::ScannerUnavailable
                | Self::StoreUnavailable
                | Self::Internal { .. }
        )
    }

    /// The request, or its answer, did not get through: it may as soon as the line is good again.
    pub const fn is_of_line(&self) -> bool {
        matches!(self, Self::Unreachable | Self::Intercepted { .. })
    }

    /// Without an answer nobody knows whether what was asked for was done.
    pub const fn leaves_open(&self) -> bool {
        matches!(self, Self::Unreachable | Self::Late { .. } | Self::Intercepted { status: 500.. })
    }

    /// The code of the missing right; empty for other errors.
    pub const fn missing_right(&self) -> &'static str {
        match self {
            Self::Forbidden(right) => right.code(),
            Self::SeverityForbidden(_) => Right::CreateCommunication.code(),
            Self::AdministratorOnly => "administer_portal",
            Self::RightsAdministratorOnly => "administer_rights",
            Self::SecondFactorMissing => "second_factor",
            _ => "",
        }
    }

    /// The page where staff can ask for the missing right.
    pub fn request_address(&self) -> Option<String> {
        let droit = match self {
            Self::Forbidden(_) | Self::RightsAdministratorOnly | Self::SeverityForbidden(_) => {
                self.missing_right()
            }
            _ => return None,
        };
        Some(format!("{REQUESTS}?droit={droit}"))
    }

    /// A short title for the page.
    pub fn title(&self) -> &'static str {
        match self {
            Self::SignedOut => words().refusals.signed_out_title,
            Self::Forbidden(_)
            | Self::SeverityForbidden(_)
            | Self::AdministratorOnly
            | Self::RightsAdministratorOnly => words().refusals.forbidden_title,
            Self::SecondFactorMissing => words().refusals.second_factor_title,
            Self::TooManyAttempts(_) => words().refusals.too_many_attempts_title,
            Self::TooManyPages => words().refusals.too_many_pages_title,
            Self::Busy => words().refusals.busy_title,
            Self::Unwritable => words().refusals.unwritable_title,
            Self::Away => words().refusals.away_title,
            Self::Late { .. } => words().refusals.late_title,
            Self::ScannerUnavailable => words().refusals.scanner_title,
            Self::StoreUnavailable => words().refusals.store_title,
            Self::OtherPerson { .. } => words().refusals.other_person_title,
            Self::NotFound => words().refusals.not_found_title,
            Self::Conflict(_) => words().refusals.conflict_title,
            Self::Fields(_) | Self::Malformed | Self::WrongMethod => words().refusals.malformed_title,
            Self::TooLarge => words().refusals.too_large_title,
            Self::Unreachable | Self::Unanswered => words().refusals.unreachable_title,
            Self::Intercepted { .. } => words().refusals.intercepted_title,
            Self::Internal { .. } => words().refusals.internal_title,
        }
    }

    /// What happened, what was saved, and what to do.
    pub fn sentence(&self) -> String {
        match self {
            Self::SignedOut => words().refusals.signed_out.into(),
            Self::Forbidden(right) => words().refusals.forbidden(*right),
            Self::SeverityForbidden(most) => words().refusals.severity_forbidden(*most),
            Self::AdministratorOnly => words().refusals.administrator_only.into(),
            Self::RightsAdministratorOnly => words().refusals.rights_administrator_only.into(),
            Self::SecondFactorMissing => words().refusals.second_factor_missing.into(),
            Self::TooManyAttempts(seconds) => words().refusals.too_many_attempts(*seconds),
            Self::TooManyPages => words().refusals.too_many_pages.into(),
            Self::Busy => words().refusals.busy.into(),
            Self::Unwritable => words().refusals.unwritable.into(),
            Self::Away => words().refusals.away.into(),
            Self::Late { request } => words().refusals.late(request.as_deref()),
            Self::ScannerUnavailable => words().refusals.scanner_unavailable.into(),
            Self::StoreUnavailable => words().refusals.store_unavailable.into(),
            Self::OtherPerson { now } => words().refusals.other_person(now),
            Self::NotFound => words().refusals.not_found.into(),
            Self::Fields(_) => words().refusals.fields.into(),
            Self::Conflict(what) => words().refusals.conflict(*what),
            Self::Malformed => words().refusals.malformed.into(),
            Self::WrongMethod => words().refusals.wrong_method.into(),
            Self::TooLarge => words().refusals.too_large.into(),
            Self::Unreachable => words().refusals.unreachable.into(),
            Self::Unanswered => words().refusals.unanswered.into(),
            Self::Intercepted { status } => words().refusals.intercepted(*status),
            Self::Internal { request: None } => words().refusals.internal.into(),
            Self::Internal { request: Some(number) } => words().refusals.internal_numbered(number),
        }
    }
}

/// The number of the request that is answered. What Leptos runs on tasks of its own knows it by the
/// parts of the request.
#[cfg(feature = "ssr")]
pub(crate) fn request_number() -> Option<String> {
    use backend::request::{Request, current};
    use leptos::prelude::use_context;

    let by_leptos = || use_context::<http::request::Parts>()?.extensions.get::<Request>().cloned();
    current().or_else(by_leptos).map(|request| request.number().to_owned())
}

impl FromServerFnError for AppError {
    type Encoder = JsonText;

    fn from_server_fn_error(reason: ServerFnErrorErr) -> Self {
        match reason {
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            // In the browser: not an answer of ours, but of a proxy that could not reach the server.
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Response(_)
                if !cfg!(feature = "ssr") =>
            {
                Self::Unreachable
            }
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => Self::Malformed,
            _ => Self::internal(),
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl std::error::Error for AppError {}

#[cfg(test)]
mod tests {
    use super::AppError;

    #[test]
    fn what_answers_in_place_of_the_server_is_not_taken_for_its_silence() {
        const PAGE: &str = "<h1>Nginx</h1>";
        for status in [0, 408, 502, 503, 504] {
            assert_eq!(AppError::of_answer(status, PAGE), AppError::Unreachable, "{status}");
        }
        assert_eq!(AppError::of_answer(413, PAGE), AppError::TooLarge);
        assert!(!AppError::TooLarge.passes(), "trying again never helps");
        assert_eq!(AppError::of_answer(429, PAGE), AppError::Busy);
        for (status, open) in [(401, false), (403, false), (404, false), (500, true), (520, true)] {
            let error = AppError::of_answer(status, PAGE);
            assert_eq!(error, AppError::Intercepted { status });
            assert!(error.passes(), "a proxy may answer so while its server is away");
            assert_eq!(error.leaves_open(), open, "{status}");
            assert!(error.sentence().contains(&status.to_string()), "{}", error.sentence());
        }
        let ours = AppError::of_answer(500, "{\"Internal\":{\"request\":null}}");
        assert_eq!(ours, AppError::Internal { request: None });
    }
}
