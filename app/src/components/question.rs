use leptos::{either::Either, prelude::*};

use super::{Dialog, Icon, afresh, effect, words_afresh};
use crate::{named::named, words};

/// A question before something is done, with the buttons *Annuler* and *Valider*.
///
/// While the request of *Valider* is on its way, the question stays open and its buttons are
/// disabled: what was sent cannot be taken back, so nothing may look as if it could. If the request
/// fails, the reason is shown inside the question, with *Réessayer*: a failure never looks like
/// success.
#[component]
pub fn Question(
    id: &'static str,
    title: &'static str,
    open: RwSignal<bool>,
    /// The request of *Valider* is on its way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Why the last try failed, and what was kept. Forgotten when the question opens or closes.
    failure: RwSignal<Option<String>>,
    /// What has changed since the question was first asked.
    #[prop(optional, into)]
    told: Signal<Option<String>>,
    /// Called once per click, never while `busy`.
    on_confirm: Callback<()>,
    #[prop(default = words().common.validate)] confirm: &'static str,
    #[prop(default = words().common.cancel)] refuse: &'static str,
    #[prop(optional)] danger: bool,
    /// Without JavaScript, inside a form: the values of `action` of *Annuler* and *Valider* …
    #[prop(optional)]
    actions: Option<(&'static str, &'static str)>,
    /// … or, outside of a form: the address that *Valider* posts to.
    #[prop(optional, into)]
    address: Option<String>,
    children: Children,
) -> impl IntoView {
    effect(move |_| {
        open.track();
        failure.set(None);
    });
    let plain_close = address.is_some();
    // The buttons stay in sight while a long question scrolls behind them, and so does what is said of them.
    let buttons = view! {
        <Told told />
        <Failed failure />
        <Buttons open busy failure on_confirm confirm refuse danger actions plain_close />
    };
    view! {
        <Dialog id open title busy>
            {children()}
            {match address {
                Some(address) => Either::Left(view! {
                    <form class="dialog-actions" method="post" action=named(&address)>
                        {buttons}
                    </form>
                }),
                None => Either::Right(view! { <div class="dialog-actions">{buttons}</div> }),
            }}
        </Dialog>
    }
}

#[component]
fn Buttons(
    open: RwSignal<bool>,
    busy: Signal<bool>,
    failure: RwSignal<Option<String>>,
    on_confirm: Callback<()>,
    confirm: &'static str,
    refuse: &'static str,
    danger: bool,
    actions: Option<(&'static str, &'static str)>,
    /// Without JavaScript, the first button closes the dialog.
    plain_close: bool,
) -> impl IntoView {
    let class = if danger { "button button-danger button-solid" } else { "button button-primary" };
    view! {
        <button
            class="button"
            type="submit"
            name=actions.map(|_| "action")
            value=actions.map(|(refuse, _)| refuse)
            formmethod=plain_close.then_some("dialog")
            disabled=move || busy.get()
            on:click=move |event| {
                event.prevent_default();
                if !busy.get_untracked() {
                    open.set(false);
                }
            }
        >
            {refuse}
        </button>
        <button
            class=class
            type="submit"
            name=actions.map(|_| "action")
            value=actions.map(|(_, confirm)| confirm)
            disabled=move || busy.get()
            aria-busy=move || busy.get().then_some("true")
            on:click=move |event| {
                event.prevent_default();
                // A second click may come before the button is disabled.
                if !busy.get_untracked() {
                    failure.set(None);
                    on_confirm.run(());
                }
            }
        >
            {words_afresh(Signal::derive(move || {
                if failure.with(Option::is_some) { words().common.retry } else { confirm }.to_owned()
            }))}
        </button>
    }
}

#[component]
fn Failed(failure: RwSignal<Option<String>>) -> impl IntoView {
    move || {
        failure.get().map(|sentence| {
            view! {
                <div class="notice" data-kind="error" role="alert">
                    <Icon name="alert" />
                    <p>{sentence}</p>
                </div>
            }
        })
    }
}

#[component]
fn Told(told: Signal<Option<String>>) -> impl IntoView {
    afresh(move || {
        told.get().map(|sentence| {
            view! {
                <p class="notice" data-kind="warning" role="status">
                    <Icon name="warning" />
                    " "
                    {sentence}
                </p>
            }
            .into_any()
        })
    })
}
