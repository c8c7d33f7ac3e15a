use domain::{
    access::School,
    communications::form,
    search::fold,
    targets::{TargetInput, target_field},
};
use leptos::prelude::*;

use super::{errors::FieldError, state::Compose};
use crate::words;

const FILTERED_FROM: usize = 8;

/// *Établissements*: all those of the perimeter, or a list.
#[component]
pub fn Schools(position: Memo<usize>, target: Memo<TargetInput>) -> impl IntoView {
    let compose = expect_context::<Compose>();
    let perimeter = compose.perimeter();
    let schools = Memo::new(move |_| perimeter.get().map(|perimeter| perimeter.schools).unwrap_or_default());
    let custom = Memo::new(move |_| target.with(|target| target.custom_establishments));
    let choose = move |is_custom: bool| {
        let position = position.get_untracked();
        compose.edit(|input| {
            if let Some(target) = input.targets.get_mut(position) {
                target.custom_establishments = is_custom;
            }
        });
    };
    let field = Signal::derive(move || target_field(position.get(), form::ESTABLISHMENTS));
    let choice_name = move || target_field(position.get(), form::ESTABLISHMENTS_CHOICE);
    view! {
        <fieldset class="schools" id=move || field.get()>
            <legend class="label">"Établissements" <span class="visually-hidden">", cible " {move || position.get() + 1}</span></legend>
            <div class="choice-inline">
                <label class="choice">
                    <input type="radio" name=choice_name value="tous"
                        checked=move || !custom.get() prop:checked=move || !custom.get()
                        on:change=move |_| choose(false) />
                    " Tous (" {move || words().numbers.establishments(schools.with(Vec::len) as u64)} ")"
                </label>
                <label class="choice">
                    <input type="radio" name=choice_name value="liste"
                        checked=move || custom.get() prop:checked=move || custom.get()
                        on:change=move |_| choose(true) />
                    " Liste personnalisée"
                </label>
            </div>
            <FieldError field />
            <SchoolList position field target schools />
        </fieldset>
    }
}

/// Shown by style sheet while *Liste personnalisée* is chosen, so that it works without JavaScript.
#[component]
fn SchoolList(
    position: Memo<usize>,
    field: Signal<String>,
    target: Memo<TargetInput>,
    schools: Memo<Vec<School>>,
) -> impl IntoView {
    let compose = expect_context::<Compose>();
    let wanted = RwSignal::new(String::new());
    let chosen = Memo::new(move |_| target.with(|target| target.establishments.clone()));
    let toggle = move |id: String, is_chosen: bool| {
        let position = position.get_untracked();
        compose.edit(|input| {
            let Some(target) = input.targets.get_mut(position) else { return };
            target.establishments.retain(|known| *known != id);
            if is_chosen {
                target.establishments.push(id);
            }
        });
    };
    view! {
        <div class="schools-list">
            <Show when=move || { schools.with(Vec::len) > FILTERED_FROM }>
                <input class="input" type="search" aria-label="Filtrer les établissements" placeholder="Filtrer les établissements"
                    autocomplete="off" prop:value=move || wanted.get()
                    on:input:target=move |event| wanted.set(event.target().value()) />
            </Show>
            <div class="choice-list">
                <For each=move || schools.get() key=|school| school.id let:school>
                    {
                        let folded = fold(&format!("{} {} {}", school.name, school.town, school.uai));
                        let id = StoredValue::new(school.id.to_string());
                        let checked = move || chosen.with(|chosen| id.with_value(|id| chosen.contains(id)));
                        view! {
                            <label class="choice" hidden=move || !folded.contains(&wanted.with(|wanted| fold(wanted.trim())))>
                                <input type="checkbox" name=move || field.get() value=id.get_value()
                                    checked=checked prop:checked=checked
                                    on:change:target=move |event| toggle(id.get_value(), event.target().checked()) />
                                " "
                                {school.name}
                                " "
                                <span class="hint">{school.uai}</span>
                            </label>
                        }
                    }
                </For>
            </div>
        </div>
    }
}
