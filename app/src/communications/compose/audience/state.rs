use domain::{
    PersonId,
    access::{Perimeter, view::PersonLabel},
    communications::{
        UNCHOSEN,
        view::{ComposeForm, FormClock, Survey},
    },
    targets::{MAX_TARGETS, TargetInput},
};
use leptos::prelude::*;

/// The current perimeter and targets, and the counts of the people they reach.
#[derive(Clone, Copy)]
pub struct Audience {
    /// Key of the chosen perimeter, or [`UNCHOSEN`].
    pub perimeter: RwSignal<String>,
    pub targets: RwSignal<Vec<TargetInput>>,
    /// Keys that stay with a target when another one above it is removed.
    pub uids: RwSignal<Vec<usize>>,
    /// The perimeters of one channel, with its code: rights differ by channel.
    pub perimeters: RwSignal<(String, Vec<Perimeter>)>,
    pub survey: RwSignal<Survey>,
    /// A count for the current form is on its way.
    pub counting: RwSignal<bool>,
    /// The last count, or the perimeters that it needs, failed: nobody waits for it.
    pub uncounted: RwSignal<bool>,
    /// How often perimeters have come: each time the form is counted anew, even if the sender is back
    /// on the channel that was counted last.
    pub arrivals: RwSignal<u32>,
    /// The names of schools that the opened form chose outside its perimeter.
    gone: StoredValue<Vec<(String, String)>>,
    /// People whom a search has found.
    met: RwSignal<Vec<PersonLabel>>,
    /// What the searches of a form without scripts found, by the key of the target.
    found: StoredValue<Vec<Vec<PersonLabel>>>,
    /// Whether the sender may name people.
    may_name: StoredValue<bool>,
    /// The clock of the perimeter with which the form opened.
    opened: StoredValue<FormClock>,
}

impl Audience {
    pub fn new(form: &ComposeForm) -> Self {
        let opened = FormClock {
            today: form.today,
            proposed: form.proposed,
            zone: form.zone.clone(),
            elsewhere: form.named_zone.is_some(),
            now: form.now,
        };
        Self {
            perimeter: RwSignal::new(form.input.perimeter.clone()),
            targets: RwSignal::new(form.input.targets.clone()),
            uids: RwSignal::new((0..form.input.targets.len()).collect()),
            perimeters: RwSignal::new((form.input.channel.clone(), form.perimeters.clone())),
            survey: RwSignal::new(form.survey.clone()),
            counting: RwSignal::new(false),
            uncounted: RwSignal::new(false),
            arrivals: RwSignal::new(0),
            gone: StoredValue::new(form.gone_schools.clone()),
            met: RwSignal::new(form.found_people.concat()),
            found: StoredValue::new(form.found_people.clone()),
            may_name: StoredValue::new(form.may_name),
            opened: StoredValue::new(opened),
        }
    }

    /// The number of people that all targets reach together.
    pub fn total(self) -> u64 {
        self.survey.with(|survey| survey.count.total)
    }

    /// The name of a school that is not in the perimeter, if the server said it.
    pub fn name_of_gone(self, id: &str) -> Option<String> {
        self.gone.with_value(|gone| gone.iter().find(|(gone, _)| gone == id).map(|(_, name)| name.clone()))
    }

    /// Whether the sender may name people.
    pub fn may_name(self) -> bool {
        self.may_name.get_value()
    }

    /// What the search of a target had found when the page was opened.
    pub fn found_at_first(self, uid: usize) -> Vec<PersonLabel> {
        self.found.with_value(|found| found.get(uid).cloned().unwrap_or_default())
    }

    /// Remembers the names of people whom a search has found.
    pub fn meet(self, people: &[PersonLabel]) {
        self.met.update(|met| {
            met.retain(|known| people.iter().all(|person| person.id != known.id));
            met.extend_from_slice(people);
        });
    }

    /// What is known of somebody who is named.
    pub fn label_of(self, id: &str) -> Option<PersonLabel> {
        let id: PersonId = id.parse().ok()?;
        let is = |person: &&PersonLabel| person.id == id;
        let counted = self.survey.with(|survey| survey.people.iter().find(is).cloned());
        counted.or_else(|| self.met.with(|met| met.iter().find(is).cloned()))
    }

    /// The clock of the perimeter.
    pub fn clock(self) -> FormClock {
        self.survey.with(|survey| survey.clock.clone()).unwrap_or_else(|| self.opened())
    }

    /// The clock as it was when the form opened.
    fn opened(self) -> FormClock {
        self.opened.get_value()
    }

    /// The perimeter that is chosen.
    pub fn chosen(self) -> Memo<Option<Perimeter>> {
        Memo::new(move |_| {
            let key = self.perimeter.get();
            self.perimeters.with(|(_, all)| all.iter().find(|perimeter| perimeter.key == key).cloned())
        })
    }

    /// Whether a perimeter has still to be chosen.
    pub fn unchosen(self) -> bool {
        self.perimeter.with(|key| key == UNCHOSEN)
    }

    /// Takes over the perimeters of a channel. If the chosen perimeter is not among them, another has
    /// to be chosen, unless there is only one.
    pub fn take_perimeters(self, channel: String, perimeters: Vec<Perimeter>) {
        let before = self.perimeter.get_untracked();
        let kept = perimeters.iter().any(|perimeter| perimeter.key == before);
        let next = match perimeters.as_slice() {
            [only] => only.key.clone(),
            _ => UNCHOSEN.to_owned(),
        };
        self.arrivals.update(|times| *times += 1);
        self.perimeters.set((channel, perimeters));
        if kept {
            // The same choice, among other options.
            self.perimeter.set(before);
        } else {
            self.choose_perimeter(next);
        }
    }

    pub fn choose_perimeter(self, key: String) {
        self.perimeter.set(key);
        // The chosen schools belong to another perimeter.
        self.targets.update(|targets| {
            for target in targets {
                target.custom_establishments = false;
                target.establishments.clear();
            }
        });
    }

    /// Other targets in the place of all.
    pub fn replace_targets(self, targets: Vec<TargetInput>) {
        self.counting.set(true);
        self.survey.update(|survey| survey.options.resize(targets.len(), survey.blank.clone()));
        self.uids.update(|uids| {
            let first = next(uids);
            *uids = (first..first + targets.len()).collect();
        });
        self.targets.set(targets);
    }

    /// Changes one target; does nothing if it was removed meanwhile.
    pub fn edit_target(self, position: usize, change: impl FnOnce(&mut TargetInput)) {
        self.targets.update(|targets| {
            if let Some(target) = targets.get_mut(position) {
                change(target);
            }
        });
    }

    pub fn add_target(self) {
        if self.targets.with_untracked(Vec::len) >= MAX_TARGETS {
            return;
        }
        self.survey.update(|survey| {
            survey.options.push(survey.blank.clone());
            survey.count.per_target.push(0);
        });
        self.counting.set(true);
        self.uids.update(|uids| uids.push(next(uids)));
        self.targets.update(|targets| targets.push(TargetInput::default()));
    }

    pub fn remove_target(self, uid: usize) {
        let position = self.uids.with_untracked(|uids| uids.iter().position(|known| *known == uid));
        let Some(position) = position else { return };
        self.counting.set(true);
        self.survey.update(|survey| {
            remove(&mut survey.options, position);
            remove(&mut survey.count.per_target, position);
        });
        self.uids.update(|uids| remove(uids, position));
        self.targets.update(|targets| remove(targets, position));
    }

    /// One target for everybody, in the first perimeter.
    pub fn reset(self) {
        let blank = vec![TargetInput::default()];
        // Without a change no count is requested, so none would ever come.
        let first = self
            .perimeters
            .with_untracked(|(_, perimeters)| perimeters.first().map(|first| first.key.clone()))
            .unwrap_or_default();
        if self.targets.with_untracked(|targets| *targets != blank)
            || self.perimeter.with_untracked(|perimeter| *perimeter != first)
        {
            self.counting.set(true);
        }
        self.survey.update(|survey| survey.options = vec![survey.blank.clone()]);
        self.uids.update(|uids| *uids = vec![next(uids)]);
        self.perimeter.set(first);
        self.targets.set(blank);
    }
}

fn next(uids: &[usize]) -> usize {
    uids.iter().max().map_or(0, |last| last + 1)
}

fn remove<T>(items: &mut Vec<T>, position: usize) {
    if position < items.len() {
        items.remove(position);
    }
}
