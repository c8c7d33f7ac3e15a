use leptos::prelude::*;

use super::state::Audience;
use crate::words;

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
    view! {
        <div class="perimeter">
            <label class="label" for="perimetre">{words().compose.perimeter}</label>
            <select
                class="input"
                id="perimetre"
                name="perimetre"
                on:change:target=move |event| audience.choose_perimeter(event.target().value())
            >
                <For each=perimeters key=|perimeter| perimeter.key.clone() let:perimeter>
                    {
                        let key = perimeter.key.clone();
                        view! {
                            <option value=perimeter.key selected=move || audience.perimeter.get() == key>
                                {perimeter.name}
                            </option>
                        }
                    }
                </For>
            </select>
        </div>
    }
}
