use domain::messages::Folder;
use leptos::prelude::*;

use super::filter;
use crate::words;

/// The folders, and what the reader wrote. `open` is `None` there.
#[component]
pub fn Folders(open: Option<Folder>) -> impl IntoView {
    let tab = |folder: Option<Folder>| {
        let (address, label) = match folder {
            Some(folder) => (filter::of_folder(folder), words().messages.folder(folder)),
            None => (filter::WRITTEN.to_owned(), words().messages.written),
        };
        let current = (folder == open).then_some("page");
        view! { <li><a href=address aria-current=current>{label}</a></li> }
    };
    let tabs =
        [Some(Folder::Inbox), None, Some(Folder::Archive), Some(Folder::Deleted)].map(tab).collect_view();
    view! {
        <nav class="tabs" aria-label=words().messages.folders>
            <ul>{tabs}</ul>
        </nav>
    }
}
