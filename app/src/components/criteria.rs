use domain::{
    directory::Profile,
    targets::{CriterionKind, PROFILES, TargetInput, TargetOptions, target_field},
    text::apostrophes,
};
use leptos::prelude::*;

use super::{
    When,
    criterion::CriterionPanel,
    form::{FieldSentence, Problems},
};
use crate::words;

/// *Profil*, *Niveau* … of a target: used for the recipients of a communication and for the holders
/// of a role.
#[component]
pub fn Criteria(
    /// Position in the form, from 0: part of the controls' names.
    position: Memo<usize>,
    /// What a screen reader hears after the name of a criterion, such as `, cible 2`.
    of: Signal<String>,
    target: Memo<TargetInput>,
    options: Memo<TargetOptions>,
    /// Called with the target after a change.
    change: Callback<TargetInput>,
    problems: Problems,
) -> impl IntoView {
    let toggle_profile = Callback::new(move |(code, chosen): (String, bool)| {
        let mut changed = target.get_untracked();
        toggle(&mut changed.profiles, &code, chosen);
        changed.drop_criteria_not_offered();
        change.run(changed);
    });
    view! {
        <div class="criteria">
            <Profiles position of target options change=toggle_profile problems />
            {CriterionKind::ALL
                .into_iter()
                .map(|kind| {
                    let change = Callback::new(move |(value, chosen): (String, bool)| {
                        let mut changed = target.get_untracked();
                        toggle(changed.values_mut(kind), &value, chosen);
                        change.run(changed);
                    });
                    view! { <Criterion kind position of target options change problems /> }
                })
                .collect_view()}
        </div>
    }
}

/// Adds or removes a value; the empty value means all and clears the criterion.
fn toggle(values: &mut Vec<String>, value: &str, chosen: bool) {
    if value.is_empty() {
        values.clear();
        return;
    }
    values.retain(|known| known != value);
    if chosen {
        values.push(value.to_owned());
    }
}

#[component]
fn Profiles(
    position: Memo<usize>,
    of: Signal<String>,
    target: Memo<TargetInput>,
    options: Memo<TargetOptions>,
    change: Callback<(String, bool)>,
    problems: Problems,
) -> impl IntoView {
    let choices = Memo::new(move |_| {
        let mut choices: Vec<(String, String)> = options
            .with(|options| options.profiles.clone())
            .into_iter()
            .map(|profile| (profile.code().to_owned(), words().targets.profile(profile).to_owned()))
            .collect();
        keep_chosen(&mut choices, &target.with(|target| target.profiles.clone()), |code| {
            Profile::from_code(code)
                .map_or_else(|| code.to_owned(), |profile| words().targets.profile(profile).to_owned())
        });
        choices
    });
    let chosen = Memo::new(move |_| target.with(|target| target.profiles.clone()));
    let field = Signal::derive(move || target_field(position.get(), PROFILES));
    view! {
        <CriterionPanel field label=words().targets.profile_label all=words().targets.all_profiles filter=words().targets.filter_profiles of choices chosen change />
        <FieldSentence field problem=problems.of(field) />
    }
}

/// A criterion is not offered if it makes no sense for the chosen profiles, or has no values there.
#[component]
fn Criterion(
    kind: CriterionKind,
    position: Memo<usize>,
    of: Signal<String>,
    target: Memo<TargetInput>,
    options: Memo<TargetOptions>,
    change: Callback<(String, bool)>,
    problems: Problems,
) -> impl IntoView {
    let chosen = Memo::new(move |_| target.with(|target| target.values(kind).clone()));
    let too_many = Memo::new(move |_| options.with(|options| options.too_many.contains(&kind)));
    let choices = Memo::new(move |_| {
        let names = options.with(|options| options.names(kind));
        let labelled = |name: String| (name.clone(), apostrophes(&name));
        let mut choices: Vec<_> = names.into_iter().map(labelled).collect();
        if too_many.get() {
            // Whether the schools have them is not known here.
            choices.extend(chosen.get().into_iter().map(labelled));
        } else {
            keep_chosen(&mut choices, &chosen.get(), apostrophes);
        }
        choices
    });
    let field = Signal::derive(move || target_field(position.get(), kind.part()));
    view! {
        <When holds=Signal::derive(move || !choices.with(Vec::is_empty))>
            <CriterionPanel
                field
                label=words().targets.criterion(kind)
                all=words().targets.all_of(kind)
                filter=words().targets.filter_of(kind)
                of
                choices
                chosen
                change
            />
            <FieldSentence field problem=problems.of(field) />
        </When>
        <When holds=too_many.into()>
            <p class="hint">{words().targets.too_many(kind)}</p>
        </When>
    }
}

/// A chosen value that the schools no longer have stays in the list, so that it can be seen and
/// removed.
fn keep_chosen(choices: &mut Vec<(String, String)>, chosen: &[String], label: impl Fn(&str) -> String) {
    for value in chosen {
        if !choices.iter().any(|(known, _)| known == value) {
            choices.push((value.clone(), words().targets.absent(&label(value))));
        }
    }
}
