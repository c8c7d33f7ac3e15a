use std::collections::BTreeMap;

use domain::{
    accounts::{batch::PrintedSheet, view::NewLink},
    fields::FieldErrors,
    portals::view::Tried,
};

use crate::AppError;

/// The result of a plain form when its page is shown again. The form's route puts it into the
/// request.
#[derive(Clone, Debug, Default)]
pub struct FormOutcome {
    pub errors: FieldErrors,
    /// Why the form failed, if no single field is the cause.
    pub failure: Option<AppError>,
    /// The typed values, without passwords.
    pub typed: BTreeMap<String, String>,
    /// A new link, shown only this once …
    pub link: Option<NewLink>,
    /// … and the origin to put before its path, such as `https://ent.example`.
    pub origin: String,
    /// New recovery codes, shown only this once.
    pub recovery_codes: Vec<String>,
    /// Coupons with new codes, shown only this once.
    pub coupons: Option<PrintedSheet>,
    /// What was found about a portal's statement.
    pub tried: Option<Tried>,
}

impl FormOutcome {
    /// The value typed into a field, if the form came back.
    pub fn typed(&self, field: &str) -> Option<String> {
        self.typed.get(field).cloned()
    }

    /// Whether the form with this `action` came back.
    pub fn is_of(&self, action: &str) -> bool {
        self.typed.get("action").is_some_and(|of| of == action)
    }

    /// The errors of the form with this `action`; none when another form came back.
    pub fn errors_of(&self, action: &str) -> FieldErrors {
        if self.is_of(action) { self.errors.clone() } else { FieldErrors::default() }
    }

    /// Why the form with this `action` failed as a whole; nothing when another form came back.
    pub fn failure_of(&self, action: &str) -> Option<AppError> {
        self.failure.clone().filter(|_| self.is_of(action))
    }

    /// Whether the form with this `action` was refused.
    pub fn is_refusal_of(&self, action: &str) -> bool {
        self.is_of(action) && self.is_refused()
    }

    pub fn is_refused(&self) -> bool {
        self.failure.is_some() || !self.errors.is_empty()
    }
}

/// The result of the form posted to this page; empty when the page was only opened.
pub fn form_outcome() -> FormOutcome {
    #[cfg(feature = "ssr")]
    let outcome = leptos::prelude::use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<FormOutcome>().cloned())
        .unwrap_or_default();
    #[cfg(not(feature = "ssr"))]
    let outcome = FormOutcome::default();
    outcome
}
