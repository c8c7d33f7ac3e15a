use domain::{
    access::{Extent, Scope, view::ScopeChoice},
    directory::Profile,
    targets::TargetInput,
};
use leptos::{ev, html, prelude::*};

use super::{
    counting::count_again,
    state::{Access, Form, GranteeKind},
};
use crate::{
    AppError,
    components::{Icon, Line, When, lines, words_afresh},
    words,
};

/// How many people the line would give its role to, with warnings.
#[component]
pub fn Gain() -> impl IntoView {
    let access = expect_context::<Access>();
    let kind = access.kind;
    let scope = access.list.with_untracked(|list| list.page.scope.clone());
    let gain = Memo::new(move |_| access.form.with(|form| gain(kind, form)));
    let warnings = Memo::new(move |_| access.form.with(|form| warnings(kind, form, &scope)));
    let failed = move || access.uncounted.with(Option::is_some);
    let place = NodeRef::<html::Div>::new();
    view! {
        <div class="gain" role="status" tabindex="-1" node_ref=place aria-busy=move || access.is_counting().to_string()>
            <p translate="no">
                <strong class="gain-count">
                    {move || {
                        let people = gain.with(|gain| gain.people).filter(|_| !failed());
                        people.map(|count| words().numbers.number(count))
                    }}
                </strong>
                {move || {
                    if failed() { words().access.uncounted } else { gain.with(|gain| sentence(kind, gain.people)) }
                }}
            </p>
            <p class="gain-who" translate="no">{move || if failed() { String::new() } else { gain.with(|gain| gain.who.clone()) }}</p>
        </div>
        <Uncounted place />
        {lines(move || {
            let warning = |sentence: String| {
                Line::new(sentence.clone(), move || {
                    view! {
                        <div class="notice" data-kind="warning" role="alert">
                            <Icon name="warning" />
                            <p>{sentence}</p>
                        </div>
                    }
                    .into_any()
                })
            };
            warnings.get().into_iter().map(warning).collect()
        })}
    }
}

/// Why there is no count, and *Réessayer*. The button disappears, so the focus goes to where the count
/// will stand.
#[component]
fn Uncounted(place: NodeRef<html::Div>) -> impl IntoView {
    let access = expect_context::<Access>();
    let retry = move |_: ev::MouseEvent| {
        if let Some(place) = place.get_untracked() {
            let _ = place.focus();
        }
        count_again(access);
    };
    let sentence =
        move || access.uncounted.with(|failed| failed.as_ref().map(AppError::sentence).unwrap_or_default());
    // What is said changes inside, so that the button keeps the focus.
    view! {
        <When holds=Signal::derive(move || access.uncounted.with(Option::is_some))>
            <div class="notice" data-kind="error" role="alert">
                <Icon name="alert" />
                <p>{words_afresh(Signal::derive(sentence))}</p>
                <button class="button button-small" type="button" on:click=retry>
                    {words().common.retry}
                </button>
            </div>
        </When>
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct GainOfLine {
    /// `None` while nobody is chosen.
    people: Option<u64>,
    /// The profiles, or the person.
    who: String,
}

fn gain(kind: GranteeKind, form: &Form) -> GainOfLine {
    match (kind, &form.person) {
        (GranteeKind::Population, _) if form.line.population == TargetInput::default() => {
            GainOfLine::default()
        }
        (GranteeKind::Population, _) => {
            let profiles = form.survey.per_profile.iter().map(|(profile, people)| {
                words().common.labelled(words().targets.profile(*profile), &words().numbers.number(*people))
            });
            GainOfLine { people: Some(form.survey.people), who: profiles.collect::<Vec<_>>().join(" · ") }
        }
        (GranteeKind::Person, None) => GainOfLine::default(),
        (GranteeKind::Person, Some(person)) => GainOfLine {
            people: Some(1),
            who: format!("{}, {}", person.name, words().access.person_place(person)),
        },
    }
}

fn sentence(kind: GranteeKind, people: Option<u64>) -> &'static str {
    match (people, kind) {
        (Some(count), _) => words().access.gets_role(count),
        (None, GranteeKind::Population) => words().access.choose_criterion,
        (None, GranteeKind::Person) => words().access.choose_person,
    }
}

/// Warns about pupils and parents (they seldom send communications), about a whole authority, and
/// about a line that is already there.
fn warnings(kind: GranteeKind, form: &Form, scope: &ScopeChoice) -> Vec<String> {
    let mut said = Vec::new();
    let of_person = form.person.as_ref().and_then(|person| person.place.as_ref());
    let profiles = match kind {
        GranteeKind::Population => form.survey.per_profile.clone(),
        GranteeKind::Person => of_person.map(|place| (place.profile, 1)).into_iter().collect(),
    };
    let few: Vec<String> = profiles
        .into_iter()
        .filter(|(profile, people)| matches!(profile, Profile::Student | Profile::Parent) && *people > 0)
        .map(|(profile, people)| words().targets.pupils_or_parents(profile, people))
        .collect();
    if !few.is_empty() {
        said.push(words().access.unusual(&few));
    }
    if form.is_repeated() {
        said.push(words().access.repeated.to_owned());
    }
    let whole = match kind {
        GranteeKind::Population => form.line.extent == Extent::Whole.code(),
        GranteeKind::Person => form.person.is_some(),
    };
    if whole && matches!(scope.scope, Scope::Authority(_)) {
        said.push(words().access.whole_authority(scope.schools));
    }
    said
}
