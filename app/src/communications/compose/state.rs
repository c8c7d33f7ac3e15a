use domain::{
    access::Perimeter,
    communications::{
        CommunicationInput,
        view::{ComposeForm, Survey},
    },
    fields::{FieldErrors, FieldProblem},
    targets::{MAX_TARGETS, TargetInput},
    time::Stamp,
};
use leptos::prelude::*;

use super::step::Step;
use crate::AppError;

/// The form in the making; every piece of the page reads and changes it through this.
#[derive(Clone, Copy)]
pub struct Compose {
    pub form: StoredValue<ComposeForm>,
    pub input: RwSignal<CommunicationInput>,
    /// Names that stay with a target when another one above it is removed.
    pub uids: RwSignal<Vec<usize>>,
    pub survey: RwSignal<Survey>,
    /// A count for what stands in the form is on its way.
    pub counting: RwSignal<bool>,
    /// Somebody has tried to deploy: from then on what is wrong is shown, and goes as it is mended.
    pub attempted: RwSignal<bool>,
    /// What the server found wrong in what was sent; forgotten at the next change.
    pub refused: RwSignal<FieldErrors>,
    pub failure: RwSignal<Option<AppError>>,
    pub saved: RwSignal<Option<Stamp>>,
    pub save_failed: RwSignal<Option<AppError>>,
    pub confirming: RwSignal<bool>,
    pub resetting: RwSignal<bool>,
    pub deploying: RwSignal<bool>,
    errors: Memo<FieldErrors>,
}

impl Compose {
    pub fn new(form: ComposeForm, step: Step) -> Self {
        let input = RwSignal::new(form.input.clone());
        let survey = RwSignal::new(form.survey.clone());
        let counting = RwSignal::new(false);
        let today = form.today;
        let errors = Memo::new(move |_| {
            let mut errors = input.with(|input| input.parse(today)).err().unwrap_or_default();
            if !counting.get() && survey.with(|survey| survey.count.total) == 0 {
                errors.add("cibles", FieldProblem::ReachesNobody);
            }
            errors
        });
        // A confirmation asked for by a form that is wrong shows what is wrong instead.
        let checked = matches!(step, Step::Check | Step::Confirm);
        let wrong = checked && !errors.with_untracked(FieldErrors::is_empty);
        Self {
            uids: RwSignal::new((0..form.input.targets.len()).collect()),
            saved: RwSignal::new(form.saved),
            form: StoredValue::new(form),
            input,
            survey,
            counting,
            attempted: RwSignal::new(wrong),
            refused: RwSignal::default(),
            failure: RwSignal::new(None),
            save_failed: RwSignal::new(None),
            confirming: RwSignal::new(step == Step::Confirm && !wrong),
            resetting: RwSignal::new(step == Step::Reset),
            deploying: RwSignal::new(false),
            errors,
        }
    }

    pub fn form_key(self) -> String {
        self.form.with_value(|form| form.form_key.clone())
    }

    /// Changes the form; what the server said of the old one no longer holds.
    pub fn edit(self, change: impl FnOnce(&mut CommunicationInput)) {
        self.refused.update(|refused| refused.0.clear());
        self.failure.set(None);
        self.input.update(change);
    }

    /// Every problem, as it stands now.
    pub fn all_errors(self) -> FieldErrors {
        let mut errors = self.errors.get();
        for (field, problem) in self.refused.get().0 {
            errors.add(field, problem);
        }
        errors
    }

    /// The problems to show: none before the first try.
    pub fn shown_errors(self) -> FieldErrors {
        if self.attempted.get() { self.all_errors() } else { FieldErrors::default() }
    }

    /// The problem of one control.
    pub fn error(self, field: &str) -> Option<FieldProblem> {
        if !self.attempted.get() {
            return None;
        }
        let refused = self.refused.with(|refused| refused.get(field).cloned());
        refused.or_else(|| self.errors.with(|errors| errors.get(field).cloned()))
    }

    pub fn perimeter(self) -> Memo<Option<Perimeter>> {
        Memo::new(move |_| {
            let key = self.input.with(|input| input.perimeter.clone());
            self.form.with_value(|form| {
                let named = form.perimeters.iter().find(|perimeter| perimeter.key == key);
                named.or(form.perimeters.first()).cloned()
            })
        })
    }

    pub fn add_target(self) {
        if self.input.with_untracked(|input| input.targets.len()) >= MAX_TARGETS {
            return;
        }
        self.survey.update(|survey| {
            survey.options.push(survey.blank.clone());
            survey.count.per_target.push(0);
        });
        self.counting.set(true);
        self.uids.update(|uids| uids.push(uids.iter().max().map_or(0, |last| last + 1)));
        self.edit(|input| input.targets.push(TargetInput::default()));
    }

    pub fn remove_target(self, uid: usize) {
        let Some(position) = self.uids.with_untracked(|uids| uids.iter().position(|known| *known == uid))
        else {
            return;
        };
        self.counting.set(true);
        self.survey.update(|survey| {
            if position < survey.options.len() {
                survey.options.remove(position);
            }
            if position < survey.count.per_target.len() {
                survey.count.per_target.remove(position);
            }
        });
        self.uids.update(|uids| {
            uids.remove(position);
        });
        self.edit(|input| {
            if position < input.targets.len() {
                input.targets.remove(position);
            }
        });
    }

    /// The form as new, under the same key.
    pub fn reset(self) {
        let today = self.form.with_value(|form| form.today);
        self.attempted.set(false);
        self.saved.set(None);
        self.survey.update(|survey| survey.options = vec![survey.blank.clone()]);
        self.counting.set(true);
        self.uids.update(|uids| *uids = vec![uids.iter().max().map_or(0, |last| last + 1)]);
        self.edit(|input| *input = CommunicationInput::blank(today));
    }
}
