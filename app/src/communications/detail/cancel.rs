use domain::communications::Status;
use leptos::prelude::*;

use super::live::Live;
use crate::{
    AppError,
    communications::api,
    components::{Dialog, Icon},
    labels,
};

/// *Annuler*, after a question. Without JavaScript the question is the page with `?annuler=1`,
/// and its answer a form that is posted.
#[component]
pub fn Cancel(live: Live, failure: RwSignal<Option<AppError>>, asked: bool) -> impl IntoView {
    let may = Memo::new(move |_| live.with(|detail| detail.may_cancel));
    let open = RwSignal::new(asked && may.get_untracked());
    let cancel = Action::new(move |&()| async move {
        let answer = api::cancel(live.id).await;
        open.set(false);
        failure.set(answer.err());
        live.ask_again();
    });
    view! {
        <Show when=move || may.get()>
            <form method="get" action=format!("/communications/{}", live.id)>
                <input type="hidden" name="annuler" value="1" />
                <button
                    class="button button-danger"
                    type="submit"
                    aria-haspopup="dialog"
                    on:click=move |event| {
                        event.prevent_default();
                        open.set(true);
                    }
                >
                    "Annuler"
                </button>
            </form>
            <Question live open cancel />
        </Show>
    }
}

#[component]
fn Question(live: Live, open: RwSignal<bool>, cancel: Action<(), ()>) -> impl IntoView {
    let readers = move || {
        live.with(|detail| match detail.recipients {
            Some(1) => "de la personne visée".to_owned(),
            Some(count) if count > 1 => format!("des {} visées", labels::people(count)),
            _ => "des personnes visées".to_owned(),
        })
    };
    let sentence = move || match (live.is_message(), live.status()) {
        (false, _) => format!(
            "L’annonce disparaît aussitôt de la page d’accueil {}. Elle reste dans vos communications émises, \
             avec la mention « annulée ».",
            readers()
        ),
        (true, Status::Scheduled) => {
            "Le message ne partira pas. Il reste dans vos communications émises, avec la \
                                      mention « annulée »."
                .to_owned()
        }
        (true, _) => {
            "Les messages non lus sont retirés, ceux déjà lus restent avec la mention « annulée ».".to_owned()
        }
    };
    view! {
        <Dialog id="annuler" open title="Annuler cette communication ?">
            <p>{sentence}</p>
            <form
                class="dialog-actions"
                method="post"
                action=format!("/communications/{}/annuler", live.id)
                on:submit=move |event| {
                    event.prevent_default();
                    // A second click while the first is on its way asks for nothing new.
                    if !cancel.pending().get_untracked() {
                        cancel.dispatch(());
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
                    "Ne pas annuler"
                </button>
                <button
                    class="button button-danger button-solid"
                    type="submit"
                    aria-busy=move || cancel.pending().get().then_some("true")
                >
                    "Annuler la communication"
                </button>
            </form>
        </Dialog>
    }
}

#[component]
pub fn NotCancelled(error: AppError) -> impl IntoView {
    view! {
        <div class="notice" data-kind="error" role="alert">
            <Icon name="alert" />
            <p>
                <strong>"La communication n’a pas été annulée."</strong>
                " "
                {error.sentence()}
            </p>
        </div>
    }
}
