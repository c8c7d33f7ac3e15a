use domain::communications::CommunicationInput;
use leptos::prelude::*;

use super::{confirm::ConfirmDialog, reset::ResetDialog, state::Deployment};
use crate::{
    communications::compose::{audience::Audience, files::Files, validation::Validation},
    components::Icon,
    words,
};

/// The two buttons, with what stands beside them.
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

/// How many files are on their way. On a channel that takes none, nothing is waited for.
fn files_to_wait_for() -> Memo<usize> {
    let written = expect_context::<Deployment>().written;
    let files = expect_context::<Files>();
    Memo::new(move |_| if written.with(CommunicationInput::takes_files) { files.running() } else { 0 })
}

/// Whoever asks while a count or a file is on its way is answered when it has come.
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
