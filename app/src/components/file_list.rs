use domain::files::AttachmentView;
use leptos::prelude::*;

use super::Icon;
use crate::words;

/// Files to download, each with its size.
#[component]
pub fn FileList(files: Vec<AttachmentView>) -> impl IntoView {
    view! {
        <ul class="files">
            {files
                .into_iter()
                .map(|file| {
                    view! {
                        <li class="file">
                            <Icon name="paperclip" />
                            <p class="file-name">
                                <a href=format!("/pieces-jointes/{}", file.token) rel="external" download><bdi>{file.name}</bdi></a>
                                " "
                                <span class="hint">{words().numbers.bytes(file.bytes)}</span>
                            </p>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
