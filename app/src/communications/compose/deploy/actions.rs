use domain::communications::CommunicationInput;
use leptos::prelude::*;

use super::{confirm::ConfirmDialog, reset::ResetDialog, state::Deployment};
use crate::{
    communications::compose::{audience::Audience, files::Files, validation::Validation},
    components::Icon,
    words,
};

/// The two buttons, and the texts beside them.
#[component]
pub fn Actions() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let deployment = expect_context::<Deployment>();
    let validation = expect_context::<Validation>();
    let uploading = files_to_wait_for();
    let waiting = RwSignal::new(false);
    ask_when_ready(waiting, uploading);
    view! {
        <div class="compose-actions">
            <button class="button button-quiet" type="submit" name="action" value="reinitialiser"
                on:click=move |event| {
                    event.prevent_default();
                    deployment.resetting.set(true);
                }>
                {words().compose.reset}
            </button>
            <p class="muted small">
                <span class="required" aria-hidden="true">"*"</span>
                " " {words().compose.required_field}
            </p>
            <p class="compose-count" aria-hidden="true">
                <strong>{move || words().numbers.number(audience.total())}</strong>
                " "
                {move || words().compose.people_after(audience.total())}
            </p>
            <p class="compose-wait" role="status">
                {move || (waiting.get() && uploading.get() > 0).then(|| {
                    words().compose.waits_for(uploading.get())
                })}
            </p>
            <button class="button button-primary" type="submit" name="action" value="deployer"
                aria-busy=move || waiting.get().then_some("true")
                on:click=move |event| {
                    event.prevent_default();
                    validation.attempted.set(false);
                    waiting.set(true);
                }>
                <Icon name="megaphone" />
                " " {words().compose.deploy}
            </button>
        </div>
        <ConfirmDialog />
        <ResetDialog />
    }
}

/// How many files are on their way; 0 on a channel without files.
fn files_to_wait_for() -> Memo<usize> {
    let written = expect_context::<Deployment>().written;
    let files = expect_context::<Files>();
    Memo::new(move |_| if written.with(CommunicationInput::takes_files) { files.running() } else { 0 })
}

/// If a count or a file is still on its way, waits for it before showing the question.
fn ask_when_ready(waiting: RwSignal<bool>, uploading: Memo<usize>) {
    let audience = expect_context::<Audience>();
    let deployment = expect_context::<Deployment>();
    let validation = expect_context::<Validation>();
    Effect::new(move |_| {
        if waiting.get() && !audience.counting.get() && uploading.get() == 0 {
            waiting.set(false);
            let wrong = !untrack(|| validation.all().is_empty());
            validation.attempted.set(wrong);
            deployment.confirming.set(!wrong);
        }
    });
}
