use leptos::prelude::*;

use crate::AppError;

/// Why the last request failed; kept until the next change or the next answer.
#[derive(Clone, Copy)]
pub struct ServerFailure {
    error: RwSignal<Option<AppError>>,
    /// It is the answer to *Déployer*, so it stands beside that button: the top of the form is out of sight
    /// there.
    answers_deploy: RwSignal<bool>,
}

impl ServerFailure {
    pub fn new(first: Option<AppError>) -> Self {
        Self { error: RwSignal::new(first), answers_deploy: RwSignal::new(false) }
    }

    pub fn get(self) -> Option<AppError> {
        self.error.get()
    }

    /// The same failure is not read out again.
    pub fn set(self, error: AppError) {
        if self.error.with_untracked(|known| known.as_ref() != Some(&error)) {
            self.answers_deploy.set(false);
            self.error.set(Some(error));
        }
    }

    /// The failure that is known by now is what came of *Déployer*.
    pub fn answer_deploy(self) {
        self.answers_deploy.set(true);
    }

    pub fn answers_deploy(self) -> bool {
        self.answers_deploy.get()
    }

    pub fn clear(self) {
        self.answers_deploy.set(false);
        self.error.set(None);
    }

    /// Whether time alone mends it.
    pub fn passes(self) -> bool {
        self.error.with_untracked(|error| error.as_ref().is_some_and(AppError::passes))
    }

    /// The server answers again: clears the failure to reach it.
    pub fn reached(self) {
        if self.passes() {
            self.clear();
        }
    }
}
