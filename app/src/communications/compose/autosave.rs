use domain::communications::CommunicationInput;
use gloo_timers::future::TimeoutFuture;
use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsValue;

use super::state::Compose;
use crate::{
    AppError,
    communications::api::{discard_draft, save_draft, survey_audience},
    components::debounce,
};

const COUNT_AFTER_MS: u32 = 200;
const COUNT_AGAIN_MS: u32 = 3_000;
const SAVE_AFTER_MS: u32 = 600;
const ADDRESS: &str = "/communications/nouvelle";

/// The draft of the form, as the server has it.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The form that it holds, and how many files: what is the same needs no saving.
    holds: StoredValue<(CommunicationInput, usize)>,
    /// A request about it is on its way: one at a time, so that an older form never overwrites a
    /// newer one.
    busy: StoredValue<bool>,
    /// It is to be thrown away once that request is answered.
    unwanted: StoredValue<bool>,
}

impl Draft {
    pub fn new(input: CommunicationInput, files: usize) -> Self {
        Self {
            holds: StoredValue::new((input, files)),
            busy: StoredValue::new(false),
            unwanted: StoredValue::new(false),
        }
    }
}

/// Keeps the count and the draft up with the form.
pub fn autosave(compose: Compose) {
    keep_counted(compose);
    keep_saved(compose);
}

fn keep_counted(compose: Compose) {
    // The channel whose perimeters are known: until those of another one are there, a count of its
    // audience would name a perimeter that it may not have.
    let targets = move || {
        let channel = compose.perimeters.with(|(channel, _)| channel.clone());
        compose.input.with(|input| (channel, input.perimeter.clone(), input.targets.clone()))
    };
    let asked = StoredValue::new(0_u32);
    Effect::new(move |before: Option<_>| {
        let now = targets();
        if before.is_some_and(|before| before != now) {
            compose.counting.set(true);
            // An answer that is on its way is of another form: nobody shall deploy on its number.
            asked.update_value(|asked| *asked += 1);
        }
        now
    });
    debounce(targets, COUNT_AFTER_MS, move |_| count(compose, asked));
}

/// Asks for the count of what stands in the form. While the server does not answer, nothing can
/// be deployed: the question in the dialog would name a wrong number.
fn count(compose: Compose, asked: StoredValue<u32>) {
    asked.update_value(|asked| *asked += 1);
    let question = asked.get_value();
    let mut input = compose.input.get_untracked();
    input.channel = compose.perimeters.with_untracked(|(channel, _)| channel.clone());
    spawn_local(async move {
        let answer = survey_audience(input).await;
        // An answer that a later question has overtaken would show a wrong count.
        if asked.try_get_value() != Some(question) {
            return;
        }
        match answer {
            Ok(found) => {
                compose.survey.set(found);
                let counted = compose.perimeters.with_untracked(|(channel, _)| channel.clone());
                // Those of the channel that was chosen meanwhile are still to be counted.
                compose.counting.set(compose.input.with_untracked(|input| input.channel != counted));
                if compose.failure.get_untracked() == Some(AppError::Unreachable) {
                    compose.failure.set(None);
                }
            }
            Err(error) => {
                let again = error == AppError::Unreachable;
                compose.failure.set(Some(error));
                if again {
                    TimeoutFuture::new(COUNT_AGAIN_MS).await;
                    if asked.try_get_value() == Some(question) {
                        count(compose, asked);
                    }
                }
            }
        }
    });
}

fn keep_saved(compose: Compose) {
    // A draft keeps the files of its form, so one that is nothing but files is kept too.
    let source = move || (compose.input.get(), compose.files().count());
    debounce(source, SAVE_AFTER_MS, move |_| save(compose));
    // What was typed in the last moment before the tab closes goes out with it.
    let handle = window_event_listener(ev::pagehide, move |_| {
        let input = compose.input.get_untracked();
        if !compose.deploying.get_untracked() && compose.draft().holds.with_value(|(held, _)| *held != input)
        {
            send_beacon(&compose.form_key(), &input);
        }
    });
    on_cleanup(move || handle.remove());
}

fn save(compose: Compose) {
    let Draft { holds, busy, unwanted } = compose.draft();
    if busy.try_get_value().unwrap_or(true) || compose.deploying.try_get_untracked().unwrap_or(true) {
        return;
    }
    let now = standing(compose);
    if holds.with_value(|held| *held == now) {
        return;
    }
    busy.set_value(true);
    spawn_local(async move {
        let answer = save_draft(compose.form_key(), now.0.clone()).await;
        if busy.try_set_value(false).is_some() {
            return;
        }
        if unwanted.get_value() {
            throw_away(compose);
            return;
        }
        match answer {
            Ok((id, stamp)) => {
                holds.set_value(now);
                compose.kept.set(Ok(Some(stamp)));
                remember_address(&format!("{ADDRESS}?brouillon={id}"));
                save(compose);
            }
            // Deployed in another tab: there is nothing left to keep.
            Err(AppError::Conflict(what)) if what == "deployed" => {
                compose.failure.set(Some(AppError::Conflict(what)));
            }
            Err(error) => compose.kept.set(Err(error)),
        }
    });
}

/// What stands in the form, and how many files.
fn standing(compose: Compose) -> (CommunicationInput, usize) {
    (compose.input.get_untracked(), compose.files().count_untracked())
}

/// Throws the draft away, once a save that is on its way can bring nothing back. The form as it
/// stands, emptied, is not worth a draft.
pub fn discard(compose: Compose) {
    let Draft { holds, busy, unwanted } = compose.draft();
    holds.set_value(standing(compose));
    remember_address(ADDRESS);
    if busy.get_value() { unwanted.set_value(true) } else { throw_away(compose) }
}

fn throw_away(compose: Compose) {
    let Draft { busy, unwanted, .. } = compose.draft();
    unwanted.set_value(false);
    busy.set_value(true);
    spawn_local(async move {
        // A draft that could not be thrown away is offered again next time: nothing is lost.
        let _ = discard_draft(compose.form_key()).await;
        if busy.try_set_value(false).is_some() {
            return;
        }
        // What was typed meanwhile is worth one, unless that was thrown away too.
        if unwanted.get_value() { throw_away(compose) } else { save(compose) }
    });
}

/// A reload finds the draft again.
fn remember_address(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

fn send_beacon(form_key: &str, input: &CommunicationInput) {
    let Ok(body) = serde_json::to_string(&serde_json::json!({ "form_key": form_key, "input": input })) else {
        return;
    };
    let parts = js_sys::Array::of1(&JsValue::from_str(&body));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/json");
    if let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options) {
        let _ =
            window().navigator().send_beacon_with_opt_blob("/api/communications/drafts/save", Some(&blob));
    }
}
