use leptos::prelude::*;

use crate::AppError;

/// Why the last request failed; kept until the next change or the next answer.
#[derive(Clone, Copy)]
pub struct ServerFailure(RwSignal<Option<AppError>>);

impl ServerFailure {
    pub fn new(first: Option<AppError>) -> Self {
        Self(RwSignal::new(first))
    }

    pub fn get(self) -> Option<AppError> {
        self.0.get()
    }

    /// The same failure is not read out again.
    pub fn set(self, error: AppError) {
        if self.0.with_untracked(|known| known.as_ref() != Some(&error)) {
            self.0.set(Some(error));
        }
    }

    pub fn clear(self) {
        self.0.set(None);
    }

    /// Whether time alone mends it.
    pub fn passes(self) -> bool {
        self.0.with_untracked(|error| error.as_ref().is_some_and(AppError::passes))
    }

    /// The server answers again: clears the failure to reach it.
    pub fn reached(self) {
        if self.passes() {
            self.clear();
        }
    }
}
