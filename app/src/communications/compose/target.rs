use domain::{
    communications::{form, view::TargetOptions},
    directory::Profile,
    targets::{CriterionKind, TargetInput, target_field},
};
use leptos::prelude::*;

use super::{criterion::CriterionPanel, errors::FieldError, schools::Schools, state::Compose};
use crate::{components::Icon, labels};

/// One *Cible*: its reach, its criteria, its schools.
#[component]
pub fn TargetCard(uid: usize) -> impl IntoView {
    let compose = expect_context::<Compose>();
    // A card that is on its way out has no position any more; it reads as the first.
    let position = Memo::new(move |_| {
        compose.uids.with(|uids| uids.iter().position(|known| *known == uid)).unwrap_or_default()
    });
    let target = Memo::new(move |_| {
        compose.input.with(|input| input.targets.get(position.get()).cloned()).unwrap_or_default()
    });
    let options = Memo::new(move |_| {
        compose.survey.with(|survey| survey.options.get(position.get()).cloned()).unwrap_or_default()
    });
    let change = move |change: &dyn Fn(&mut TargetInput)| {
        let position = position.get_untracked();
        compose.edit(|input| input.targets.get_mut(position).into_iter().for_each(change));
    };
    let number = move || position.get() + 1;
    let alone = move || compose.uids.with(Vec::len) < 2;
    view! {
        <fieldset class="card target" id=move || format!("cible-{}", number())>
            <legend class="visually-hidden">"Cible "{number}</legend>
            <input type="hidden" name="cible" value=number />
            <div class="card-head">
                <div class="target-name">
                    <h3>"Cible "{number}</h3>
                    " "
                    <Reach position />
                </div>
                <button
                    class="button button-quiet button-small target-remove"
                    type="submit"
                    name="action"
                    value=move || format!("retirer-cible-{}", number())
                    aria-label=move || format!("Supprimer la cible {}", number())
                    hidden=alone
                    on:click=move |event| {
                        event.prevent_default();
                        compose.remove_target(uid);
                    }
                >
                    <Icon name="trash" />
                    " "
                    <span>"Supprimer"</span>
                </button>
            </div>
            <div class="criteria">
                <Profiles position target options change=Callback::new(move |(code, chosen): (String, bool)| {
                    change(&|target| {
                        toggle(&mut target.profiles, &code, chosen);
                        target.drop_criteria_not_offered();
                    });
                }) />
                {CriterionKind::ALL
                    .into_iter()
                    .map(|kind| view! {
                        <Criterion kind position target options change=Callback::new(move |(value, chosen): (String, bool)| {
                            change(&|target| toggle(target.values_mut(kind), &value, chosen));
                        }) />
                    })
                    .collect_view()}
            </div>
            <Schools position target />
        </fieldset>
    }
}

/// Adds or removes a value; an empty one stands for all of them and clears the criterion.
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
fn Reach(position: Memo<usize>) -> impl IntoView {
    let compose = expect_context::<Compose>();
    let people = Memo::new(move |_| {
        compose.survey.with(|survey| survey.count.per_target.get(position.get()).copied()).unwrap_or_default()
    });
    let empty = move || people.get() == 0 && !compose.counting.get();
    view! {
        <span class="reach" data-empty=move || empty().then_some("true") aria-busy=move || compose.counting.get().to_string() role="status">
            {move || if empty() {
                view! { <Icon name="warning" /> " Cette cible n’atteint personne" }.into_any()
            } else {
                view! { <Icon name="people" /> " " {labels::people(people.get())} }.into_any()
            }}
        </span>
    }
}

#[component]
fn Profiles(
    position: Memo<usize>,
    target: Memo<TargetInput>,
    options: Memo<TargetOptions>,
    change: Callback<(String, bool)>,
) -> impl IntoView {
    let choices = Memo::new(move |_| {
        let mut choices: Vec<(String, String)> = options
            .with(|options| options.profiles.clone())
            .into_iter()
            .map(|profile| (profile.code().to_owned(), labels::profile(profile).to_owned()))
            .collect();
        keep_chosen(&mut choices, &target.with(|target| target.profiles.clone()), |code| {
            Profile::from_code(code)
                .map_or_else(|| code.to_owned(), |profile| labels::profile(profile).to_owned())
        });
        choices
    });
    let chosen = Memo::new(move |_| target.with(|target| target.profiles.clone()));
    let field = Signal::derive(move || target_field(position.get(), form::PROFILES));
    view! {
        <CriterionPanel field label="Profil" all="Tous" filter="Filtrer les profils" position choices chosen change />
        <FieldError field />
    }
}

/// A criterion that makes no sense for the chosen profiles, or that nobody there has, is not offered.
#[component]
fn Criterion(
    kind: CriterionKind,
    position: Memo<usize>,
    target: Memo<TargetInput>,
    options: Memo<TargetOptions>,
    change: Callback<(String, bool)>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| target.with(|target| target.values(kind).clone()));
    let choices = Memo::new(move |_| {
        let names: Vec<String> = options.with(|options| match kind {
            CriterionKind::Level => options.levels.iter().map(ToString::to_string).collect(),
            CriterionKind::SubLevel => options.sub_levels.iter().map(ToString::to_string).collect(),
            CriterionKind::Function => options.functions.iter().map(ToString::to_string).collect(),
            CriterionKind::Subject => options.subjects.iter().map(ToString::to_string).collect(),
        });
        let mut choices: Vec<_> = names.into_iter().map(|name| (name.clone(), name)).collect();
        keep_chosen(&mut choices, &chosen.get(), ToOwned::to_owned);
        choices
    });
    let field = Signal::derive(move || target_field(position.get(), kind.part()));
    view! {
        <Show when=move || !choices.with(Vec::is_empty)>
            <CriterionPanel
                field
                label=labels::criterion(kind)
                all=labels::all_of(kind)
                filter=labels::filter_of(kind)
                position
                choices
                chosen
                change
            />
            <FieldError field />
        </Show>
    }
}

/// A chosen value that the schools no longer have stays in the list, to be seen and removed.
fn keep_chosen(choices: &mut Vec<(String, String)>, chosen: &[String], label: impl Fn(&str) -> String) {
    for value in chosen {
        if !choices.iter().any(|(known, _)| known == value) {
            choices.push((value.clone(), format!("{} (absent de ces établissements)", label(value))));
        }
    }
}
