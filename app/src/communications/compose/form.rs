use domain::{Conflict, communications::view::ComposeForm};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    audience::{AudiencePanel, Perimeters, Targets},
    content::ContentFields,
    deploy::Actions,
    drafts::{FORM, OtherDrafts},
    errors::{ErrorSummary, FailureNotice},
    failure::Place,
    parts::provide_parts,
    saving::{DraftNotices, SaveStatus},
    step::Step,
};
use crate::{components::mark_heard, named::named, words};

/// The `id` of the element that has a [`FormStart`] as JSON, in `data-start`.
pub const START: &str = "formulaire-depart";

/// With what the form opens. On the server it comes as a context, and in the browser from an element of
/// the page. A property of an island would be read by the library's own reader, whose wording of errors
/// brings the tables for writing floating-point numbers with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FormStart {
    pub form: ComposeForm,
    pub step: Step,
    /// Why it was not deployed, without scripts.
    pub refused: Option<Conflict>,
}

/// The whole form. It is a plain POST form: without JavaScript each button sends what was typed,
/// and the page comes back with the answer.
#[cfg_attr(any(feature = "ssr", feature = "writing"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "writing")), component)]
pub fn Form() -> impl IntoView {
    mark_heard();
    let Some(FormStart { form, step, refused }) = start() else { return ().into_any() };
    let (drafts, form_key, mark) = (form.drafts.clone(), form.form_key.clone(), form.mark.clone());
    let (gone, moved) = (form.draft_gone, form.channel_gone);
    provide_parts(form, step, refused);
    #[cfg(feature = "ssr")]
    send_status();
    view! {
        <div class="page-head">
            <h1>{words().compose.heading}</h1>
            <SaveStatus />
        </div>
        <DraftNotices gone moved />
        <OtherDrafts drafts />
        <ErrorSummary />
        <form
            class="compose"
            id=FORM
            method="post"
            action=named("/communications/nouvelle")
            novalidate
            // A reload shows the draft, not what the browser remembers of an older one.
            autocomplete="off"
            on:submit=|event| event.prevent_default()
        >
            // Enter in a field presses the first submit button: this one is harmless.
            <button class="visually-hidden" type="submit" name="action" value="enregistrer" tabindex="-1" aria-hidden="true">
                {words().common.store}
            </button>
            <input type="hidden" name="cle" value=form_key />
            <input type="hidden" name="marque" value=mark />
            <section class="compose-section" aria-labelledby="titre-cibles">
                <h2 id="titre-cibles">{words().compose.targets}</h2>
                <Perimeters />
                <Targets />
            </section>
            <AudiencePanel><FailureNotice place=Place::Count /></AudiencePanel>
            <section class="compose-section" aria-labelledby="titre-communication">
                <h2 id="titre-communication">{words().compose.communication}</h2>
                <ContentFields><FailureNotice place=Place::Channel /></ContentFields>
            </section>
            <Actions />
        </form>
    }
    .into_any()
}

#[cfg(feature = "ssr")]
fn start() -> Option<FormStart> {
    take_context()
}

#[cfg(not(feature = "ssr"))]
fn start() -> Option<FormStart> {
    let element = document().get_element_by_id(START)?;
    crate::json::read(&element.get_attribute("data-start")?).ok()
}

/// A form shown with its errors has the status of a refusal.
#[cfg(feature = "ssr")]
fn send_status() {
    use super::validation::Validation;
    let validation = expect_context::<Validation>();
    if validation.attempted.get_untracked() {
        let _ = crate::server_side::refuse::<()>(crate::AppError::Fields(untrack(|| validation.all())));
    }
}
