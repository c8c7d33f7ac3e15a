use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::effect;

/// A native modal `<dialog>`, open while `open` is true. Without JavaScript the server renders it
/// open in the page where `open` is true from the start.
///
/// Nothing closes it while `busy` is true.
#[component]
pub fn Dialog(
    id: &'static str,
    open: RwSignal<bool>,
    title: &'static str,
    #[prop(optional, into)] busy: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let body = NodeRef::<html::Div>::new();
    effect(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if !open.get() {
            dialog.close();
            return;
        }
        if !closes_others(&dialog) {
            open.set(false);
            return;
        }
        // The server may have rendered it open, but not yet modal.
        if dialog.open() {
            dialog.close();
        }
        let _ = dialog.show_modal();
    });
    effect(move |_| {
        // The pressed button is disabled now and loses the focus: it stays inside the dialog.
        if busy.get()
            && let Some(body) = body.get()
        {
            let _ = body.focus();
        }
    });
    let heading = format!("{id}-titre");
    let labelled_by = heading.clone();
    view! {
        <dialog
            class="dialog"
            id=id
            aria-labelledby=labelled_by
            open=open.get_untracked()
            node_ref=dialog
            on:cancel=move |event: ev::Event| {
                event.prevent_default();
                if !busy.get_untracked() {
                    open.set(false);
                }
            }
            // A browser lets the second *Escape* close a dialog that has refused the first one.
            on:close=move |_| close_or_stay(dialog, open, busy)
        >
            <div class="dialog-body" tabindex="-1" node_ref=body aria-busy=move || busy.get().then_some("true")>
                <h2 id=heading>{title}</h2>
                {children()}
            </div>
        </dialog>
    }
}

/// Questions never stand on one another: closes the other dialogs of the page, except one that waits
/// for an answer. Returns whether none is left.
fn closes_others(dialog: &web_sys::HtmlDialogElement) -> bool {
    let Ok(others) = document().query_selector_all("dialog[open]") else { return true };
    let others = (0..others.length()).filter_map(|position| others.get(position));
    for other in others.filter_map(|other| other.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
        if other == *dialog {
            continue;
        }
        if other.query_selector("[aria-busy='true']").is_ok_and(|waits| waits.is_some()) {
            return false;
        }
        other.close();
    }
    true
}

/// After the browser has closed the dialog by itself.
fn close_or_stay(dialog: NodeRef<html::Dialog>, open: RwSignal<bool>, busy: Signal<bool>) {
    let Some(dialog) = dialog.get_untracked() else { return };
    // Closed and opened again by the effect above.
    if dialog.open() || !open.get_untracked() {
        return;
    }
    if busy.get_untracked() {
        let _ = dialog.show_modal();
    } else {
        open.set(false);
    }
}
