use domain::access::view::{AccessPage, OpenRequest, PersonLabel, PopulationSurvey};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{
    add::AddForm,
    api::find_people,
    recap::Recap,
    state::{Access, GranteeKind},
};
use crate::{
    AppError,
    components::{
        Line, debounce,
        form::{Bound, Combobox, ComboboxEvent, Label},
        lines, mark_heard, warn_before_leaving,
    },
    json::Packed,
    words,
};

const SEARCH_AFTER_MS: u32 = 250;
const SEARCH_AGAIN_MS: u32 = 3_000;
/// Shorter searches would find half the directory.
const LEAST_LETTERS: usize = 2;
/// The most results that the server returns.
const MOST_FOUND: usize = 20;

/// *Accès utilisateur*
#[cfg_attr(any(feature = "ssr", feature = "management"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "management")), component)]
pub fn PersonAccess(
    page: Packed<AccessPage>,
    /// The request for a role that fills in the form.
    prefilled: Packed<Option<OpenRequest>>,
) -> impl IntoView {
    mark_heard();
    let (Packed(page), Packed(prefilled)) = (page, prefilled);
    let access = Access::new(GranteeKind::Person, page, PopulationSurvey::default());
    if let Some(request) = prefilled {
        access.prefill(request);
    }
    provide_context(access);
    warn_before_leaving(move || access.pending() > 0);
    view! {
        <AddForm>
            <PersonSearch />
        </AddForm>
        <Recap />
    }
}

/// The list under the field.
#[derive(Clone, Default)]
struct Results {
    people: Vec<PersonLabel>,
    /// The result of the search in words; empty before the first search.
    said: String,
    open: bool,
    /// The row selected with the arrow keys.
    active: Option<usize>,
}

impl Results {
    fn expanded(&self) -> bool {
        self.open && !self.people.is_empty()
    }

    fn close(&mut self) {
        self.open = false;
        self.active = None;
    }

    /// Moves one row down or up, and wraps around at the ends.
    fn step(&mut self, down: bool) {
        let count = self.people.len();
        if count == 0 {
            return;
        }
        self.open = true;
        self.active = Some(match (self.active, down) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        });
    }

    fn of(found: Result<Vec<PersonLabel>, AppError>) -> Self {
        let (people, said) = match found {
            Err(error) => (Vec::new(), error.sentence()),
            Ok(people) => {
                let said = words().access.people_found(people.len(), MOST_FOUND);

                (people, said)
            }
        };
        Self { people, said, open: true, active: None }
    }
}

fn choose(access: Access, results: RwSignal<Results>, position: usize) {
    if let Some(person) = results.with_untracked(|results| results.people.get(position).cloned()) {
        access.search.set(person.name.clone());
        access.choose_person(Some(person));
        results.set(Results::default());
    }
}

/// *Cible*: who the role is given to.
#[component]
fn PersonSearch() -> impl IntoView {
    let access = expect_context::<Access>();
    let results = RwSignal::new(Results::default());
    keep_found(access, results);
    let typed = Bound::new(access.search, move |text| {
        if access.form.with_untracked(|form| form.person.is_some()) {
            access.choose_person(None);
        }
        results.update(|results| results.active = None);
        access.search.set(text);
    });
    let happened = Callback::new(move |event| match event {
        ComboboxEvent::Open => results.update(|results| results.open = true),
        ComboboxEvent::Close => results.update(Results::close),
        ComboboxEvent::Down => results.update(|results| results.step(true)),
        ComboboxEvent::Up => results.update(|results| results.step(false)),
        ComboboxEvent::Choose => {
            if let Some(position) = results.with_untracked(|results| results.active) {
                choose(access, results, position);
            }
        }
    });
    view! {
        <Combobox
            id="cible"
            label=Label::new(words().access.target).marked()
            placeholder=words().access.name_hint
            value=typed
            expanded=Signal::derive(move || results.with(Results::expanded))
            active=Signal::derive(move || results.with(|results| results.active))
            happened
            status=Signal::derive(move || state(access, results))
            problem=access.problems().of("cible")
        >
            <Choices results />
        </Combobox>
    }
}

#[component]
fn Choices(results: RwSignal<Results>) -> impl IntoView {
    Effect::new(move |_| {
        let Some(position) = results.with(|results| results.active) else { return };
        if let Some(choice) = document().get_element_by_id(&format!("cible-choix-{position}")) {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            choice.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    view! {
        <ul
            class="listbox"
            id="cible-liste"
            role="listbox"
            aria-label=words().access.found
            hidden=move || !results.with(Results::expanded)
        >
            {lines(move || {
                let line = |(position, person): (usize, PersonLabel)| {
                    Line::new(format!("{position} {}", person.id), move || {
                        view! { <Choice results position person /> }.into_any()
                    })
                };
                results.with(|results| results.people.clone()).into_iter().enumerate().map(line).collect()
            })}
        </ul>
    }
}

#[component]
fn Choice(results: RwSignal<Results>, position: usize, person: PersonLabel) -> impl IntoView {
    let access = expect_context::<Access>();
    let place = words().access.person_place(&person);
    view! {
        <li
            class="listbox-choice"
            id=format!("cible-choix-{position}")
            role="option"
            aria-selected=move || results.with(|results| results.active == Some(position)).to_string()
            // Otherwise the field would lose the focus, and the list would close, before the click.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| choose(access, results, position)
        >
            {person.name}
            " "
            <span class="hint">{place}</span>
        </li>
    }
}

/// The result of the search, in words.
fn state(access: Access, results: RwSignal<Results>) -> String {
    if access.form.with(|form| form.person.is_some()) {
        return String::new();
    }
    if access.search.with(|search| search.trim().chars().count()) < LEAST_LETTERS {
        return words().access.two_letters.to_owned();
    }
    results.with(|results| results.said.clone())
}

/// Searches once typing pauses, and keeps only the answer to the latest search.
fn keep_found(access: Access, results: RwSignal<Results>) {
    let asked = StoredValue::new(0_u32);
    debounce(
        move || access.search.get(),
        SEARCH_AFTER_MS,
        move |search: String| {
            asked.update_value(|asked| *asked += 1);
            let question = asked.get_value();
            let chosen = access.form.with_untracked(|form| form.person.is_some());
            if chosen || search.trim().chars().count() < LEAST_LETTERS {
                results.set(Results::default());
                return;
            }
            results.update(|results| words().access.searching.clone_into(&mut results.said));
            spawn_local(async move {
                let is_latest = || asked.try_get_value() == Some(question);
                while is_latest() {
                    let found = find_people(access.scope().to_string(), search.trim().to_owned()).await;
                    if !is_latest() {
                        return;
                    }
                    let again = found.as_ref().is_err_and(AppError::passes);
                    results.set(Results::of(found));
                    if !again {
                        return;
                    }
                    TimeoutFuture::new(SEARCH_AGAIN_MS).await;
                }
            });
        },
    );
}
