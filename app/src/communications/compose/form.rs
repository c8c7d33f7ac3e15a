use domain::communications::view::ComposeForm;
use leptos::prelude::*;

use super::{
    actions::Actions, audience::AudiencePanel, autosave::autosave, content::Content, errors::ErrorSummary,
    state::Compose, step::Step, target::TargetCard,
};
use crate::{
    components::{Breadcrumb, DraftList, Icon, mark_heard, warn_before_leaving},
    words,
};

/// The whole form. It is a plain POST form: without JavaScript each button sends what was typed,
/// and the page comes back with the answer.
#[cfg_attr(any(feature = "ssr", feature = "writing"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "writing")), component)]
pub fn Form(form: ComposeForm, step: Step) -> impl IntoView {
    mark_heard();
    let drafts = form.drafts.clone();
    let compose = Compose::new(form, step);
    provide_context(compose);
    autosave(compose);
    // The text is kept as a draft; a file that is on its way would not arrive.
    warn_before_leaving(move || compose.is_message() && compose.files().running() > 0);
    #[cfg(feature = "ssr")]
    if compose.attempted.get_untracked() {
        let _ = crate::server_side::refuse::<()>(crate::AppError::Fields(compose.all_errors()));
    }
    view! {
        <Breadcrumb above=vec![("Communication ciblée", "/communications/emises")] here="Nouvelle Communication" />
        <div class="page-head">
            <h1>"Création d’une nouvelle communication"</h1>
            <SaveStatus />
        </div>
        <DraftList drafts />
        <ErrorSummary />
        <form
            class="compose"
            method="post"
            action="/communications/nouvelle"
            novalidate
            on:submit=|event| event.prevent_default()
        >
            // Enter in a field presses the first submit button: this one changes nothing.
            <button class="visually-hidden" type="submit" name="action" value="enregistrer" tabindex="-1" aria-hidden="true">
                "Enregistrer"
            </button>
            <input type="hidden" name="cle" value=compose.form_key() />
            <section class="compose-section" aria-labelledby="titre-cibles">
                <h2 id="titre-cibles">"Cibles"</h2>
                <Perimeters />
                <Targets />
            </section>
            <AudiencePanel />
            <section class="compose-section" aria-labelledby="titre-communication">
                <h2 id="titre-communication">"Communication"</h2>
                <Content />
            </section>
            <Actions />
        </form>
    }
}

#[component]
fn SaveStatus() -> impl IntoView {
    let compose = expect_context::<Compose>();
    view! {
        <p class="save-status" role="status">
            {move || match compose.kept.get() {
                Err(error) => view! { <Icon name="alert" /> " Brouillon non enregistré. " {error.sentence()} }.into_any(),
                Ok(Some(saved)) => {
                    view! { <Icon name="check" /> " Brouillon enregistré à " {words().dates.time(saved.local)} }.into_any()
                }
                Ok(None) => ().into_any(),
            }}
        </p>
    }
}

/// The perimeter, to be chosen where the sender has several.
#[component]
fn Perimeters() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let several = Memo::new(move |_| compose.perimeters.with(|(_, perimeters)| perimeters.len() > 1));
    let only =
        move || compose.perimeters.with(|(_, perimeters)| perimeters.first().map(|only| only.name.clone()));
    view! {
        <Show
            when=move || several.get()
            fallback=move || view! {
                <p class="perimeter">
                    <span class="label">"Périmètre :"</span>
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
    let compose = expect_context::<Compose>();
    let perimeters = move || compose.perimeters.with(|(_, perimeters)| perimeters.clone());
    let chosen = move || compose.input.with(|input| input.perimeter.clone());
    view! {
        <div class="perimeter">
            <label class="label" for="perimetre">"Périmètre"</label>
            <select
                class="input"
                id="perimetre"
                name="perimetre"
                on:change:target=move |event| compose.choose_perimeter(event.target().value())
            >
                <For each=perimeters key=|perimeter| perimeter.key.clone() let:perimeter>
                    {
                        let key = perimeter.key.clone();
                        view! {
                            <option value=perimeter.key selected=move || chosen() == key>
                                {perimeter.name}
                            </option>
                        }
                    }
                </For>
            </select>
        </div>
    }
}

#[component]
fn Targets() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let full = move || compose.uids.with(Vec::len) >= domain::targets::MAX_TARGETS;
    view! {
        <ol class="targets" id="cibles" tabindex="-1">
            <For each=move || compose.uids.get() key=|uid| *uid let:uid>
                <li>
                    <TargetCard uid />
                </li>
            </For>
        </ol>
        <Show when=full fallback=move || view! {
            <button
                class="button add-target"
                type="submit"
                name="action"
                value="ajouter-cible"
                on:click=move |event| {
                    event.prevent_default();
                    compose.add_target();
                }
            >
                <Icon name="plus" />
                " Ajouter une cible"
            </button>
        }>
            <p class="hint">"Une communication compte 10 cibles au plus."</p>
        </Show>
    }
}
