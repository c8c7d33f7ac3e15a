use leptos::{html, prelude::*};

use super::state::Audience;
use crate::{components::form::bind_select, words};

/// The perimeter; a choice only where the sender has several.
#[component]
pub fn Perimeters() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let several = Memo::new(move |_| audience.perimeters.with(|(_, perimeters)| perimeters.len() > 1));
    let only =
        move || audience.perimeters.with(|(_, perimeters)| perimeters.first().map(|only| only.name.clone()));
    view! {
        <Show
            when=move || several.get()
            fallback=move || view! {
                <p class="perimeter">
                    <span class="label">{words().compose.perimeter_before}</span>
                    " "
                    {only}
                </p>
            }
        >
            <PerimeterChoice />
        </Show>
    }
}

#[component]
fn PerimeterChoice() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let perimeters = move || audience.perimeters.with(|(_, perimeters)| perimeters.clone());
    let field = NodeRef::<html::Select>::new();
    let chosen = audience.chosen();
    let shown = move || {
        // After a change of channel the list is another one, and shows its first line again.
        audience.perimeters.track();
        chosen.get().map_or_else(|| audience.perimeter.get(), |perimeter| perimeter.key)
    };
    let first = shown;
    bind_select(field, shown, move |key| audience.choose_perimeter(key));
    view! {
        <div class="perimeter">
            <label class="label" for="perimetre">{words().compose.perimeter}</label>
            <select
                class="input"
                id="perimetre"
                name="perimetre"
                node_ref=field
                on:change:target=move |event| audience.choose_perimeter(event.target().value())
            >
                <For each=perimeters key=|perimeter| perimeter.key.clone() let:perimeter>
                    {
                        let selected = untrack(first) == perimeter.key;
                        view! {
                            <option value=perimeter.key selected=selected>
                                {perimeter.name}
                            </option>
                        }
                    }
                </For>
            </select>
        </div>
    }
}
