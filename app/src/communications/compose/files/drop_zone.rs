use leptos::{ev, html, prelude::*};
use web_sys::{FileList, HtmlInputElement};

use super::state::Files;
use crate::{
    communications::compose::{focus::focus_on, validation::problem_of},
    components::{
        Icon, effect,
        form::{PlainButton, invalid},
    },
    words,
};

const INPUT: &str = "fichiers";

/// The file input covers the whole zone, so clicks, focus and drops reach a native input.
#[component]
pub fn DropZone(alive: RwSignal<bool>) -> impl IntoView {
    let files = expect_context::<Files>();
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    // Files chosen before this script was running.
    effect(move |_| {
        if let Some(input) = input.get() {
            take_chosen(files, &input);
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
                take_dropped(files, &event);
            }
        >
            <label for="fichiers">
                <Icon name="paperclip" />
                " " {words().compose.join_file}
            </label>
            <span class="hint dropzone-hint">{words().compose.drop_here}</span>
            <input class="input" id=INPUT name="fichiers" type="file" multiple node_ref=input
                aria-describedby="fichiers-aide fichiers-echec fichiers-erreur"
                aria-invalid=invalid(problem_of(INPUT), Signal::default())
                on:change:target=move |event| take_chosen(files, &event.target()) />
            <PlainButton action="joindre" address="/communications/pieces-jointes" label=words().compose.join />
        </div>
    }
}

/// A file dropped beside the zone would replace the page: it is taken as well, if the form takes files
/// now. Runs in the browser only.
pub fn catch_dropped(files: Files, takes_files: impl Fn() -> bool + 'static) {
    effect({
        let takes_files = std::rc::Rc::new(takes_files);
        move |_| {
            let takes_files = std::rc::Rc::clone(&takes_files);
            let over = window_event_listener(ev::dragover, |event| {
                if carries_files(&event) {
                    event.prevent_default();
                }
            });
            let drop = window_event_listener(ev::drop, move |event| {
                if event.default_prevented() || !carries_files(&event) {
                    return;
                }
                event.prevent_default();
                if takes_files() {
                    take_dropped(files, &event);
                    // They were dropped somewhere else: this scrolls to where they are.
                    focus_input();
                }
            });
            on_cleanup(move || {
                over.remove();
                drop.remove();
            });
        }
    });
}

/// Not text or a link, which fields and the editor take.
fn carries_files(event: &ev::DragEvent) -> bool {
    event.data_transfer().is_some_and(|dropped| dropped.types().includes(&"Files".into(), 0))
}

fn take_dropped(files: Files, event: &ev::DragEvent) {
    let Some(dropped) = event.data_transfer() else { return };
    let items = dropped.items();
    let entries = (0..items.length())
        .filter_map(|place| items.get(place))
        .filter_map(|item| item.webkit_get_as_entry().ok().flatten());
    let folders: Vec<String> =
        entries.filter(web_sys::FileSystemEntry::is_directory).map(|folder| folder.name()).collect();
    take(files, dropped.files(), &folders);
}

/// The pressed button disappears with its file: the focus moves to the file input.
pub fn focus_input() {
    focus_on(INPUT);
}

fn take_chosen(files: Files, input: &HtmlInputElement) {
    take(files, input.files(), &[]);
    // The same file can be chosen again.
    input.set_value("");
}

/// Sends as many files as there is room for, and reports the others. A folder is among the files of a
/// browser, but cannot be read.
fn take(files: Files, chosen: Option<FileList>, folders: &[String]) {
    let Some(chosen) = chosen else { return };
    files.news.set(None);
    let mut left_out = Vec::new();
    let chosen = (0..chosen.length()).filter_map(|position| chosen.get(position));
    for file in chosen.filter(|file| !folders.contains(&file.name())) {
        if files.has_room() {
            files.start(file);
        } else {
            left_out.push(file.name());
        }
    }
    if !left_out.is_empty() {
        let most = files.limits.with_value(|limits| limits.files);
        let said = words().compose.left_out(most, &left_out);
        files.news.set(Some((true, said)));
    } else if !folders.is_empty() {
        files.news.set(Some((true, words().compose.folders_left_out(folders))));
    }
}
