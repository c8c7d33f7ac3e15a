use std::collections::BTreeMap;

use domain::{accounts::view::NewLink, fields::FieldErrors};

use crate::AppError;

/// What became of a plain form, when its page is rendered again instead of being left: put into
/// the request by the form's route.
#[derive(Clone, Debug, Default)]
pub struct FormOutcome {
    pub errors: FieldErrors,
    /// Why nothing was done, where no single field is to blame.
    pub failure: Option<AppError>,
    /// What was typed, but passwords.
    pub typed: BTreeMap<String, String>,
    /// A link that is shown this once …
    pub link: Option<NewLink>,
    /// … and what its path is appended to, such as `https://ent.example`.
    pub origin: String,
}

impl FormOutcome {
    /// What was typed into a field, if the form came back.
    pub fn typed(&self, field: &str) -> Option<String> {
        self.typed.get(field).cloned()
    }

    /// Whether the form with this `action` came back.
    pub fn is_of(&self, action: &str) -> bool {
        self.typed.get("action").is_some_and(|of| of == action)
    }

    pub fn is_refused(&self) -> bool {
        self.failure.is_some() || !self.errors.is_empty()
    }
}

/// What became of the form that this page was posted with; nothing when it was merely opened.
pub fn form_outcome() -> FormOutcome {
    #[cfg(feature = "ssr")]
    let outcome = leptos::prelude::use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<FormOutcome>().cloned())
        .unwrap_or_default();
    #[cfg(not(feature = "ssr"))]
    let outcome = FormOutcome::default();
    outcome
}
