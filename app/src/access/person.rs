use domain::access::view::{AccessPage, PersonChoice, PopulationSurvey};
use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    add::AddForm,
    api::find_people,
    recap::Recap,
    save::warn_before_leaving,
    state::{Access, Kind},
};
use crate::{
    AppError,
    components::{FieldSentence, debounce, mark_heard},
    labels,
};

const SEARCH_AFTER_MS: u32 = 250;
/// Shorter searches find half the directory.
const LEAST_LETTERS: usize = 2;
/// What the server answers at most.
const MOST_FOUND: usize = 20;

/// *Accès utilisateur*
#[cfg_attr(any(feature = "ssr", feature = "management"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "management")), component)]
pub fn PersonAccess(page: AccessPage) -> impl IntoView {
    mark_heard();
    let access = Access::new(Kind::Person, page, PopulationSurvey::default());
    provide_context(access);
    warn_before_leaving(access);
    view! {
        <AddForm>
            <PersonSearch />
        </AddForm>
        <Recap />
    }
}

/// The list under the field: what was found, whether it is open, and where the arrows are.
#[derive(Clone, Copy)]
struct List {
    /// `None` before the first search.
    found: RwSignal<Option<Result<Vec<PersonChoice>, AppError>>>,
    searching: RwSignal<bool>,
    open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
}

impl List {
    fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            searching: RwSignal::new(false),
            open: RwSignal::new(false),
            active: RwSignal::new(None),
        }
    }

    fn people(self) -> Vec<PersonChoice> {
        self.found
            .with(|found| found.as_ref().and_then(|found| found.as_ref().ok()).cloned().unwrap_or_default())
    }

    fn expanded(self) -> bool {
        self.open.get() && !self.people().is_empty()
    }

    /// One step down or up; past an end it begins at the other.
    fn step(self, down: bool) {
        let count = untrack(|| self.people().len());
        if count == 0 {
            return;
        }
        self.open.set(true);
        self.active.update(|active| {
            *active = Some(match (*active, down) {
                (None, true) => 0,
                (None, false) => count - 1,
                (Some(at), true) => (at + 1) % count,
                (Some(at), false) => (at + count - 1) % count,
            });
        });
    }

    fn close(self) {
        self.open.set(false);
        self.active.set(None);
    }

    fn choose(self, access: Access, position: usize) {
        if let Some(person) = untrack(|| self.people().get(position).cloned()) {
            access.search.set(person.name.clone());
            access.choose_person(Some(person));
            self.found.set(None);
            self.close();
        }
    }
}

/// *Cible*: a combobox with a list of people, as the ARIA practices describe it.
#[component]
fn PersonSearch() -> impl IntoView {
    let access = expect_context::<Access>();
    let list = List::new();
    let problem = Signal::derive(move || access.error("cible"));
    keep_found(access, list);
    let key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            list.step(event.key() == "ArrowDown");
        }
        // Enter chooses; it never sends the form from here.
        "Enter" => {
            event.prevent_default();
            if let Some(position) = list.active.get_untracked() {
                list.choose(access, position);
            }
        }
        "Escape" if list.open.get_untracked() => {
            event.prevent_default();
            list.close();
        }
        _ => {}
    };
    view! {
        <div class="field combobox">
            <label for="cible">"Cible " <span class="required" aria-hidden="true">"*"</span></label>
            <input
                class="input"
                id="cible"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                required
                placeholder="Nom ou prénom"
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-controls="cible-liste"
                aria-expanded=move || list.expanded().to_string()
                aria-activedescendant=move || {
                    list.active.get().filter(|_| list.expanded()).map(|position| format!("cible-choix-{position}"))
                }
                aria-describedby="cible-etat cible-erreur"
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                prop:value=move || access.search.get()
                on:input:target=move |event| {
                    if access.person.with_untracked(Option::is_some) {
                        access.choose_person(None);
                    }
                    list.active.set(None);
                    access.search.set(event.target().value());
                }
                on:keydown=key
                on:click=move |_| list.open.set(true)
                on:blur=move |_| list.close()
            />
            <Choices list />
            <p class="hint" id="cible-etat" role="status">{move || state(access, list)}</p>
            <FieldSentence field="cible" problem />
        </div>
    }
}

#[component]
fn Choices(list: List) -> impl IntoView {
    let access = expect_context::<Access>();
    Effect::new(move |_| {
        let Some(position) = list.active.get() else { return };
        if let Some(choice) = document().get_element_by_id(&format!("cible-choix-{position}")) {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            choice.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    view! {
        <ul class="listbox" id="cible-liste" role="listbox" aria-label="Personnes trouvées" hidden=move || !list.expanded()>
            {move || {
                list.people()
                    .into_iter()
                    .enumerate()
                    .map(|(position, person)| {
                        let selected = move || (list.active.get() == Some(position)).to_string();
                        view! {
                            <li
                                class="listbox-choice"
                                id=format!("cible-choix-{position}")
                                role="option"
                                aria-selected=selected
                                // Else the field would lose the focus, and the list close, before the click.
                                on:mousedown=|event| event.prevent_default()
                                on:click=move |_| list.choose(access, position)
                            >
                                {person.name.clone()}
                                " "
                                <span class="hint">{labels::person_place(&person)}</span>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
}

/// What the search came to, in words.
fn state(access: Access, list: List) -> String {
    if access.person.with(Option::is_some) {
        return String::new();
    }
    let letters = access.search.with(|search| search.trim().chars().count());
    if letters < LEAST_LETTERS {
        return "Saisissez au moins deux lettres du nom ou du prénom.".to_owned();
    }
    if list.searching.get() {
        return "Recherche…".to_owned();
    }
    list.found.with(|found| match found {
        None => String::new(),
        Some(Err(error)) => error.sentence(),
        Some(Ok(people)) => match people.len() {
            0 => "Personne ne correspond, dans ce périmètre.".to_owned(),
            1 => "1 personne trouvée : flèche bas, puis Entrée.".to_owned(),
            MOST_FOUND => {
                format!("Les {MOST_FOUND} premières personnes trouvées : précisez pour en voir d’autres.")
            }
            n => format!("{n} personnes trouvées : flèches haut et bas, puis Entrée."),
        },
    })
}

/// Searches once typing pauses; the latest question alone is answered.
fn keep_found(access: Access, list: List) {
    let asked = StoredValue::new(0_u32);
    debounce(
        move || access.search.get(),
        SEARCH_AFTER_MS,
        move |search: String| {
            asked.update_value(|asked| *asked += 1);
            let question = asked.get_value();
            if access.person.with_untracked(Option::is_some) || search.trim().chars().count() < LEAST_LETTERS
            {
                list.found.set(None);
                list.searching.set(false);
                return;
            }
            list.searching.set(true);
            spawn_local(async move {
                let found = find_people(access.scope().to_string(), search.trim().to_owned()).await;
                if asked.try_get_value() == Some(question) {
                    list.searching.set(false);
                    list.active.set(None);
                    list.found.set(Some(found));
                    list.open.set(true);
                }
            });
        },
    );
}
