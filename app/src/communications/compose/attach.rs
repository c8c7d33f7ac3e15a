use domain::attachments::AttachmentView;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{FileList, HtmlElement, HtmlInputElement};

use super::{
    errors::FieldError,
    state::Compose,
    upload::{Upload, removal, remove},
};
use crate::{
    components::{Icon, PlainButton},
    words,
};

/// *Joindre un fichier*: chosen or dropped, several at once. Each goes to the server on its own as
/// soon as it is there.
#[component]
pub fn Attachments() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let files = compose.files();
    let limits = compose.form.with_value(|form| form.limits);
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    view! {
        <div class="field attachments">
            <p class="label" id="fichiers-titre">"Pièces jointes"</p>
            <ul class="files" aria-labelledby="fichiers-titre">
                <For each=move || files.attached.get() key=|file| file.token.clone() let:file>
                    <Attached file />
                </For>
                <For each=move || files.uploads.get() key=|upload| upload.uid let:upload>
                    <OnItsWay upload />
                </For>
            </ul>
            <DropZone alive />
            <p class="hint" id="fichiers-aide">
                {format!("{} au plus, {} chacun.", words().numbers.files(limits.files), words().numbers.bytes(limits.bytes))}
            </p>
            <p role="status" class="visually-hidden">
                {move || files.news.get().filter(|(bad, _)| !bad).map(|(_, sentence)| sentence)}
            </p>
            {move || files.news.get().filter(|(bad, _)| *bad).map(|(_, sentence)| view! {
                <p class="field-error" role="alert"><Icon name="alert" /> " " {sentence}</p>
            })}
            <FieldError field=Signal::stored("fichiers".to_owned()) />
        </div>
    }
}

const INPUT: &str = "fichiers";

/// The file input lies over the whole zone: it is clicked, focused and dropped upon as what it is.
#[component]
fn DropZone(alive: RwSignal<bool>) -> impl IntoView {
    let compose = expect_context::<Compose>();
    let over = RwSignal::new(false);
    let uids = StoredValue::new(0_usize);
    let input = NodeRef::<html::Input>::new();
    // Chosen before this script was there to hear of it.
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            take_chosen(compose, uids, &input);
        }
    });
    view! {
        <div
            class="dropzone"
            data-alive=move || alive.get().then_some("true")
            data-over=move || over.get().then_some("true")
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event: ev::DragEvent| {
                event.prevent_default();
                over.set(false);
                take(compose, uids, event.data_transfer().and_then(|dropped| dropped.files()));
            }
        >
            <label for="fichiers">
                <Icon name="paperclip" />
                " Joindre un fichier"
            </label>
            <span class="hint dropzone-hint">"Déposer les fichiers ici"</span>
            <input class="input" id=INPUT name="fichiers" type="file" multiple node_ref=input
                aria-describedby="fichiers-aide fichiers-erreur"
                on:change:target=move |event| take_chosen(compose, uids, &event.target()) />
            <PlainButton action="joindre" address="/communications/pieces-jointes" label="Joindre" />
        </div>
    }
}

/// The button that was pressed goes with its file: the keyboard goes on where files are chosen.
fn focus_input() {
    if let Some(input) =
        document().get_element_by_id(INPUT).and_then(|input| input.dyn_into::<HtmlElement>().ok())
    {
        let _ = input.focus();
    }
}

fn take_chosen(compose: Compose, uids: StoredValue<usize>, input: &HtmlInputElement) {
    take(compose, uids, input.files());
    // The same file can be chosen again.
    input.set_value("");
}

/// Sends the files that there is room for; the others are told of.
fn take(compose: Compose, uids: StoredValue<usize>, chosen: Option<FileList>) {
    let Some(chosen) = chosen else { return };
    let files = compose.files();
    let most = compose.form.with_value(|form| form.limits.files);
    files.news.set(None);
    let mut left_out = Vec::new();
    for file in (0..chosen.length()).filter_map(|position| chosen.get(position)) {
        if files.count_untracked() + files.uploads.with_untracked(Vec::len) < most {
            uids.update_value(|last| *last += 1);
            Upload::start(compose, uids.get_value(), file);
        } else {
            left_out.push(format!("« {} »", file.name()));
        }
    }
    if !left_out.is_empty() {
        let left = if left_out.len() < 2 { "laissé" } else { "laissés" };
        let said =
            format!("{} au plus : {} {left} de côté.", words().numbers.files(most), left_out.join(", "));
        files.news.set(Some((true, said)));
    }
}

#[component]
fn Attached(file: AttachmentView) -> impl IntoView {
    let compose = expect_context::<Compose>();
    let gone = file.clone();
    view! {
        <li class="file">
            <Icon name="paperclip" />
            <p class="file-name">{file.name.clone()} " " <span class="hint">{words().numbers.bytes(file.bytes)}</span></p>
            // Without JavaScript, what the form shows goes with the message.
            <input type="hidden" name="piece" value=file.token.clone() />
            <button class="button button-quiet button-small" type="submit" formaction=removal(&file.token)
                on:click=move |event| {
                    event.prevent_default();
                    remove(compose, gone.clone());
                    focus_input();
                }>
                "Retirer" <span class="visually-hidden">" " {file.name}</span>
            </button>
        </li>
    }
}

#[component]
fn OnItsWay(upload: Upload) -> impl IntoView {
    let compose = expect_context::<Compose>();
    let name = upload.name.get_value();
    let failed = move || upload.failure.get().is_some();
    let bar = format!("envoi-{}", upload.uid);
    view! {
        <li class="file" data-failed=move || failed().then_some("true")>
            <Icon name="paperclip" />
            <div class="file-name">
                <label for=bar.clone()>{name.clone()} " " <span class="hint">{words().numbers.bytes(upload.bytes)}</span></label>
                <progress class="progress-bar" id=bar hidden=failed
                    prop:max=move || upload.whole.get() prop:value=move || upload.sent.get()></progress>
                {move || upload.failure.get().map(|sentence| view! {
                    <p class="field-error" role="alert"><Icon name="alert" /> " " {sentence}</p>
                })}
            </div>
            <div class="cluster">
                <Show when=move || failed() && upload.again.get()>
                    <button class="button button-small" type="button" on:click=move |_| upload.send(compose)>
                        "Réessayer" <span class="visually-hidden">" " {upload.name.get_value()}</span>
                    </button>
                </Show>
                <button class="button button-quiet button-small" type="button"
                    on:click=move |_| {
                        upload.abort();
                        compose.files().end(upload.uid);
                        focus_input();
                    }>
                    "Retirer" <span class="visually-hidden">" " {name}</span>
                </button>
            </div>
        </li>
    }
}
