use domain::communications::CommunicationInput;
use leptos::prelude::*;

use super::{ask::Asking, confirm::ConfirmDialog, reset::ResetDialog, state::Deployment};
use crate::{
    communications::compose::{
        audience::{Audience, count_again},
        content::Content,
        errors::FailureNotice,
        failure::Place,
        files::Files,
        saving::{Saving, not_kept},
        validation::Validation,
    },
    components::{Icon, afresh, effect},
    words,
};

/// The two buttons, and the texts beside them.
#[component]
pub fn Actions() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let deployment = expect_context::<Deployment>();
    let validation = expect_context::<Validation>();
    let uploading = files_to_wait_for();
    let question = Asking {
        waiting: RwSignal::new(false),
        busy: RwSignal::new(false),
        deployment,
        files: expect_context(),
        validation,
        failure: expect_context(),
        audience,
        channel: expect_context::<Content>().channel().signal(),
    };
    let Asking { waiting, busy, .. } = question;
    ask_when_ready(&question, uploading);
    view! {
        <FailureNotice place=Place::Deploy />
        <Unsaved />
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
            <p class="compose-count" aria-hidden="true" translate="no"
                data-counting=move || audience.counting.get().then_some("true")>
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
                aria-busy=move || (waiting.get() || busy.get()).then_some("true")
                on:click=move |event| {
                    event.prevent_default();
                    if busy.get_untracked() {
                        return;
                    }
                    validation.attempted.set(false);
                    if audience.uncounted.get_untracked() {
                        count_again(audience, question.channel, question.failure);
                    }
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

/// The draft is not stored: the line that says so stands at the top, out of sight of who writes. It is read
/// out there.
#[component]
fn Unsaved() -> impl IntoView {
    let saving = expect_context::<Saving>();
    let failed =
        Memo::new(move |_| saving.kept.with(|kept| kept.as_ref().err().map(|error| not_kept(saving, error))));
    afresh(move || {
        failed.get().map(|sentence| {
            view! {
                <p class="hint">
                    <Icon name="alert" /> " " {sentence}
                </p>
            }
            .into_any()
        })
    })
}

/// How many files are on their way; 0 on a channel without files.
fn files_to_wait_for() -> Memo<usize> {
    let written = expect_context::<Deployment>().written;
    let files = expect_context::<Files>();
    Memo::new(move |_| if written.with(CommunicationInput::takes_files) { files.running() } else { 0 })
}

/// If a count or a file is still on its way, waits for it before asking.
fn ask_when_ready(question: &Asking, uploading: Memo<usize>) {
    let question = *question;
    let audience = expect_context::<Audience>();
    // What is waited for fails: that is the answer to *Déployer*, although it is asked for again.
    effect(move |_| {
        let failed = question.failure.delays_count();
        if failed && question.waiting.get() && audience.counting.get() {
            question.failure.answer_deploy();
        }
    });
    // A count that failed does not come by itself.
    effect(move |_| {
        if question.waiting.get() && audience.uncounted.get() {
            question.waiting.set(false);
            question.failure.answer_deploy();
        }
    });
    effect(move |_| {
        if question.waiting.get() && !audience.counting.get() && uploading.get() == 0 {
            question.waiting.set(false);
            let wrong = !untrack(|| question.validation.all().is_empty());
            if wrong {
                question.validation.show();
            } else {
                question.ask();
            }
        }
    });
}
