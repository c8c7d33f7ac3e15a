//! What somebody typed and the server does not have yet. The browser keeps it for this tab and this
//! person alone: computers are shared. The module of the page erases it when the person signs out, here or
//! in another tab, and when somebody else is seen (`browser/portal/src/unsaved.ts`).

use leptos::prelude::*;
use web_sys::Storage;

use crate::named::person;

const PREFIX: &str = "portevoix-saisie-";
/// More forms than this are not kept at the same time.
const MOST: usize = 8;

/// The person signs out: nothing is kept any more. The module marks the document.
fn ended() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-signing-out"))
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn names(storage: &Storage) -> Vec<String> {
    let all = (0..storage.length().unwrap_or_default()).filter_map(|place| storage.key(place).ok().flatten());
    all.filter(|name| name.starts_with(PREFIX)).collect()
}

/// Keeps the content of a form under its key, and tells whether it could. Where the browser keeps nothing,
/// the form works all the same.
pub fn keep_unsaved(form_key: &str, content: &str) -> bool {
    let Some(storage) = storage().filter(|_| !ended()) else { return false };
    let name = format!("{PREFIX}{form_key}");
    let names = names(&storage);
    let has_room = names.len() < MOST || names.contains(&name);
    has_room && storage.set_item(&name, &format!("{}\n{content}", person())).is_ok()
}

/// The server has it, or it is not wanted any more.
pub fn forget_unsaved(form_key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("{PREFIX}{form_key}"));
    }
}

/// What is kept for the person of this page; what belongs to somebody else is erased.
pub fn unsaved() -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let person = person();
    let mut kept = Vec::new();
    for name in names(&storage) {
        let text = storage.get_item(&name).ok().flatten().unwrap_or_default();
        match text.split_once('\n') {
            Some((of, content)) if of == person && !person.is_empty() => kept.push(content.to_owned()),
            _ => {
                let _ = storage.remove_item(&name);
            }
        }
    }
    kept
}
