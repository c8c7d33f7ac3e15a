use domain::communications::view::MessageDetail;
use leptos::prelude::*;

use super::live::Live;
use crate::{
    AppError,
    communications::api,
    components::{Dialog, Icon},
    labels,
};

/// *Relancer* those who have not taken note, after a question. Without JavaScript the question is
/// the page with `?relancer=1`, and its answer a form that is posted.
#[component]
pub fn Remind(live: Live, outcome: RwSignal<Option<Result<u64, AppError>>>, asked: bool) -> impl IntoView {
    let may = Memo::new(move |_| {
        live.with(|detail| detail.message.as_ref().is_some_and(|message| message.may_remind))
    });
    let open = RwSignal::new(asked && may.get_untracked());
    let remind = Action::new(move |&()| async move {
        let answer = api::remind(live.id).await;
        open.set(false);
        outcome.set(Some(answer));
        live.ask_again();
    });
    view! {
        <Show when=move || may.get()>
            <form method="get" action=format!("/communications/{}", live.id)>
                <input type="hidden" name="relancer" value="1" />
                <button
                    class="button"
                    type="submit"
                    aria-haspopup="dialog"
                    on:click=move |event| {
                        event.prevent_default();
                        open.set(true);
                    }
                >
                    <Icon name="mail" />
                    " Relancer"
                </button>
            </form>
            <Question live open remind />
        </Show>
    }
}

#[component]
fn Question(live: Live, open: RwSignal<bool>, remind: Action<(), ()>) -> impl IntoView {
    let sentence = move || live.with(|detail| detail.message.as_ref().map(question));
    view! {
        <Dialog id="relancer" open title="Relancer les destinataires ?">
            <p>{sentence}</p>
            <form
                class="dialog-actions"
                method="post"
                action=format!("/communications/{}/relancer", live.id)
                on:submit=move |event| {
                    event.prevent_default();
                    // A second click while the first is on its way asks for nothing new.
                    if !remind.pending().get_untracked() {
                        remind.dispatch(());
                    }
                }
            >
                // `dialog` closes the question without JavaScript too.
                <button
                    class="button"
                    type="submit"
                    formmethod="dialog"
                    on:click=move |event| {
                        event.prevent_default();
                        open.set(false);
                    }
                >
                    "Ne pas relancer"
                </button>
                <button
                    class="button button-primary"
                    type="submit"
                    aria-busy=move || remind.pending().get().then_some("true")
                >
                    "Envoyer un rappel"
                </button>
            </form>
        </Dialog>
    }
}

/// Names how many are left; who takes note meanwhile gets no reminder.
fn question(message: &MessageDetail) -> String {
    let progress = message.progress;
    let asked = message.acknowledgement.is_asked();
    let done = if asked { progress.acknowledged } else { progress.opened };
    let left = progress.expected.unwrap_or_default().saturating_sub(done);
    let who = match (left < 2, asked) {
        (true, true) => "n’a pas encore pris connaissance du message",
        (false, true) => "n’ont pas encore pris connaissance du message",
        (true, false) => "n’a pas encore ouvert le message",
        (false, false) => "n’ont pas encore ouvert le message",
    };
    let they = if left < 2 { "Elle seule recevra" } else { "Elles seules recevront" };
    format!("{} {who}. {they} un rappel dans la messagerie.", labels::people(left))
}

/// What became of a reminder.
#[component]
pub fn Reminded(outcome: Result<u64, AppError>) -> impl IntoView {
    let (kind, icon, role, sentence) = match outcome {
        Ok(people) if people < 2 => {
            ("success", "success", "status", format!("Un rappel part vers {}.", labels::people(people)))
        }
        Ok(people) => {
            ("success", "success", "status", format!("Des rappels partent vers {}.", labels::people(people)))
        }
        Err(error) => ("error", "alert", "alert", format!("Personne n’a été relancé. {}", error.sentence())),
    };
    view! {
        <div class="notice" data-kind=kind role=role>
            <Icon name=icon />
            <p>{sentence}</p>
        </div>
    }
}
