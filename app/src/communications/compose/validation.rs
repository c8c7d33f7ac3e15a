use domain::fields::{FieldErrors, FieldProblem};
use leptos::prelude::*;

use super::step::Step;
use crate::components::form::Problems;

/// The errors of the form, and whether they are shown.
#[derive(Clone, Copy)]
pub struct Validation {
    /// The sender has tried to deploy: from then on errors are shown, and disappear as they are
    /// corrected.
    pub attempted: RwSignal<bool>,
    /// How often the sender was refused: each time the list of errors takes the focus, and never while
    /// mistakes are being corrected.
    pub refusals: RwSignal<u32>,
    /// The errors that the server found; cleared at the next change.
    refused: RwSignal<FieldErrors>,
    /// The errors that the browser finds.
    found: Memo<FieldErrors>,
}

impl Validation {
    pub fn new(step: Step, refused: FieldErrors, found: Memo<FieldErrors>) -> Self {
        // A confirmation of a form with errors shows the errors instead.
        let checked = matches!(step, Step::Check | Step::Confirm);
        let wrong = checked && !(refused.is_empty() && found.with_untracked(FieldErrors::is_empty));
        Self {
            attempted: RwSignal::new(wrong || step == Step::Join),
            refusals: RwSignal::new(u32::from(wrong || step == Step::Join)),
            refused: RwSignal::new(refused_at(step, refused)),
            found,
        }
    }

    /// Shows the errors found by the server.
    pub fn refuse(self, errors: FieldErrors) {
        self.refused.set(errors);
        self.show();
    }

    /// Shows the errors.
    pub fn show(self) {
        self.attempted.set(true);
        self.refusals.update(|times| *times += 1);
    }

    /// Forgets the server's errors: they do not apply after a change.
    pub fn forget_refusal(self) {
        self.refused.update(|refused| refused.0.clear());
    }

    /// Every current problem.
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

    /// The problems of each control, for the form kit.
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

/// The problem of the control with this `id`, in the surrounding form.
pub fn problem_of(field: impl Into<Signal<String>>) -> Signal<Option<String>> {
    expect_context::<Validation>().problems().of(field)
}

/// Without JavaScript: the errors that the server found, and that of a chosen file which was not
/// attached.
fn refused_at(step: Step, mut errors: FieldErrors) -> FieldErrors {
    if step == Step::Join {
        errors.add("fichiers", FieldProblem::FileNotJoined);
    }
    errors
}
