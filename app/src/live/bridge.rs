//! Islands tell the module of the page what they follow and what they wait for, and hear from it. What
//! is said before the module runs waits in a list on the window.

use std::rc::Rc;

use domain::CommunicationId;
use js_sys::{Array, Reflect};
use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CustomEvent;

/// The list; the module puts an object with the same method `push` in its place.
const SAID: &str = "portevoixSuivi";
/// The event by which the module tells what it heard: the topic, a line break, what the event carries.
const TOLD: &str = "portevoix:entendu";
/// The event by which it tells that the server answers the page.
const SERVED: &str = "portevoix:joint";

/// Something that a page follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    name: &'static str,
    /// The number of what is followed.
    of: i64,
    /// The version that the page shows.
    version: String,
}

impl Topic {
    pub fn communication(id: CommunicationId, version: String) -> Self {
        Self { name: "communication", of: id.0, version }
    }
}

/// Calls `heard` with what each event of the topic carries: the new version, or what is new; `fin`
/// when there is nothing more to hear. Runs in the browser only.
pub fn follow(topic: Topic, heard: impl Fn(String) + 'static) {
    let heard = Rc::new(heard);
    // In an effect, which the server never runs.
    Effect::new(move |_| {
        let (name, heard) = (topic.name, Rc::clone(&heard));
        let listening = window_event_listener_untyped(TOLD, move |event| {
            let told = event.unchecked_into::<CustomEvent>().detail().as_string().unwrap_or_default();
            if let Some((about, carried)) = told.split_once('\n')
                && about == name
            {
                heard(carried.to_owned());
            }
        });
        on_cleanup(move || listening.remove());
        say(&format!("suivre\n{name}\n{}\n{}", topic.of, topic.version));
    });
}

/// Calls `heard` whenever the line of the page has reached the server. Runs in the browser only.
pub fn on_served(heard: impl Fn() + 'static) {
    let listening = window_event_listener_untyped(SERVED, move |_| heard());
    on_cleanup(move || listening.remove());
}

/// Something that the page waits for before it is up to date begins.
pub(super) fn wait() {
    say("attendre");
}

/// It has come.
pub(super) fn done_waiting() {
    say("reprendre");
}

fn say(text: &str) {
    let (window, name) = (JsValue::from(window()), JsValue::from_str(SAID));
    let said = Reflect::get(&window, &name).ok().filter(JsValue::is_object).unwrap_or_else(|| {
        let list = JsValue::from(Array::new());
        let _ = Reflect::set(&window, &name, &list);
        list
    });
    said.unchecked_into::<Array>().push(&JsValue::from_str(text));
}
