//! *Personnes*: the people of a target, named one by one.

use domain::{
    access::view::PersonLabel,
    communications::Channel,
    targets::{PEOPLE, PEOPLE_CHOICE, PEOPLE_SEARCH, TargetInput, target_field},
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{choice::is_chosen, state::Audience};
use crate::{
    AppError,
    communications::{api::find_recipients, compose::validation::problem_of},
    components::{
        Icon, Line, debounce,
        form::{Bound, CheckBox, FieldSentence, FilterInput, Radio},
        lines,
    },
    words,
};

const SEARCH_AFTER_MS: u32 = 300;
const SEARCH_AGAIN_MS: u32 = 3_000;
/// Shorter searches would find half of a school.
const LEAST_LETTERS: usize = 2;
/// The most results that the server returns.
const MOST_FOUND: usize = 20;

/// Whether a target is for people with certain criteria, or for people who are named.
#[component]
pub fn PeopleChoice(position: Memo<usize>, target: Memo<TargetInput>) -> impl IntoView {
    let audience = expect_context::<Audience>();
    let named = Bound::new(Memo::new(move |_| target.with(|target| target.named)), move |is_named| {
        audience.edit_target(position.get_untracked(), |target| target.named = is_named);
    });
    let choice = named.coded(PEOPLE, "criteres");
    let name = Signal::derive(move || target_field(position.get(), PEOPLE_CHOICE));
    view! {
        <fieldset class="people-choice">
            <legend class="label">
                {words().targets.people_choice}
                " "
                <span class="visually-hidden">{words().compose.of_target_before} " " {move || (position.get() + 1).to_string()}</span>
            </legend>
            <div class="choice-inline">
                <Radio name value="criteres" chosen=choice>{words().targets.by_criteria}</Radio>
                <Radio name value=PEOPLE chosen=choice>{words().targets.by_name}</Radio>
            </div>
        </fieldset>
    }
}

/// The people who are named, and the search for more. The style sheet shows it while *Personnes
/// nommées* is chosen, so that it works without JavaScript.
#[component]
pub fn People(uid: usize, position: Memo<usize>, target: Memo<TargetInput>) -> impl IntoView {
    let audience = expect_context::<Audience>();
    let found = RwSignal::new(audience.found_at_first(uid));
    let said = RwSignal::new(String::new());
    let chosen = Memo::new(move |_| target.with(|target| target.people.clone()));
    let field = Signal::derive(move || target_field(position.get(), PEOPLE));
    // Somebody who is taken out stays in the list until the page is left, so that nothing jumps; who
    // is in the list of those who were found stays there.
    let listed = Memo::new(move |before: Option<&Vec<String>>| {
        let mut listed = before.cloned().unwrap_or_default();
        let more: Vec<String> = chosen.get().into_iter().filter(|id| !listed.contains(id)).collect();
        listed.extend(more);
        listed
    });
    let above = Memo::new(move |_| {
        let found = found.with(|found| found.iter().map(|person| person.id.to_string()).collect::<Vec<_>>());
        listed.get().into_iter().filter(|id| !found.contains(id)).collect::<Vec<_>>()
    });
    view! {
        <div class="people-list" id=move || field.get() tabindex="-1">
            <p class="hint" role="status" translate="no">{move || words().targets.people_named(chosen.with(Vec::len) as u64)}</p>
            <div class="choice-list">
                {lines(move || {
                    let line = |id: String| {
                        Line::new(id.clone(), move || {
                            view! { <NamedChoice position field chosen id /> }.into_any()
                        })
                    };
                    above.get().into_iter().map(line).collect()
                })}
            </div>
            <Search position target found said />
            <div class="choice-list" role="group" aria-label=words().targets.people_found>
                {lines(move || {
                    let line = |person: PersonLabel| {
                        Line::new(person.id.to_string(), move || {
                            view! { <FoundChoice position field chosen person /> }.into_any()
                        })
                    };
                    found.get().into_iter().map(line).collect()
                })}
            </div>
            <p class="hint" role="status" translate="no">{move || said.get()}</p>
            <FieldSentence field problem=problem_of(field) />
        </div>
    }
}

/// Somebody who was named before.
#[component]
fn NamedChoice(
    position: Memo<usize>,
    field: Signal<String>,
    chosen: Memo<Vec<String>>,
    id: String,
) -> impl IntoView {
    let audience = expect_context::<Audience>();
    let checked = is_chosen(position, chosen, id.clone(), |target| &mut target.people);
    let known = id.clone();
    let label = move || match audience.label_of(&known) {
        Some(person) => view! { <Named person /> }.into_any(),
        // The count that is on its way brings the name.
        None if audience.counting.get() => "…".into_any(),
        None => view! { <Icon name="warning" /> " " {words().targets.person_gone} }.into_any(),
    };
    view! { <CheckBox name=field value=id checked>{label}</CheckBox> }
}

#[component]
fn FoundChoice(
    position: Memo<usize>,
    field: Signal<String>,
    chosen: Memo<Vec<String>>,
    person: PersonLabel,
) -> impl IntoView {
    let id = person.id.to_string();
    let checked = is_chosen(position, chosen, id.clone(), |target| &mut target.people);
    view! {
        <CheckBox name=field value=id checked>
            <Named person />
        </CheckBox>
    }
}

/// The name, and what tells the person apart.
#[component]
fn Named(person: PersonLabel) -> impl IntoView {
    let place = words().access.person_place(&person);
    view! { <bdi>{person.name}</bdi> " " <span class="hint">{place}</span> }
}

/// The search by name. Without JavaScript its button posts the form.
#[component]
fn Search(
    position: Memo<usize>,
    target: Memo<TargetInput>,
    found: RwSignal<Vec<PersonLabel>>,
    /// What the search has found, in words.
    said: RwSignal<String>,
) -> impl IntoView {
    let wanted = RwSignal::new(target.with_untracked(|target| target.people_search.clone()));
    let name = Signal::derive(move || Some(target_field(position.get(), PEOPLE_SEARCH)));
    keep_found(wanted, found, said);
    view! {
        <FilterInput label=words().targets.people_search name wanted />
        <noscript inner_html=search_button()></noscript>
        <p class="hint">{words().targets.people_search_hint}</p>
    }
}

/// Inside `<noscript>`, which a browser with scripts reads as text, so it must not be hydrated.
fn search_button() -> String {
    format!(
        "<button class=\"button\" type=\"submit\" name=\"action\" value=\"chercher-personnes\">{}</button>",
        words().common.search
    )
}

/// Searches once typing pauses, and keeps only the answer to the latest search.
fn keep_found(wanted: RwSignal<String>, found: RwSignal<Vec<PersonLabel>>, said: RwSignal<String>) {
    let audience = expect_context::<Audience>();
    let latest = StoredValue::new(0_u32);
    debounce(
        // Whom one perimeter has, another may not have.
        move || (wanted.get(), audience.perimeter.get()),
        SEARCH_AFTER_MS,
        move |(search, perimeter): (String, String)| {
            latest.update_value(|latest| *latest += 1);
            let question = latest.get_value();
            let search = search.trim().to_owned();
            let channel = audience.perimeters.with_untracked(|(channel, _)| Channel::from_code(channel));
            let Some(channel) = channel.filter(|_| search.chars().count() >= LEAST_LETTERS) else {
                found.set(Vec::new());
                said.set(String::new());
                return;
            };
            spawn_local(async move {
                // The answer to an older search must not replace that to a newer one.
                let is_latest = || latest.try_get_value() == Some(question);
                while is_latest() {
                    let answer = find_recipients(channel, perimeter.clone(), search.clone()).await;
                    if !is_latest() {
                        return;
                    }
                    let again = answer.as_ref().is_err_and(AppError::passes);
                    match answer {
                        Ok(people) => {
                            said.set(words().targets.found_people(people.len(), MOST_FOUND));
                            audience.meet(&people);
                            found.set(people);
                        }
                        Err(error) => {
                            // Whom an older search found is no answer to this one.
                            found.set(Vec::new());
                            said.set(error.sentence());
                        }
                    }
                    if !again {
                        return;
                    }
                    TimeoutFuture::new(SEARCH_AGAIN_MS).await;
                }
            });
        },
    );
}
