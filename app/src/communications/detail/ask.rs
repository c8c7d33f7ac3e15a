use leptos::prelude::*;

use super::live::Live;
use crate::components::{Dialog, Icon};

/// The texts and the look of an [`Ask`].
#[derive(Clone, Copy)]
pub struct Asking {
    /// The verb in addresses and in the page: `annuler`.
    pub name: &'static str,
    pub icon: Option<&'static str>,
    pub button: &'static str,
    pub button_class: &'static str,
    pub title: &'static str,
    pub refuse: &'static str,
    pub confirm: &'static str,
    pub confirm_class: &'static str,
}

/// A button that asks before it acts. Without JavaScript the page with `?{name}=1` asks the
/// question, and a form posted to `/communications/{id}/{name}` answers it.
#[component]
pub fn Ask(
    live: Live,
    asking: Asking,
    may: Memo<bool>,
    open: RwSignal<bool>,
    #[prop(into)] sentence: Signal<String>,
    act: Action<(), ()>,
) -> impl IntoView {
    view! {
        <Show when=move || may.get()>
            <form method="get" action=format!("/communications/{}", live.id)>
                <input type="hidden" name=asking.name value="1" />
                <button
                    class=asking.button_class
                    type="submit"
                    aria-haspopup="dialog"
                    on:click=move |event| {
                        event.prevent_default();
                        open.set(true);
                    }
                >
                    {asking.icon.map(|name| view! { <Icon name /> " " })}
                    {asking.button}
                </button>
            </form>
            <Question live asking open sentence act />
        </Show>
    }
}

#[component]
fn Question(
    live: Live,
    asking: Asking,
    open: RwSignal<bool>,
    sentence: Signal<String>,
    act: Action<(), ()>,
) -> impl IntoView {
    view! {
        <Dialog id=asking.name open title=asking.title>
            <p>{sentence}</p>
            <form
                class="dialog-actions"
                method="post"
                action=format!("/communications/{}/{}", live.id, asking.name)
                on:submit=move |event| {
                    event.prevent_default();
                    // Ignores a second click while the first request is running.
                    if !act.pending().get_untracked() {
                        act.dispatch(());
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
                    {asking.refuse}
                </button>
                <button
                    class=asking.confirm_class
                    type="submit"
                    aria-busy=move || act.pending().get().then_some("true")
                >
                    {asking.confirm}
                </button>
            </form>
        </Dialog>
    }
}
