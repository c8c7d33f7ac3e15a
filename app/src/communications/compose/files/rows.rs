use domain::files::AttachmentView;
use leptos::prelude::*;

use super::{drop_zone::focus_input, request::removal, state::Files, upload::Upload};
use crate::{
    components::{Icon, When},
    named::named,
    words,
};

/// A file that the server has.
#[component]
pub fn Attached(file: AttachmentView) -> impl IntoView {
    let files = expect_context::<Files>();
    let gone = file.clone();
    view! {
        <li class="file">
            <Icon name="paperclip" />
            <p class="file-name"><bdi>{file.name.clone()}</bdi> " " <span class="hint">{words().numbers.bytes(file.bytes)}</span></p>
            // Without JavaScript, this field attaches the file to the message.
            <input type="hidden" name="piece" value=file.token.clone() />
            <button class="button button-quiet button-small" type="submit" formaction=named(&removal(&file.token))
                on:click=move |event| {
                    event.prevent_default();
                    files.remove(gone.clone());
                    focus_input();
                }>
                {words().compose.remove} <span class="visually-hidden">" " {file.name}</span>
            </button>
        </li>
    }
}

/// A file on its way, or a failed upload.
#[component]
pub fn OnItsWay(upload: Upload) -> impl IntoView {
    let files = expect_context::<Files>();
    let name = upload.name.get_value();
    let failed = move || upload.failure.get().is_some();
    let bar = format!("envoi-{}", upload.uid);
    view! {
        <li class="file" data-failed=move || failed().then_some("true")>
            <Icon name="paperclip" />
            <div class="file-name">
                <label for=bar.clone()><bdi>{name.clone()}</bdi> " " <span class="hint">{words().numbers.bytes(upload.bytes)}</span></label>
                <progress class="progress-bar" id=bar hidden=move || upload.failure.get().is_some()
                    prop:max=move || upload.whole.get() prop:value=move || upload.sent.get()></progress>
                {move || upload.failure.get().map(|sentence| view! {
                    <p class="field-error" role="alert"><Icon name="alert" /> " " {sentence}</p>
                }.into_any())}
            </div>
            <div class="cluster">
                <When holds=Signal::derive(move || failed() && upload.again.get())>
                    <button class="button button-small" type="button"
                        on:click=move |_| {
                            files.send(upload);
                            // The button disappears while the file is on its way again.
                            focus_input();
                        }>
                        {words().common.retry} <span class="visually-hidden">" " {upload.name.get_value()}</span>
                    </button>
                </When>
                <button class="button button-quiet button-small" type="button"
                    on:click=move |_| {
                        files.cancel(upload);
                        focus_input();
                    }>
                    {words().compose.remove} <span class="visually-hidden">" " {name}</span>
                </button>
            </div>
        </li>
    }
}
