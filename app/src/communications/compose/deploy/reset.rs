use leptos::prelude::*;

use super::state::Deployment;
use crate::{
    communications::compose::{
        audience::Audience,
        content::{Content, blank, propose},
        failure::ServerFailure,
        files::Files,
        saving::{Saving, discard},
        validation::Validation,
    },
    components::Dialog,
    words,
};

/// *Réinitialiser*: empties the form; it keeps its key and its channel.
#[component]
pub fn ResetDialog() -> impl IntoView {
    let deployment = expect_context::<Deployment>();
    let audience = expect_context::<Audience>();
    let content = expect_context::<Content>();
    let files = expect_context::<Files>();
    let saving = expect_context::<Saving>();
    let validation = expect_context::<Validation>();
    let failure = expect_context::<ServerFailure>();
    let channel = content.channel();
    let reset = move || {
        deployment.resetting.set(false);
        validation.attempted.set(false);
        let clock = untrack(|| audience.clock());
        let mut input = blank(channel.get_untracked(), clock.today);
        propose(&mut input, clock.now);
        audience.reset();
        content.reset(input);
        files.reset();
        discard(saving, failure);
    };
    view! {
        <Dialog id="reinitialiser" open=deployment.resetting title=words().compose.reset_question>
            <p>{words().compose.reset_consequence}</p>
            <div class="dialog-actions">
                <button class="button" type="submit" name="action" value="enregistrer"
                    on:click=move |event| {
                        event.prevent_default();
                        deployment.resetting.set(false);
                    }>
                    {words().common.cancel}
                </button>
                <button class="button button-danger button-solid" type="submit" name="action" value="effacer"
                    on:click=move |event| {
                        event.prevent_default();
                        reset();
                    }>
                    {words().compose.reset}
                </button>
            </div>
        </Dialog>
    }
}
