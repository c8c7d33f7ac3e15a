use domain::files::AttachmentView;
use leptos::prelude::*;

use crate::{components::Icon, words};

/// The files that came with a message; the server checks the right at each download.
#[component]
pub fn Attachments(files: Vec<AttachmentView>) -> impl IntoView {
    (!files.is_empty()).then(|| {
        view! {
            <section class="message-attachments" aria-labelledby="pieces-jointes">
                <h2 id="pieces-jointes">{words().numbers.attachments(files.len() as u64)}</h2>
                <ul class="plain">{files.into_iter().map(|file| view! { <File file /> }).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn File(file: AttachmentView) -> impl IntoView {
    let kind = words().messages.media_type(&file.media_type);
    view! {
        <li>
            // The browser downloads the file itself; the router has no such page.
            <a class="message-file" href=format!("/pieces-jointes/{}", file.token) rel="external" download>
                <Icon name="paperclip" />
                <bdi class="message-file-name">{file.name}</bdi>
                " "
                <span class="muted small">{kind} ", " {words().numbers.bytes(file.bytes)}</span>
            </a>
        </li>
    }
}
