use std::rc::Rc;

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use crate::named::named;

/// Calls `on_change` for each server-sent event of `address`. The address names the version that
/// the page shows; the server sends an event when it has another one.
pub fn follow(address: impl Into<String>, on_change: impl Fn() + 'static) {
    follow_told(address, move |_| on_change(), || ());
}

/// Like [`follow`], but passes the new version, and calls `on_refusal` when the server answers
/// something else than a stream.
///
/// A hidden page closes its stream: browsers open at most six connections to a server, and a
/// seventh tab would wait for ever. When visible again, it reconnects and hears what it missed.
pub fn follow_told(
    address: impl Into<String>,
    on_change: impl Fn(String) + 'static,
    on_refusal: impl Fn() + 'static,
) {
    let address = address.into();
    let (on_change, on_refusal) = (Rc::new(on_change), Rc::new(on_refusal));
    // Created in an effect, which the server never runs: there it would be dropped on another
    // thread, which is not allowed.
    Effect::new(move |_| {
        let stream = StoredValue::new_local(None::<Stream>);
        // Each stream names the person of its page, like all other requests.
        let address = named(&address);
        let (on_change, on_refusal) = (Rc::clone(&on_change), Rc::clone(&on_refusal));
        let listen = move || {
            let (on_change, on_refusal) = (Rc::clone(&on_change), Rc::clone(&on_refusal));
            let heard = Closure::new(move |event: MessageEvent| {
                on_change(event.data().as_string().unwrap_or_default());
            });
            stream.set_value(Stream::open(&address, heard, on_refusal));
        };
        listen();
        let handle = window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() { stream.set_value(None) } else { listen() }
        });
        on_cleanup(move || {
            handle.remove();
            stream.set_value(None);
        });
    });
}

/// An open event stream; dropping it closes it.
struct Stream {
    source: EventSource,
    _heard: Closure<dyn Fn(MessageEvent)>,
    _refused: Closure<dyn Fn()>,
}

impl Stream {
    fn open(
        address: &str,
        heard: Closure<dyn Fn(MessageEvent)>,
        on_refusal: Rc<impl Fn() + 'static>,
    ) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        let asked = source.clone();
        // After a lost connection the browser tries again by itself; a refusal is final.
        let refused = Closure::<dyn Fn()>::new(move || {
            if asked.ready_state() == EventSource::CLOSED {
                on_refusal();
            }
        });
        source.set_onerror(Some(refused.as_ref().unchecked_ref()));
        Some(Self { source, _heard: heard, _refused: refused })
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.set_onerror(None);
        self.source.close();
    }
}
