use domain::communications::UNCHOSEN;
use leptos::{html, prelude::*};

use super::state::Audience;
use crate::{
    communications::compose::validation::problem_of,
    components::{
        Line, When, fold,
        form::{FieldSentence, bind_select},
        lines,
    },
    words,
};

/// The perimeter; a choice only where the sender has several.
#[component]
pub fn Perimeters() -> impl IntoView {
    let audience = expect_context::<Audience>();
    // A single perimeter that was never chosen must be chosen too: it is not that of the form.
    let several = Memo::new(move |_| {
        audience.unchosen() || audience.perimeters.with(|(_, perimeters)| perimeters.len() > 1)
    });
    let chosen = audience.chosen();
    let only = Signal::derive(move || chosen.get().map(|only| only.name).unwrap_or_default());
    view! {
        <When
            holds=several.into()
            otherwise=move || view! {
                <p class="perimeter">
                    <span class="label">{words().compose.perimeter_before}</span>
                    " "
                    {move || only.get()}
                    <input type="hidden" name="perimetre" value=move || audience.perimeter.get() />
                </p>
            }
        >
            <PerimeterChoice />
        </When>
    }
}

#[component]
fn PerimeterChoice() -> impl IntoView {
    let audience = expect_context::<Audience>();
    // Two perimeters of the same name are told apart.
    let perimeters = move || {
        audience.perimeters.with(|(_, all)| {
            all.iter().map(|one| (one.key.clone(), one.label(all, fold))).collect::<Vec<_>>()
        })
    };
    let field = NodeRef::<html::Select>::new();
    let chosen = audience.chosen();
    let shown = move || {
        // After a change of channel the list is another one, and shows its first line again.
        audience.perimeters.track();
        chosen.get().map_or_else(|| audience.perimeter.get(), |perimeter| perimeter.key)
    };
    let first = shown;
    let unchosen = Signal::derive(move || audience.unchosen());
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
                <When holds=unchosen>
                    <option value=UNCHOSEN selected=true>{words().compose.choose_perimeter}</option>
                </When>
                {lines(move || {
                    let line = |(key, label): (String, String)| {
                        Line::new(format!("{key} {label}"), move || {
                            let selected = untrack(first) == key;
                            view! { <option value=key selected=selected>{label}</option> }.into_any()
                        })
                    };
                    perimeters().into_iter().map(line).collect()
                })}
            </select>
            <FieldSentence field="perimetre" problem=problem_of("perimetre") />
            <When holds=unchosen>
                <p class="hint">{words().compose.perimeter_gone}</p>
            </When>
        </div>
    }
}
