use leptos::prelude::*;

use super::{errors::FieldError, state::Compose};

/// *Période de publication*: first and last day, both included.
#[component]
pub fn Period() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let first = Memo::new(move |_| compose.input.with(|input| input.first_day.clone()));
    let last = Memo::new(move |_| compose.input.with(|input| input.last_day.clone()));
    view! {
        <fieldset class="field">
            <legend>"Période de publication " <span class="required" aria-hidden="true">"*"</span></legend>
            <div class="cluster period">
                <div class="field">
                    <label for="periode-debut">"Premier jour"</label>
                    <input class="input input-short" id="periode-debut" name="periode-debut" type="date" required
                        value=first.get_untracked() prop:value=move || first.get()
                        aria-describedby="periode-aide periode-debut-erreur"
                        aria-invalid=move || compose.error("periode-debut").is_some().then_some("true")
                        on:input:target=move |event| compose.edit(|input| input.first_day = event.target().value()) />
                    <FieldError field=Signal::stored("periode-debut".to_owned()) />
                </div>
                <div class="field">
                    <label for="periode-fin">"Dernier jour"</label>
                    <input class="input input-short" id="periode-fin" name="periode-fin" type="date" required
                        value=last.get_untracked() prop:value=move || last.get()
                        aria-describedby="periode-aide periode-fin-erreur"
                        aria-invalid=move || compose.error("periode-fin").is_some().then_some("true")
                        on:input:target=move |event| compose.edit(|input| input.last_day = event.target().value()) />
                    <FieldError field=Signal::stored("periode-fin".to_owned()) />
                </div>
            </div>
            <p class="hint" id="periode-aide">"Les deux jours sont compris, à l’heure de chaque établissement."</p>
        </fieldset>
    }
}
