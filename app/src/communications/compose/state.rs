use domain::{
    access::Perimeter,
    communications::{
        Channel, CommunicationInput,
        view::{ComposeForm, FormClock, Survey},
    },
    fields::{FieldErrors, FieldProblem},
    targets::{MAX_TARGETS, TargetInput},
    time::Stamp,
};
use leptos::prelude::*;

use super::{autosave::Draft, files::Files, send_at::propose, step::Step};
use crate::AppError;

/// The form in the making; every piece of the page reads and changes it through this.
#[derive(Clone, Copy)]
pub struct Compose {
    pub form: StoredValue<ComposeForm>,
    pub input: RwSignal<CommunicationInput>,
    /// Those of one channel, by its code: the rights on each channel differ.
    pub perimeters: RwSignal<(String, Vec<Perimeter>)>,
    /// Names that stay with a target when another one above it is removed.
    pub uids: RwSignal<Vec<usize>>,
    pub survey: RwSignal<Survey>,
    /// A count for what stands in the form is on its way.
    pub counting: RwSignal<bool>,
    /// Kept apart: this form is handed around by value.
    parts: StoredValue<(Files, Draft)>,
    /// Somebody has tried to deploy: from then on what is wrong is shown, and goes as it is mended.
    pub attempted: RwSignal<bool>,
    /// What the server found wrong in what was sent; forgotten at the next change.
    pub refused: RwSignal<FieldErrors>,
    pub failure: RwSignal<Option<AppError>>,
    /// When the draft was last kept, or why it was not.
    pub kept: RwSignal<Result<Option<Stamp>, AppError>>,
    pub confirming: RwSignal<bool>,
    pub resetting: RwSignal<bool>,
    pub deploying: RwSignal<bool>,
    /// Grows with each *Réinitialiser*: what keeps a text of its own empties it.
    pub emptied: RwSignal<u32>,
    errors: Memo<FieldErrors>,
}

impl Compose {
    pub fn new(mut form: ComposeForm, step: Step) -> Self {
        propose(&mut form.input, form.now);
        let input = RwSignal::new(form.input.clone());
        let survey = RwSignal::new(form.survey.clone());
        let counting = RwSignal::new(false);
        let files = Files::new(form.attachments.clone());
        let at_first = clock_of(&form);
        let errors = Memo::new(move |_| {
            let clock = survey.with(|survey| survey.clock.clone()).unwrap_or_else(|| at_first.clone());
            let mut errors = input.with(|input| input.parse(clock.today)).err().unwrap_or_default();
            if let Some(field) = input.with(|input| input.over_at(clock.now)) {
                errors.add(field, FieldProblem::InThePast);
            }
            if input.with(is_message) && files.failed() {
                errors.add("fichiers", FieldProblem::FileNotSent);
            }
            if !counting.get() && survey.with(|survey| survey.count.total) == 0 {
                errors.add("cibles", FieldProblem::ReachesNobody);
            }
            errors
        });
        // A confirmation asked for by a form that is wrong shows what is wrong instead.
        let checked = matches!(step, Step::Check | Step::Confirm);
        let wrong = checked && !errors.with_untracked(FieldErrors::is_empty);
        let draft = Draft::new(form.input.clone(), files.count_untracked());
        Self {
            uids: RwSignal::new((0..form.input.targets.len()).collect()),
            kept: RwSignal::new(Ok(form.saved)),
            perimeters: RwSignal::new((form.input.channel.clone(), form.perimeters.clone())),
            form: StoredValue::new(form),
            input,
            survey,
            counting,
            parts: StoredValue::new((files, draft)),
            attempted: RwSignal::new(wrong || step == Step::Join),
            refused: RwSignal::new(refused_at(step)),
            failure: RwSignal::new(None),
            confirming: RwSignal::new(step == Step::Confirm && !wrong),
            resetting: RwSignal::new(step == Step::Reset),
            deploying: RwSignal::new(false),
            emptied: RwSignal::new(0),
            errors,
        }
    }

    pub fn form_key(self) -> String {
        self.form.with_value(|form| form.form_key.clone())
    }

    pub fn draft(self) -> Draft {
        self.parts.with_value(|(_, draft)| *draft)
    }

    pub fn files(self) -> Files {
        self.parts.with_value(|(files, _)| *files)
    }

    /// The clock of the perimeter.
    pub fn clock(self) -> FormClock {
        self.survey.with(|survey| survey.clock.clone()).unwrap_or_else(|| self.form.with_value(clock_of))
    }

    pub fn is_message(self) -> bool {
        self.input.with(is_message)
    }

    /// Whether the rights let the sender choose this channel.
    pub fn offers(self, channel: Channel) -> bool {
        self.form.with_value(|form| form.channels.contains(&channel))
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
            self.perimeters.with(|(_, perimeters)| {
                let named = perimeters.iter().find(|perimeter| perimeter.key == key);
                named.or(perimeters.first()).cloned()
            })
        })
    }

    /// Takes over the perimeters of a channel. One that is not among them gives way to the first,
    /// and schools of it make no sense any more.
    pub fn take_perimeters(self, channel: String, perimeters: Vec<Perimeter>) {
        let key = self.input.with_untracked(|input| input.perimeter.clone());
        let first =
            |(_, perimeters): &(String, Vec<Perimeter>)| perimeters.first().map(|first| first.key.clone());
        let before = if key.is_empty() { self.perimeters.with_untracked(first) } else { Some(key) };
        let kept = perimeters.iter().any(|perimeter| Some(&perimeter.key) == before.as_ref());
        self.perimeters.set((channel, perimeters));
        self.edit(|input| {
            if kept {
                input.perimeter = before.unwrap_or_default();
            } else {
                input.perimeter.clear();
                forget_schools(input);
            }
        });
    }

    pub fn choose_perimeter(self, key: String) {
        self.edit(|input| {
            input.perimeter = key;
            forget_schools(input);
        });
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

    /// The form as new, under the same key and on the same channel.
    pub fn reset(self) {
        let clock = untrack(|| self.clock());
        self.attempted.set(false);
        self.kept.set(Ok(None));
        self.survey.update(|survey| survey.options = vec![survey.blank.clone()]);
        self.counting.set(true);
        self.uids.update(|uids| *uids = vec![uids.iter().max().map_or(0, |last| last + 1)]);
        self.edit(|input| {
            let channel = std::mem::take(&mut input.channel);
            *input = CommunicationInput { channel, ..CommunicationInput::blank(clock.today) };
            propose(input, clock.now);
        });
        self.files().stop();
        self.emptied.update(|times| *times += 1);
    }
}

/// What the server found wrong with the way in which a form was posted.
fn refused_at(step: Step) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if step == Step::Join {
        errors.add("fichiers", FieldProblem::FileNotJoined);
    }
    errors
}

/// Schools of another perimeter make no sense in this one.
fn forget_schools(input: &mut CommunicationInput) {
    for target in &mut input.targets {
        target.custom_establishments = false;
        target.establishments.clear();
    }
}

/// As the form opened.
fn clock_of(form: &ComposeForm) -> FormClock {
    FormClock { today: form.today, zone: form.zone.clone(), now: form.now }
}

fn is_message(input: &CommunicationInput) -> bool {
    input.channel == Channel::Message.code()
}
