use domain::fields::{FieldErrors, FieldProblem};
use leptos::prelude::*;

use super::step::Step;
use crate::components::form::Problems;

/// What is wrong with the form, and whether that is shown.
#[derive(Clone, Copy)]
pub struct Validation {
    /// Somebody has tried to deploy: from then on what is wrong is shown, and goes as it is mended.
    pub attempted: RwSignal<bool>,
    /// What the server found wrong in what was sent; forgotten at the next change.
    refused: RwSignal<FieldErrors>,
    /// What the browser finds wrong.
    found: Memo<FieldErrors>,
}

impl Validation {
    pub fn new(step: Step, found: Memo<FieldErrors>) -> Self {
        // A confirmation asked for by a form that is wrong shows what is wrong instead.
        let checked = matches!(step, Step::Check | Step::Confirm);
        let wrong = checked && !found.with_untracked(FieldErrors::is_empty);
        Self {
            attempted: RwSignal::new(wrong || step == Step::Join),
            refused: RwSignal::new(refused_at(step)),
            found,
        }
    }

    /// Shows what the server refused.
    pub fn refuse(self, errors: FieldErrors) {
        self.refused.set(errors);
        self.attempted.set(true);
    }

    /// What the server said of the form before a change no longer holds.
    pub fn forget_refusal(self) {
        self.refused.update(|refused| refused.0.clear());
    }

    /// Every problem, as it stands now.
    pub fn all(self) -> FieldErrors {
        let mut errors = self.found.get();
        for (field, problem) in self.refused.get().0 {
            errors.add(field, problem);
        }
        errors
    }

    /// The problems to show: none before the first try.
    pub fn shown(self) -> FieldErrors {
        if self.attempted.get() { self.all() } else { FieldErrors::default() }
    }

    /// What each control shows.
    pub fn problems(self) -> Problems {
        Problems::new(move |field| self.problem(field))
    }

    fn problem(self, field: &str) -> Option<FieldProblem> {
        if !self.attempted.get() {
            return None;
        }
        let refused = self.refused.with(|refused| refused.get(field).cloned());
        refused.or_else(|| self.found.with(|errors| errors.get(field).cloned()))
    }
}

/// What is wrong with the control of this identity, in the form around.
pub fn problem_of(field: impl Into<Signal<String>>) -> Signal<Option<String>> {
    expect_context::<Validation>().problems().of(field)
}

/// What the server found wrong with the way in which a form was posted.
fn refused_at(step: Step) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if step == Step::Join {
        errors.add("fichiers", FieldProblem::FileNotJoined);
    }
    errors
}
