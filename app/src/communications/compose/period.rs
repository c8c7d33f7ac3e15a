use leptos::{html, prelude::*};

use super::{errors::FieldError, state::Compose};
use crate::components::{from_then_on, take_early};

/// *Période de publication*: first and last day, both included.
#[component]
pub fn Period() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let first = Memo::new(move |_| compose.input.with(|input| input.announcement.first_day.clone()));
    let last = Memo::new(move |_| compose.input.with(|input| input.announcement.last_day.clone()));
    let (first_field, last_field) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let change_first = move |day: String| compose.edit(|input| input.announcement.first_day = day);
    let change_last = move |day: String| compose.edit(|input| input.announcement.last_day = day);
    take_early(first_field, change_first);
    take_early(last_field, change_last);
    view! {
        <fieldset class="field">
            <legend>"Période de publication " <span class="required" aria-hidden="true">"*"</span></legend>
            <div class="cluster period">
                <div class="field">
                    <label for="periode-debut">"Premier jour"</label>
                    <input class="input input-short" id="periode-debut" name="periode-debut" type="date" required
                        node_ref=first_field
                        value=first.get_untracked() prop:value=from_then_on(move || first.get())
                        aria-describedby="periode-aide periode-debut-erreur"
                        aria-invalid=move || compose.error("periode-debut").is_some().then_some("true")
                        on:input:target=move |event| change_first(event.target().value()) />
                    <FieldError field=Signal::stored("periode-debut".to_owned()) />
                </div>
                <div class="field">
                    <label for="periode-fin">"Dernier jour"</label>
                    <input class="input input-short" id="periode-fin" name="periode-fin" type="date" required
                        node_ref=last_field
                        value=last.get_untracked() prop:value=from_then_on(move || last.get())
                        aria-describedby="periode-aide periode-fin-erreur"
                        aria-invalid=move || compose.error("periode-fin").is_some().then_some("true")
                        on:input:target=move |event| change_last(event.target().value()) />
                    <FieldError field=Signal::stored("periode-fin".to_owned()) />
                </div>
            </div>
            <p class="hint" id="periode-aide">"Les deux jours sont compris, à l’heure de chaque établissement."</p>
        </fieldset>
    }
}
