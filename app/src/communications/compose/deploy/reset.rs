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
    components::Question,
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
        let mut input = blank(channel.get_untracked(), clock.proposed);
        propose(&mut input, clock.now);
        audience.reset();
        content.reset(input);
        files.reset();
        discard(saving, failure);
    };
    view! {
        <Question
            id="reinitialiser"
            title=words().compose.reset_question
            open=deployment.resetting
            busy=deployment.deploying
            failure=RwSignal::new(None)
            on_confirm=Callback::new(move |()| reset())
            confirm=words().compose.reset
            danger=true
            actions=("enregistrer", "effacer")
        >
            <p>{words().compose.reset_consequence}</p>
        </Question>
    }
}
