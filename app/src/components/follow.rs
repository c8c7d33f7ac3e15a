use std::{cell::Cell, rc::Rc};

use gloo_timers::callback::Timeout;
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use crate::named::named;

/// Calls `on_change` for each server-sent event of `address`. The address names the version that
/// the page shows; the server sends an event when it has another one.
pub fn follow(address: impl Into<String>, on_change: impl Fn() + 'static) {
    follow_told(address, move |_| on_change(), || ());
}

/// The first pause before a refused page asks again, in milliseconds; each later one is twice as
/// long, up to eight minutes, and up to twice that by chance, so that pages do not ask together.
const PAUSE: u32 = 30_000;
const DOUBLINGS: u32 = 4;

/// Like [`follow`], but passes what the event carries (the new version, or what is new), and calls
/// `on_refusal` when the server answers something else than a stream. The page then asks again after
/// a while: there may have been no place for it.
///
/// A hidden page closes its stream: browsers open at most six connections to a server, and a
/// seventh tab would wait for ever. When visible again, it reconnects and hears what it missed.
pub fn follow_told(
    address: impl Into<String>,
    on_change: impl Fn(String) + 'static,
    on_refusal: impl Fn() + 'static,
) {
    let address = address.into();
    let on_change: Rc<dyn Fn(String)> = Rc::new(on_change);
    let on_refusal: Rc<dyn Fn()> = Rc::new(on_refusal);
    // Created in an effect, which the server never runs: there it would be dropped on another
    // thread, which is not allowed.
    Effect::new(move |_| {
        let following = Rc::new(Following {
            // Each stream names the person of its page, like all other requests.
            address: named(&address),
            on_change: Rc::clone(&on_change),
            on_refusal: Rc::clone(&on_refusal),
            refusals: Cell::new(0),
            stream: StoredValue::new_local(None),
            again: StoredValue::new_local(None),
        });
        following.listen();
        let (stream, again) = (following.stream, following.again);
        let handle = window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() { following.stop() } else { following.listen() }
        });
        on_cleanup(move || {
            handle.remove();
            again.set_value(None);
            stream.set_value(None);
        });
    });
}

/// What a page follows.
struct Following {
    address: String,
    on_change: Rc<dyn Fn(String)>,
    on_refusal: Rc<dyn Fn()>,
    /// How often the server has refused since it last sent an event.
    refusals: Cell<u32>,
    stream: StoredValue<Option<Stream>, LocalStorage>,
    /// The pause before the next try.
    again: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Following {
    fn listen(self: &Rc<Self>) {
        self.again.set_value(None);
        self.open();
    }

    fn open(self: &Rc<Self>) {
        let heard = {
            let me = Rc::clone(self);
            Closure::new(move |event: MessageEvent| {
                me.refusals.set(0);
                (me.on_change)(event.data().as_string().unwrap_or_default());
            })
        };
        let me = Rc::clone(self);
        self.stream.set_value(Stream::open(&self.address, heard, move || {
            (me.on_refusal)();
            me.ask_later();
        }));
    }

    fn ask_later(self: &Rc<Self>) {
        let refusals = self.refusals.get();
        self.refusals.set((refusals + 1).min(DOUBLINGS));
        let me = Rc::clone(self);
        self.again.set_value(Some(Timeout::new(by_chance(PAUSE << refusals), move || me.open())));
    }

    fn stop(&self) {
        self.again.set_value(None);
        self.stream.set_value(None);
    }
}

/// A length between `pause` and its double.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a fraction of a length")]
fn by_chance(pause: u32) -> u32 {
    pause + (js_sys::Math::random() * f64::from(pause)) as u32
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
        on_refusal: impl Fn() + 'static,
    ) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        let asked = source.clone();
        // After a lost connection the browser tries again by itself; after a refusal it does not.
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
