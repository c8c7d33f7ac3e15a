//! *Réglages de l'espace* and *Ajouter un espace*: plain forms.

use domain::{
    EstablishmentId, SpaceId,
    directory::Profile,
    fields::FieldErrors,
    search::name_key,
    spaces::{
        SpaceInput, SpaceKind, SpaceRight,
        view::{NamedRow, SpaceSettings},
    },
    targets::CriterionKind,
    text::apostrophes,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{new_space, open_settings},
    heading::{SpaceLink, not_found},
};
use crate::{
    components::{
        Breadcrumb, Failed, Failure, FormOutcome, FoundAgain, Notice,
        form::{CheckBox, GroupSentence, Label, TextField},
        form_outcome,
    },
    named::named,
    words,
};

/// What a search for people needs, and how many it lists.
const LEAST_LETTERS: usize = 2;
const MOST_FOUND: usize = 20;

/// *Réglages de l'espace*
#[component]
pub fn SpaceSettingsPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
    let query = use_query_map().get_untracked();
    let search = query.get("q").unwrap_or_default();
    let done = query.get("fait").is_some();
    let (searched, outcome) = (StoredValue::new(search), StoredValue::new(form_outcome()));
    let loaded = Resource::new_blocking(
        || (),
        move |()| async move {
            match id {
                Some(id) => open_settings(id, searched.get_value()).await,
                None => not_found(),
            }
        },
    );
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(settings) => {
                        Either::Left(
                            view! { <Loaded settings search=searched.get_value() outcome=outcome.get_value() done /> },
                        )
                    }
                    Err(error) => Either::Right(view! { <Title text=words().spaces.settings /> <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// *Ajouter un espace*
#[component]
pub fn NewSpacePage() -> impl IntoView {
    let school = use_query_map()
        .with_untracked(|query| query.get("etablissement").and_then(|id| id.parse().ok()))
        .map(EstablishmentId);
    let outcome = StoredValue::new(form_outcome());
    let loaded = Resource::new_blocking(
        || (),
        move |()| async move {
            match school {
                Some(school) => new_space(school).await,
                None => not_found(),
            }
        },
    );
    let action = format!("/espaces/nouveau?etablissement={}", school.unwrap_or(EstablishmentId(0)));
    let action = StoredValue::new(action);
    let title =
        words().common.title_of(words().spaces.add_space, outcome.with_value(FormOutcome::is_refused));
    view! {
        <Title text=title />
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(settings) => {
                        let outcome = outcome.get_value();
                        let school = settings.school.clone();
                        Either::Left(view! {
                            <Breadcrumb above=vec![(words().spaces.title, "/espaces")] here=words().spaces.add_space />
                            <h1>{words().spaces.add_space}</h1>
                            <p class="muted">{school}</p>
                            <Failed failure=outcome.failure.clone() />
                            <Readers settings action=action.get_value() outcome />
                        })
                    }
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(settings: SpaceSettings, search: String, outcome: FormOutcome, done: bool) -> impl IntoView {
    let Some(space) = settings.space.clone() else { return Either::Left(()) };
    let action = format!("/espaces/{}/reglages", space.id);
    let other = space.kind == SpaceKind::Other;
    let title = format!("{} – {}", words().spaces.settings, words().spaces.source(&space));
    Either::Right(view! {
        <Title text=words().common.title_of(&title, outcome.is_refused()) />
        <Breadcrumb above=vec![(words().spaces.title, "/espaces")] here=words().spaces.settings />
        <SpaceLink space=space.clone() />
        <h1>{words().spaces.settings}</h1>
        {done.then(|| view! { <Notice kind="success" what=words().spaces.settings_kept next="" /> })}
        {if other {
            Either::Left(view! {
                <Failed failure=outcome.failure_of("lecteurs") />
                <Readers settings=settings.clone() action=action.clone() outcome=outcome.clone() />
            })
        } else {
            Either::Right(view! { <p class="muted">{words().spaces.standard_readers}</p> })
        }}
        <Failed failure=outcome.failure_of("retirer") />
        <NamedPeople rows=settings.named.clone() action=action.clone() />
        <Failed failure=outcome.failure_of("personne") />
        <AddPerson settings=settings.clone() search id=space.id action=action.clone() outcome=outcome.clone() />
        <Failed failure=outcome.failure_of("population") />
        <AddPopulation settings action outcome />
    })
}

fn problem(errors: &FieldErrors, field: &str) -> Signal<Option<String>> {
    Signal::stored(errors.get(field).map(|problem| words().fields.problem(problem)))
}

/// The name and the readers of a space that the school added.
#[component]
fn Readers(settings: SpaceSettings, action: String, outcome: FormOutcome) -> impl IntoView {
    let errors = outcome.errors.clone();
    let list = |name: &str| {
        let text = outcome.typed(name).unwrap_or_default();
        text.split('\n').filter(|code| !code.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let input = match outcome.typed("nom") {
        Some(name) => SpaceInput { name, profiles: list("profils"), levels: list("niveaux") },
        None => settings.input.clone(),
    };
    let SpaceInput { name, profiles, levels } = input;
    // What was ticked and is gone meanwhile stays ticked: without it the space would be open to others.
    let of_codes = profiles.iter().filter_map(|code| Profile::from_code(code));
    let profiles_offered = with(settings.profiles, of_codes);
    let levels_offered = with(settings.levels, levels.iter().cloned());
    let already_there =
        Some(words().spaces.already_there(settings.published)).filter(|said| !said.is_empty());
    view! {
        <form
            class="card stack printed"
            method="post"
            action=named(&action)
            aria-labelledby="lecteurs"
            novalidate
            data-keeps="true"
        >
            <h2 id="lecteurs">{words().spaces.readers}</h2>
            <FoundAgain />
            <input type="hidden" name="version" value=settings.version />
            {already_there.map(|said| view! { <p class="hint">{said}</p> })}
            <TextField id="nom" label=Label::new(words().spaces.space_name).marked() value=name problem=problem(&errors, "nom") />
            <fieldset class="field">
                <legend class="label">{words().targets.profile_label}</legend>
                {profiles_offered
                    .into_iter()
                    .map(|profile| {
                        let checked = profiles.iter().any(|code| code == profile.code());
                        let label = words().targets.profile(profile);
                        view! { <CheckBox name="profils" value=profile.code().to_owned() checked>{label}</CheckBox> }
                    })
                    .collect_view()}
                <GroupSentence field="profils" problem=problem(&errors, "profils") />
            </fieldset>
            <fieldset class="field">
                <legend class="label">{words().targets.criterion(CriterionKind::Level)}</legend>
                <p class="hint">{words().spaces.levels_hint}</p>
                {levels_offered
                    .into_iter()
                    .map(|level| {
                        let checked = levels.contains(&level);
                        let label = level.clone();
                        view! { <CheckBox name="niveaux" value=level checked>{label}</CheckBox> }
                    })
                    .collect_view()}
                <GroupSentence field="niveaux" problem=problem(&errors, "niveaux") />
            </fieldset>
            <div class="cluster">
                <button class="button button-primary" type="submit" name="action" value="lecteurs">{words().common.validate}</button>
            </div>
        </form>
    }
}

/// These choices, and those that were made of others.
fn with<T: PartialEq>(mut offered: Vec<T>, chosen: impl Iterator<Item = T>) -> Vec<T> {
    for one in chosen {
        if !offered.contains(&one) {
            offered.push(one);
        }
    }
    offered
}

/// What was typed into a field of the form with this `action`; empty if another form came back.
fn typed_in(outcome: &FormOutcome, action: &str, field: &str) -> String {
    if outcome.is_of(action) { outcome.typed(field).unwrap_or_default() } else { String::new() }
}

fn right_name(right: SpaceRight) -> &'static str {
    match right {
        SpaceRight::Write => words().spaces.writer,
        SpaceRight::Moderate => words().spaces.moderator,
    }
}

#[component]
fn NamedPeople(rows: Vec<NamedRow>, action: String) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="designes">
            <h2 id="designes">{words().spaces.named}</h2>
            <p class="muted">{words().spaces.named_hint}</p>
            {if rows.is_empty() {
                Either::Left(view! { <p class="muted">{words().spaces.nobody_named}</p> })
            } else {
                let lines = rows
                    .into_iter()
                    .map(|row| {
                        let who = row.who.clone();
                        view! {
                            // Who it is stands beside the form: forms are not printed.
                            <li class="cluster">
                                <span>
                                    <strong>{right_name(row.what)}</strong> {words().common.colon} " " {row.who}
                                    {row.gone.then(|| view! { " " <span class="muted">{words().spaces.named_gone}</span> })}
                                </span>
                                <form method="post" action=named(&action)>
                                    <input type="hidden" name="ligne" value=row.row.to_string() />
                                    <button class="button button-small" type="submit" name="action" value="retirer">
                                        {words().common.delete}
                                        <span class="visually-hidden">" " {who}</span>
                                    </button>
                                </form>
                            </li>
                        }
                    })
                    .collect_view();
                Either::Right(view! { <ul class="plain">{lines}</ul> })
            }}
        </section>
    }
}

#[component]
fn RightChoice(id: &'static str, chosen: String) -> impl IntoView {
    let option = |right: SpaceRight| {
        let selected = right.code() == chosen;
        view! { <option value=right.code() selected=selected>{right_name(right)}</option> }
    };
    let options = SpaceRight::ALL.map(option);
    view! {
        <div class="field">
            <label for=id>{words().spaces.right}</label>
            <select class="input" id=id name="droit">
                {options.collect_view()}
            </select>
        </div>
    }
}

/// A search in the address, then a form with the people who were found.
#[component]
fn AddPerson(
    settings: SpaceSettings,
    search: String,
    id: SpaceId,
    action: String,
    outcome: FormOutcome,
) -> impl IntoView {
    let found = settings.found;
    let said = (!search.is_empty()).then(|| match name_key(&search).chars().count() {
        0..LEAST_LETTERS => words().access.two_letters.to_owned(),
        _ => words().targets.found_people(found.len(), MOST_FOUND),
    });
    let problem = problem(&outcome.errors, "personne");
    let chosen = typed_in(&outcome, "personne", "personne");
    let right = typed_in(&outcome, "personne", "droit");
    let kept = search.clone();
    view! {
        <section class="card stack" aria-labelledby="ajouter-personne">
            <h2 id="ajouter-personne" tabindex="-1">{words().spaces.add_person}</h2>
            <form class="cluster" method="get" action=format!("/espaces/{id}/reglages#ajouter-personne") role="search">
                <TextField id="q" label=words().spaces.person_name value=search kind="search" />
                <button class="button" type="submit">{words().common.search}</button>
            </form>
            {said.map(|said| view! { <p class="muted">{said}</p> })}
            {(!found.is_empty())
                .then(|| {
                    view! {
                        <form class="stack" method="post" action=named(&action)>
                            // The form comes back with those who were found.
                            <input type="hidden" name="q" value=kept />
                            <fieldset class="field">
                                <legend class="label">{words().spaces.people_found}</legend>
                                {found
                                    .into_iter()
                                    .map(|person| {
                                        let value = person.id.to_string();
                                        let checked = value == chosen;
                                        view! {
                                            <label class="choice">
                                                <input type="radio" name="personne" value=value checked=checked required />
                                                " " {person.name.clone()} " "
                                                <span class="muted small">{words().access.person_place(&person)}</span>
                                            </label>
                                        }
                                    })
                                    .collect_view()}
                            </fieldset>
                            <RightChoice id="droit-personne" chosen=right />
                            <div class="cluster">
                                <button class="button" type="submit" name="action" value="personne">{words().spaces.add}</button>
                            </div>
                        </form>
                    }
                })}
            <GroupSentence field="personne" problem />
        </section>
    }
}

#[component]
fn AddPopulation(settings: SpaceSettings, action: String, outcome: FormOutcome) -> impl IntoView {
    let problem = problem(&outcome.errors, "population");
    let of = |field: &str| typed_in(&outcome, "population", field);
    let (chosen, typed_function, right) = (of("profil"), of("fonction"), of("droit"));
    let profiles = with(settings.profiles, Profile::from_code(&chosen).into_iter());
    let named_function = Some(typed_function.clone()).filter(|function| !function.is_empty());
    let functions = with(settings.functions, named_function.into_iter());
    view! {
        <form class="card stack" method="post" action=named(&action) aria-labelledby="ajouter-population" data-keeps="true">
            <h2 id="ajouter-population">{words().spaces.add_population}</h2>
            <FoundAgain />
            <div class="cluster">
                <div class="field">
                    <label for="profil">{words().targets.profile_label}</label>
                    <select class="input" id="profil" name="profil">
                        <option value="">{words().spaces.any}</option>
                        {profiles
                            .iter()
                            .map(|profile| {
                                let selected = profile.code() == chosen;
                                view! {
                                    <option value=profile.code() selected=selected>
                                        {words().targets.profile(*profile)}
                                    </option>
                                }
                            })
                            .collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label for="fonction">{words().targets.criterion(CriterionKind::Function)}</label>
                    <select class="input" id="fonction" name="fonction">
                        <option value="">{words().spaces.any}</option>
                        {functions
                            .iter()
                            .map(|function| {
                                let selected = *function == typed_function;
                                view! { <option value=function.clone() selected=selected>{apostrophes(function)}</option> }
                            })
                            .collect_view()}
                    </select>
                </div>
                <RightChoice id="droit-population" chosen=right />
            </div>
            <GroupSentence field="population" problem />
            <div class="cluster">
                <button class="button" type="submit" name="action" value="population">{words().spaces.add}</button>
            </div>
        </form>
    }
}
