use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::live::Live;
use crate::components::{Icon, Question, effect, words_afresh};

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
    pub danger: bool,
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
    on_confirm: Callback<()>,
    #[prop(into)] busy: Signal<bool>,
    /// Why the last try failed.
    failure: RwSignal<Option<String>>,
    /// What stands after the name in the address of the answer.
    #[prop(optional, into)]
    query: String,
    /// Below the sentence.
    #[prop(optional_no_strip)]
    more: Option<ChildrenFn>,
) -> impl IntoView {
    let address = StoredValue::new(format!("/communications/{}/{}{query}", live.id, asking.name));
    let more = StoredValue::new(more);
    // An open question stays, whatever the page hears meanwhile: its answer says what happened.
    let shown = Memo::new(move |_| may.get() || open.get());
    effect(move |was: Option<bool>| {
        let is = shown.get();
        if was == Some(true) && !is {
            request_animation_frame(keep_focus);
        }
        is
    });
    view! {
        <Show when=move || shown.get()>
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
            <Question
                id=asking.name
                title=asking.title
                open
                busy
                failure
                on_confirm
                confirm=asking.confirm
                refuse=asking.refuse
                danger=asking.danger
                address=address.get_value()
            >
                <p>{words_afresh(sentence)}</p>
                {more.with_value(|more| more.as_ref().map(|more| more()))}
            </Question>
        </Show>
    }
}

/// The button is gone. If it had the focus, the title gets it: there stands what became of the communication.
fn keep_focus() {
    if document().query_selector(":focus").ok().flatten().is_some() {
        return;
    }
    let title = document().query_selector("h1").ok().flatten();
    if let Some(title) = title.and_then(|title| title.dyn_into::<HtmlElement>().ok()) {
        let _ = title.focus();
    }
}
