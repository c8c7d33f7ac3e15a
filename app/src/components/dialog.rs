use leptos::{ev, html, prelude::*};

/// A native modal `<dialog>`, open while `open` is true. Without JavaScript the server renders it
/// open in the page where `open` is true from the start.
#[component]
pub fn Dialog(
    id: &'static str,
    open: RwSignal<bool>,
    title: &'static str,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if !open.get() {
            dialog.close();
            return;
        }
        // The server may have rendered it open, but not yet modal.
        if dialog.open() {
            dialog.close();
        }
        let _ = dialog.show_modal();
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
            on:cancel=move |_: ev::Event| open.set(false)
        >
            <div class="dialog-body">
                <h2 id=heading>{title}</h2>
                {children()}
            </div>
        </dialog>
    }
}
